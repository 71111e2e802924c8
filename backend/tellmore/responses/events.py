from uuid import UUID

from tellmore.core.events import DomainEvent
from tellmore.responses.models import ResponseKind, StruckBy


class ResponseRecorded(DomainEvent, type="response.recorded"):
    """Something was captured in a session, or added later."""

    response_id: UUID
    session_id: UUID
    cohort_id: UUID
    member_id: UUID | None
    kind: ResponseKind


class ResponseUpdated(DomainEvent, type="response.updated"):
    """A response was edited; what it said before is kept."""

    response_id: UUID
    session_id: UUID
    cohort_id: UUID


class ResponseStruck(DomainEvent, type="response.struck"):
    """A response was taken back: drop every copy of its words."""

    response_id: UUID
    session_id: UUID
    cohort_id: UUID
    struck_by: StruckBy


class ResponseReturned(DomainEvent, type="response.returned"):
    """A response that was struck while guardians disagreed may be read again."""

    response_id: UUID
    session_id: UUID
    cohort_id: UUID


class LateThoughtsInvited(DomainEvent, type="session.late_thoughts_invited", public=False):
    session_id: UUID


class LateThoughtLinkLocked(DomainEvent, type="late_thought_link.locked", public=False):
    """Too many wrong birth dates were typed by a student's link, and it was ended."""

    link_id: UUID
    session_id: UUID
    member_id: UUID
