"""Telling other systems what happened: the feed of events, and webhooks signed and sent.

Follows Standard Webhooks 1.0.0. Nothing here knows what an event means to its room.
"""
