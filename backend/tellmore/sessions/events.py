from uuid import UUID

from tellmore.core.events import DomainEvent
from tellmore.sessions.models import Assent, Recorder, Stage


class SessionScheduled(DomainEvent, type="session.scheduled"):
    """A session was scheduled."""

    session_id: UUID
    cohort_id: UUID


class SessionUpdated(DomainEvent, type="session.updated"):
    """A session's plan was changed."""

    session_id: UUID


class SessionCancelled(DomainEvent, type="session.cancelled"):
    """A session will not take place."""

    session_id: UUID


class SessionStarted(DomainEvent, type="session.started"):
    """A session began, with the Welcome."""

    session_id: UUID


class SessionCompleted(DomainEvent, type="session.completed"):
    """A session ended."""

    session_id: UUID
    cohort_id: UUID


class SessionAttested(DomainEvent, type="session.attested", public=False):
    session_id: UUID
    guide_version_id: UUID


class ConflictOverridden(DomainEvent, type="session.conflict_overridden", public=False):
    """The written reason is in the session's row."""

    session_id: UUID


class StageEntered(DomainEvent, type="session.stage_entered", public=False):
    session_id: UUID
    stage: Stage


class ConfidentialityExplained(DomainEvent, type="session.confidentiality_explained", public=False):
    session_id: UUID


class QuestionAsked(DomainEvent, type="session.question_asked", public=False):
    session_id: UUID


class RecorderSwitched(DomainEvent, type="session.recorder_switched", public=False):
    session_id: UUID
    recorder: Recorder


class RecallNoteWritten(DomainEvent, type="session.recall_note_written", public=False):
    session_id: UUID


class ParticipantCheckedIn(DomainEvent, type="session.participant_checked_in", public=False):
    session_id: UUID
    member_id: UUID


class ParticipantAnswered(DomainEvent, type="session.assent_given", public=False):
    """The verbal answer at the Welcome."""

    session_id: UUID
    member_id: UUID
    assent: Assent


class ParticipantStruckAll(DomainEvent, type="session.all_struck", public=False):
    """A student took back all that they had said."""

    session_id: UUID
    member_id: UUID


class ParticipantLeft(DomainEvent, type="session.participant_left", public=False):
    session_id: UUID
    member_id: UUID
