"""Disclosure: the one engine that every aggregate passes before it reaches a page, file or feed.

Pure: counts of distinct students in, the same counts with the unsafe ones withheld out.
"""
