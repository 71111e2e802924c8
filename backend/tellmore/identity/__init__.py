"""Who asks: users and their roles, API clients, sign-in, and the Context of each request.

Knows districts only by id. What a role may do is one table, in `abilities.py`.
"""
