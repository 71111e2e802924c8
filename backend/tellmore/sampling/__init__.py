"""Choosing students: quotas, a fair lottery over panels, its certificate, alternates and refills.

Pure mathematics: no database, no HTTP; plain data and numpy arrays in and out.
"""
