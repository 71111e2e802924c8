"""Students, guardians, staff, classes, enrollments and attributes, as the SIS sends them.

`oneroster` reads bundles without a database; `service` stages and applies them; nothing is deleted.
"""
