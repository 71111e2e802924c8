from enum import StrEnum

from tellmore.cohorts.models import Cohort, CohortStatus, Member, MemberStatus
from tellmore.core.context import Actor
from tellmore.identity.abilities import Ability


class CohortAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    DRAW = "draw"
    REPLACE_MEMBER = "replace_member"
    GROUP = "group"
    CLOSE = "close"
    DELETE = "delete"


_BY_STATUS = {
    CohortStatus.DRAFT: {CohortAction.UPDATE, CohortAction.DRAW, CohortAction.DELETE},
    CohortStatus.DRAWN: {
        CohortAction.REPLACE_MEMBER,
        CohortAction.GROUP,
        CohortAction.CLOSE,
    },
    CohortStatus.CLOSED: set[CohortAction](),
}


def allowed(actor: Actor, cohort: Cohort) -> frozenset[CohortAction]:
    """What this actor may do with this cohort now."""
    actions: set[CohortAction] = set()
    if actor.may(Ability.COHORTS_READ):
        actions.add(CohortAction.READ)
    if actor.may(Ability.COHORTS_WRITE):
        actions |= _BY_STATUS[cohort.status]
    return frozenset(actions)


class MemberAction(StrEnum):
    READ = "read"
    IDENTIFY = "identify"
    REPLACE = "replace"


def allowed_member(actor: Actor, cohort: Cohort, member: Member) -> frozenset[MemberAction]:
    """What this actor may do with this member now."""
    actions: set[MemberAction] = set()
    if actor.may(Ability.COHORTS_READ):
        actions.add(MemberAction.READ)
    if actor.may(Ability.IDENTITIES_READ):
        actions.add(MemberAction.IDENTIFY)
    in_seat = member.status is MemberStatus.DRAWN
    if in_seat and CohortAction.REPLACE_MEMBER in allowed(actor, cohort):
        actions.add(MemberAction.REPLACE)
    return frozenset(actions)
