"""Which public events nobody has taken to the webhooks yet.

A table of its own, since events themselves are never changed.
"""

from tellmore.core.models import Owned


class OutboxEntry(Owned, table=True):
    """Its id is the event's. Whoever tells the event to the webhooks deletes it."""

    __tablename__ = "outbox"
