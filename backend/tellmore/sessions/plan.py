"""What a plan must hold before it is written down. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tellmore.cohorts.sizes import SizeLimit
from tellmore.core.errors import Invalid, Problem
from tellmore.sessions.models import Modality, Session, SessionKind


class GroupTooLarge(Problem):
    """Carries the size, and the most that is allowed for this modality."""

    status = 409
    title = "That is more students than one group may hold"


@dataclass(frozen=True)
class Plan:
    """The parts of a session that depend on each other."""

    kind: SessionKind
    modality: Modality
    place: str | None
    link: str | None
    starts_at: datetime
    ends_at: datetime
    moderator_id: UUID
    note_taker_id: UUID | None
    no_note_taker_reason: str | None
    size: int


def plan_of(session: Session, size: int) -> Plan:
    names = Plan.__dataclass_fields__.keys() - {"size"}
    return Plan(size=size, **{name: getattr(session, name) for name in names})


def require_sound(plan: Plan) -> None:
    """Refuse at the field that is at fault."""
    require_order(plan.starts_at, plan.ends_at)
    if plan.modality is Modality.IN_PERSON and not plan.place:
        raise Invalid.at("/place", "missing", "Say where it takes place.")
    if plan.modality is Modality.ONLINE and not plan.link:
        raise Invalid.at("/link", "missing", "Give the link of the online meeting.")
    if plan.note_taker_id == plan.moderator_id:
        raise Invalid.at("/note_taker_id", "same", "The note-taker is not the moderator.")
    if plan.note_taker_id is None and not plan.no_note_taker_reason:
        raise Invalid.at(
            "/no_note_taker_reason", "missing", "Name a note-taker, or say why there is none."
        )
    if plan.kind is SessionKind.INDIVIDUAL and plan.size != 1:
        raise Invalid.at("/member_ids", "size", "An individual interview has one student.")
    if plan.kind is SessionKind.FOCUS_GROUP and plan.size < 2:  # noqa: PLR2004  # one is no group
        raise Invalid.at(
            "/member_ids", "size", "A group has two students or more; offer an interview instead."
        )


def require_order(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Invalid.at("/ends_at", "order", "It ends before it begins.")


def require_size(plan: Plan, limit: SizeLimit) -> None:
    if plan.size > limit.refuse:
        where = plan.modality.value.replace("_", " ")
        raise GroupTooLarge(
            f"{plan.size} students; {where} at most {limit.refuse}. Make two groups of them.",
            size=plan.size,
            most=limit.refuse,
        )
