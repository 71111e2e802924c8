"""What an import would change: a bundle against the rows that are there. Pure, but for `writing`.

Nothing is deleted: who is gone is deactivated. Only a guardian's link to a student is taken away.
"""
