from enum import StrEnum

from tellmore.core.context import Actor
from tellmore.identity.abilities import Ability
from tellmore.rosters.models import ImportStatus, RosterImport


class ImportAction(StrEnum):
    READ = "read"
    APPLY = "apply"
    APPROVE = "approve"


class RosterAction(StrEnum):
    """The roster is the SIS's: here it is read."""

    READ = "read"


def allowed_import(actor: Actor, row: RosterImport) -> frozenset[ImportAction]:
    """What this actor may do with this import now."""
    actions: set[ImportAction] = set()
    if actor.may(Ability.ROSTERS_READ):
        actions.add(ImportAction.READ)
    if actor.may(Ability.ROSTERS_WRITE) and row.status is ImportStatus.READY:
        actions.add(ImportAction.APPLY)
    if actor.may(Ability.DISTRICT_WRITE) and row.status is ImportStatus.HELD:
        actions.add(ImportAction.APPROVE)
    return frozenset(actions)


def allowed(actor: Actor, ability: Ability) -> frozenset[RosterAction]:
    return frozenset({RosterAction.READ} if actor.may(ability) else ())
