"""One round of listening: its purpose and schools, and who was drawn for it. The model room.

Sessions, consent and themes refer to a cohort; it knows none of them.
"""
