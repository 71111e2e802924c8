"""How strong a theme is: distinct students, groups and schools. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tellmore.insights.models import Stance
from tellmore.insights.schemas import Strength
from tellmore.responses.utterances import Source

MOST_OF_ONE = 0.5


@dataclass(frozen=True)
class Voice:
    """One excerpt in evidence, and where it was said."""

    coding_id: UUID
    source: Source
    stance: Stance


def of(voices: Sequence[Voice]) -> Strength:
    """Count what speaks for a theme.

    Shape: any number of excerpts; the same one given twice counts once. Units: distinct students,
    sessions and schools, then excerpts. A group's own utterance counts for its session and school
    and for no student. `one_voice` is true when one student said more than half of two or more
    supporting excerpts. Raises nothing. Source: strength is heads, not mentions (the domain's
    rule for themes).
    """
    supporting = {v.coding_id: v for v in voices if v.stance is Stance.SUPPORTING}
    contrary = {v.coding_id for v in voices if v.stance is Stance.CONTRARY}
    said = list(supporting.values())
    students = [voice.source.member_id for voice in said]
    by_student = Counter(student for student in students if student is not None)
    loudest = max(by_student.values(), default=0)
    return Strength(
        students=len(by_student),
        sessions=len({voice.source.session_id for voice in said}),
        schools=len({voice.source.school_id for voice in said}),
        excerpts=len(said),
        contrary_excerpts=len(contrary),
        one_voice=len(said) > 1 and loudest > MOST_OF_ONE * len(said),
    )
