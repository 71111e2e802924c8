"""Interviews and focus groups: scheduled, checked, run in stages on two screens at once.

What is said in them belongs to `responses`, which refers to a session; this room knows none of it.
"""
