from enum import StrEnum

from tellmore.core.context import Actor, ActorKind
from tellmore.identity.abilities import Ability
from tellmore.sessions.models import Session, SessionStatus


class SessionAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    CANCEL = "cancel"
    OVERRIDE_CONFLICT = "override_conflict"
    ATTEST = "attest"
    CHECK_IN = "check_in"
    START = "start"
    RUN = "run"
    """Move through the stages, ask, take assent, switch the recorder."""
    WRITE_RECALL_NOTE = "write_recall_note"
    FOLLOW = "follow"
    """See the live screens."""
    INVITE_LATE_THOUGHTS = "invite_late_thoughts"


A = SessionAction
RUNNING = frozenset({A.CHECK_IN, A.START, A.RUN, A.WRITE_RECALL_NOTE, A.INVITE_LATE_THOUGHTS})
"""What brings one into the room, or among what is said there."""
_PLANNER = {A.UPDATE, A.CANCEL, A.OVERRIDE_CONFLICT}
_RUNNER = {
    SessionStatus.SCHEDULED: {A.CHECK_IN, A.START},
    SessionStatus.RUNNING: {A.CHECK_IN, A.RUN, A.INVITE_LATE_THOUGHTS},
    SessionStatus.COMPLETED: {A.WRITE_RECALL_NOTE, A.INVITE_LATE_THOUGHTS},
    SessionStatus.CANCELLED: set[SessionAction](),
}


def allowed(actor: Actor, session: Session) -> frozenset[SessionAction]:
    """What this actor may do with this session now."""
    actions: set[SessionAction] = set()
    if actor.may(Ability.SESSIONS_READ):
        actions.add(A.READ)
    if actor.may(Ability.SESSIONS_WRITE) and session.status is SessionStatus.SCHEDULED:
        actions |= _PLANNER
    if runs(actor, session):
        actions |= _RUNNER[session.status] | {A.FOLLOW}
    if actor.may(Ability.RESPONSES_READ):
        actions.add(A.FOLLOW)
    if session.status is SessionStatus.SCHEDULED and _may_attest(actor, session):
        actions.add(A.ATTEST)
    return frozenset(actions)


def runs(actor: Actor, session: Session) -> bool:
    """Facilitators act on the sessions that they moderate or write for; planners on all."""
    if not actor.may(Ability.SESSIONS_RUN):
        return False
    own = actor.kind is ActorKind.USER and actor.id in {session.moderator_id, session.note_taker_id}
    return own or actor.may(Ability.SESSIONS_WRITE)


def reads_reasons(actor: Actor, session: Session) -> bool:
    """Free text may say anything of anybody: for planners and whoever wrote it, never a system."""
    own = actor.id is not None and actor.id == session.override_by
    return actor.kind is ActorKind.USER and (own or actor.may(Ability.SESSIONS_WRITE))


def reads_who_teaches_whom(actor: Actor, session: Session) -> bool:
    """Whoever plans the session or runs it mends a conflict; to others it is a lead to a name."""
    return actor.may(Ability.SESSIONS_WRITE) or runs(actor, session)


def _may_attest(actor: Actor, session: Session) -> bool:
    """Nobody attests for another. A district's own system may record what the moderator signed."""
    if actor.kind is ActorKind.CLIENT:
        return actor.may(Ability.SESSIONS_WRITE) and actor.may(Ability.SESSIONS_RUN)
    return actor.may(Ability.SESSIONS_RUN) and actor.id == session.moderator_id
