"""Splitting members into groups: the question, a search, the solver, the check, what conflicts.

`split` is what other rooms ask; `grouping` holds the question and the plan, `check` the rules.
"""
