from enum import StrEnum

from tellmore.core.context import Actor, ActorKind
from tellmore.identity.abilities import Ability
from tellmore.insights.models import Coding, Theme, ThemeStatus


class CodeAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"


class CodingAction(StrEnum):
    READ = "read"
    DELETE = "delete"


class ThemeAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    PUBLISH = "publish"
    DELETE = "delete"


def allowed_on_code(actor: Actor) -> frozenset[CodeAction]:
    """What this actor may do with a code of a cohort in their reach."""
    if actor.may(Ability.INSIGHTS_WRITE):
        return frozenset(CodeAction)
    return frozenset({CodeAction.READ}) if actor.may(Ability.INSIGHTS_READ) else frozenset()


def allowed_on_coding(actor: Actor, coding: Coding) -> frozenset[CodingAction]:
    """A coder takes back their own mark and nobody else's: who coded what matters."""
    actions: set[CodingAction] = set()
    if actor.may(Ability.INSIGHTS_READ):
        actions.add(CodingAction.READ)
    if actor.may(Ability.INSIGHTS_WRITE) and _takes_back(actor, coding):
        actions.add(CodingAction.DELETE)
    return frozenset(actions)


def _takes_back(actor: Actor, coding: Coding) -> bool:
    """A system's mark: that system, or those who plan, since it can't be asked."""
    if actor.kind is ActorKind.CLIENT:
        return coding.coder_id is None and coding.client_id == actor.id
    if coding.coder_id is None:
        return actor.may(Ability.COHORTS_WRITE)
    return coding.coder_id == actor.id


def allowed_on_theme(actor: Actor, theme: Theme) -> frozenset[ThemeAction]:
    """What this actor may do with this theme now. A published one stays, withdrawn or not."""
    actions: set[ThemeAction] = set()
    if actor.may(Ability.INSIGHTS_READ):
        actions.add(ThemeAction.READ)
    if actor.may(Ability.INSIGHTS_WRITE):
        actions.add(ThemeAction.UPDATE)
        if theme.status is ThemeStatus.DRAFT:
            actions.add(ThemeAction.PUBLISH)
            if theme.withdrawn_at is None:
                actions.add(ThemeAction.DELETE)
    return frozenset(actions)
