"""What was said, passed, noticed or added later, under a pseudonym; and striking it again.

Insights build on it. Raw text is for analysts and coordinators, and never for who teaches the
student.
"""
