"""Where most tests begin is where the steps over HTTP lead."""

from interviews import Crew, told, walk_to_questions
from listening import reach_questions
from rounds import Json, Round

_ITS_OWN = {"id", "version", "created_at", "updated_at"}


def _kept(told: Json) -> Json:
    """Without moments, which no two sessions share."""
    return {
        name: [_kept(each) if isinstance(each, dict) else each for each in value]
        if isinstance(value, list)
        else value
        for name, value in told.items()
        if name not in _ITS_OWN and not name.endswith(("_at", "_since"))
    }


def _moments(told: Json) -> set[str]:
    """Which of the moments are known."""
    return {name for name, value in told.items() if name.endswith(("_at", "_since")) and value}


async def test_a_session_made_as_rows_is_one_that_was_walked_to(made: Round, crew: Crew) -> None:
    walked, made_up = await walk_to_questions(made, crew), await reach_questions(made, crew)
    assert _kept(made_up) == _kept(walked)
    assert _moments(made_up) == _moments(walked)
    seats = [made_up["participants"], walked["participants"]]
    assert [_moments(one) for one in seats[0]] == [_moments(one) for one in seats[1]]
    assert await told(made.world, made_up) == await told(made.world, walked)
