"""What comes of listening: action items that answer themes, and "you said / we did".

An action item rests on a theme with a cause, or on one whose cause is openly unknown.
"""
