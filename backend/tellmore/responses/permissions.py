from enum import StrEnum

from tellmore.core.context import Actor
from tellmore.identity.abilities import Ability
from tellmore.sessions.models import Session
from tellmore.sessions.permissions import runs


class ResponseAction(StrEnum):
    READ = "read"
    EDIT = "edit"
    STRIKE = "strike"


READER = frozenset({ResponseAction.READ})
WRITER = frozenset(ResponseAction)


def everywhere(actor: Actor) -> frozenset[ResponseAction]:
    """What this actor may do with any response of their reach."""
    if not actor.may(Ability.RESPONSES_READ):
        return frozenset()
    keeps = actor.may(Ability.RESPONSES_WRITE) and actor.may(Ability.SESSIONS_WRITE)
    return WRITER if keeps else READER


def within(actor: Actor, session: Session) -> frozenset[ResponseAction]:
    """The same within one session: whoever runs it reads and mends what was noted there."""
    if actor.may(Ability.RESPONSES_WRITE) and runs(actor, session):
        return WRITER
    return everywhere(actor)
