from enum import StrEnum

from tellmore.actions.models import ActionItem, ActionStatus, FeedbackPage
from tellmore.core.context import Actor
from tellmore.identity.abilities import Ability

NEXT: dict[ActionStatus, frozenset[ActionStatus]] = {
    ActionStatus.PROPOSED: frozenset({ActionStatus.PLANNED, ActionStatus.DROPPED}),
    ActionStatus.PLANNED: frozenset({ActionStatus.IN_PROGRESS, ActionStatus.DROPPED}),
    ActionStatus.IN_PROGRESS: frozenset({ActionStatus.DONE, ActionStatus.DROPPED}),
    ActionStatus.DONE: frozenset(),
    ActionStatus.DROPPED: frozenset(),
}
"""Where an action item may go from where it stands."""


class ActionItemAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    MOVE = "move"
    ADD_UPDATE = "add_update"
    DELETE = "delete"


class CommitteeAction(StrEnum):
    SEAT_COLLEAGUES = "seat_colleagues"
    SEAT_STUDENTS = "seat_students"


class FeedbackAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    PUBLISH = "publish"
    MAKE_LINKS = "make_links"
    DELETE = "delete"


def allowed(actor: Actor, item: ActionItem) -> frozenset[ActionItemAction]:
    """What this actor may do with this action item now."""
    actions: set[ActionItemAction] = set()
    if actor.may(Ability.ACTIONS_READ):
        actions.add(ActionItemAction.READ)
    if actor.may(Ability.ACTIONS_WRITE):
        actions.add(ActionItemAction.ADD_UPDATE)
        if NEXT[item.status]:
            actions |= {ActionItemAction.UPDATE, ActionItemAction.MOVE}
        if item.status is ActionStatus.PROPOSED:
            actions.add(ActionItemAction.DELETE)
    return frozenset(actions)


def allowed_on_committee(actor: Actor, item: ActionItem) -> frozenset[CommitteeAction]:
    """Students are seated by those who may know who they are, while the item is open."""
    if not actor.may(Ability.ACTIONS_WRITE) or not NEXT[item.status]:
        return frozenset()
    if actor.may(Ability.IDENTITIES_READ):
        return frozenset(CommitteeAction)
    return frozenset({CommitteeAction.SEAT_COLLEAGUES})


def allowed_on_page(actor: Actor, page: FeedbackPage) -> frozenset[FeedbackAction]:
    """What this actor may do with this page now."""
    actions: set[FeedbackAction] = set()
    if actor.may(Ability.FEEDBACK_READ):
        actions.add(FeedbackAction.READ)
    if actor.may(Ability.ACTIONS_WRITE):
        actions |= {FeedbackAction.UPDATE, FeedbackAction.DELETE}
        published = page.published_at is not None
        actions.add(FeedbackAction.MAKE_LINKS if published else FeedbackAction.PUBLISH)
    return frozenset(actions)
