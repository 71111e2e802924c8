"""Who was heard. Three states, from turns and passes; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tellmore.responses.models import ResponseKind
from tellmore.responses.schemas import Participation

SPOKEN = frozenset({ResponseKind.UTTERANCE, ResponseKind.LATE_THOUGHT})


@dataclass(frozen=True)
class Voice:
    turns: int = 0
    passes: int = 0

    @property
    def state(self) -> Participation:
        """A pass is no turn, and who passed is not nagged; speaking once settles it."""
        if self.turns:
            return Participation.HEARD
        return Participation.INVITED_AND_PASSED if self.passes else Participation.NOT_YET_HEARD


def voices(counted: Iterable[tuple[UUID | None, ResponseKind, int]]) -> dict[UUID, Voice]:
    """From (member, kind, how many), what struck left out; the group has no seat."""
    found: dict[UUID, Voice] = {}
    for member_id, kind, count in counted:
        if member_id is None:
            continue
        voice = found.get(member_id, Voice())
        if kind in SPOKEN:
            voice = Voice(voice.turns + count, voice.passes)
        elif kind is ResponseKind.PASS:
            voice = Voice(voice.turns, voice.passes + count)
        found[member_id] = voice
    return found
