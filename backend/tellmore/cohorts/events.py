from uuid import UUID

from tellmore.core.events import DomainEvent


class CohortCreated(DomainEvent, type="cohort.created"):
    """A cohort was created."""

    cohort_id: UUID


class CohortUpdated(DomainEvent, type="cohort.updated"):
    """A cohort's plan was changed."""

    cohort_id: UUID


class CohortClosed(DomainEvent, type="cohort.closed"):
    """A cohort was closed; nothing more is captured for it."""

    cohort_id: UUID


class CohortDeleted(DomainEvent, type="cohort.deleted"):
    """A draft was taken away."""

    cohort_id: UUID
