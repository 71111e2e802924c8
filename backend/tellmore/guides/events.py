from uuid import UUID

from tellmore.core.events import DomainEvent


class GuideCreated(DomainEvent, type="guide.created"):
    """A question guide was begun."""

    guide_id: UUID
    cohort_id: UUID


class GuideUpdated(DomainEvent, type="guide.updated"):
    """The draft of a question guide was changed."""

    guide_id: UUID
    cohort_id: UUID


class GuidePublished(DomainEvent, type="guide.published"):
    """A question guide got a version, which sessions can use and nothing can change."""

    guide_id: UUID
    cohort_id: UUID
    guide_version_id: UUID
    number: int


class GuideDeleted(DomainEvent, type="guide.deleted"):
    """A question guide that never had a version was taken away."""

    guide_id: UUID
    cohort_id: UUID
