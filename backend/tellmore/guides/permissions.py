from enum import StrEnum

from tellmore.core.context import Actor
from tellmore.guides.models import Guide, GuideStatus
from tellmore.identity.abilities import Ability


class GuideAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    PUBLISH = "publish"
    DELETE = "delete"


def allowed(actor: Actor, guide: Guide) -> frozenset[GuideAction]:
    """What this actor may do with this guide now."""
    actions: set[GuideAction] = set()
    if actor.may(Ability.GUIDES_READ):
        actions.add(GuideAction.READ)
    if actor.may(Ability.GUIDES_WRITE):
        actions.add(GuideAction.UPDATE)
        if guide.status is GuideStatus.DRAFT:
            actions.add(GuideAction.PUBLISH)
        if guide.published_number is None:
            actions.add(GuideAction.DELETE)
    return frozenset(actions)
