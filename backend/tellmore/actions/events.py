from uuid import UUID

from tellmore.core.events import DomainEvent


class ActionItemCreated(DomainEvent, type="action_item.created"):
    """An action item was made from a theme."""

    action_item_id: UUID
    cohort_id: UUID
    theme_id: UUID


class ActionItemUpdated(DomainEvent, type="action_item.updated"):
    """An action item was changed, moved on, or got an update."""

    action_item_id: UUID
    cohort_id: UUID
    theme_id: UUID


class ActionItemCompleted(DomainEvent, type="action_item.completed"):
    """An action item is done."""

    action_item_id: UUID
    cohort_id: UUID
    theme_id: UUID


class ActionItemDropped(DomainEvent, type="action_item.dropped"):
    """An action item will not be done; it keeps the reason."""

    action_item_id: UUID
    cohort_id: UUID
    theme_id: UUID


class ActionItemOverdue(DomainEvent, type="action_item.overdue"):
    """An action item is past its due date and not done."""

    action_item_id: UUID
    cohort_id: UUID
    theme_id: UUID


class ActionItemDeleted(DomainEvent, type="action_item.deleted"):
    """A proposal was taken away."""

    action_item_id: UUID
    cohort_id: UUID
    theme_id: UUID


class CommitteeSeatTaken(DomainEvent, type="committee_seat.taken", public=False):
    """Somebody joined a committee. Told to no system: it would tie a pseudonym to a face."""

    committee_seat_id: UUID
    action_item_id: UUID


class CommitteeSeatLeft(DomainEvent, type="committee_seat.left", public=False):
    committee_seat_id: UUID
    action_item_id: UUID


class FeedbackPageCreated(DomainEvent, type="feedback_page.created"):
    """A "you said / we did" page was begun."""

    feedback_page_id: UUID
    cohort_id: UUID


class FeedbackPageUpdated(DomainEvent, type="feedback_page.updated"):
    """A "you said / we did" page was changed."""

    feedback_page_id: UUID
    cohort_id: UUID


class FeedbackPagePublished(DomainEvent, type="feedback_page.published"):
    """A "you said / we did" page can be opened by link."""

    feedback_page_id: UUID
    cohort_id: UUID


class FeedbackPageDeleted(DomainEvent, type="feedback_page.deleted"):
    """A "you said / we did" page was taken away; its links lead nowhere."""

    feedback_page_id: UUID
    cohort_id: UUID


class FeedbackLinkCreated(DomainEvent, type="feedback_link.created"):
    """A link to a "you said / we did" page was made."""

    feedback_link_id: UUID
    feedback_page_id: UUID


class FeedbackLinkRevoked(DomainEvent, type="feedback_link.revoked"):
    """A link to a "you said / we did" page was revoked."""

    feedback_link_id: UUID
    feedback_page_id: UUID


class PulseGiven(DomainEvent, type="feedback_page.pulse_given", public=False):
    """Somebody said whether they were heard. Counted, and told to nobody one by one."""

    feedback_page_id: UUID
