"""What every room stands on: database, tenancy, events, errors, HTTP. Knows no domain.

Imports nothing above it.
"""
