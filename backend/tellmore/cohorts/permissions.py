from enum import StrEnum

from tellmore.cohorts.models import Cohort, CohortStatus
from tellmore.core.context import Actor
from tellmore.identity.abilities import Ability


class CohortAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    DRAW = "draw"
    REPLACE_MEMBER = "replace_member"
    CLOSE = "close"
    DELETE = "delete"


_BY_STATUS = {
    CohortStatus.DRAFT: {CohortAction.UPDATE, CohortAction.DRAW, CohortAction.DELETE},
    CohortStatus.DRAWN: {CohortAction.REPLACE_MEMBER, CohortAction.CLOSE},
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
