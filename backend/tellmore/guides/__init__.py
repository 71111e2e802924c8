"""Question guides: the bank of questions, the linter, and versioned guides in four stages.

A cohort picks questions from the bank into a guide; a session freezes the version it uses.
"""
