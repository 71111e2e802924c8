from uuid import UUID

from tellmore.core.events import DomainEvent


class CodeCreated(DomainEvent, type="code.created", public=False):
    code_id: UUID


class CodeUpdated(DomainEvent, type="code.updated", public=False):
    code_id: UUID


class CodeDeleted(DomainEvent, type="code.deleted", public=False):
    code_id: UUID


class CodingCreated(DomainEvent, type="coding.created", public=False):
    coding_id: UUID
    response_id: UUID


class CodingDeleted(DomainEvent, type="coding.deleted", public=False):
    coding_id: UUID
    response_id: UUID


class ThemeCreated(DomainEvent, type="theme.created", public=False):
    theme_id: UUID


class ThemeUpdated(DomainEvent, type="theme.updated"):
    """A theme, its causes or its evidence were changed."""

    theme_id: UUID
    cohort_id: UUID


class ThemePublished(DomainEvent, type="theme.published"):
    """A theme was published; students are owed an answer to it."""

    theme_id: UUID
    cohort_id: UUID


class ThemeWithdrawn(DomainEvent, type="theme.withdrawn"):
    """Words that a published theme rests on were taken back; it is shown to nobody outside."""

    theme_id: UUID
    cohort_id: UUID


class WordCleared(DomainEvent, type="cleared_word.created", public=False):
    """A person answers for it that a word of a text names nobody."""

    cleared_word_id: UUID
    subject_id: UUID


class ThemeDeleted(DomainEvent, type="theme.deleted", public=False):
    theme_id: UUID
