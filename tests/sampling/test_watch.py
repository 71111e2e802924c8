"""A search can be looked on at and called off."""

import pytest

from draw_cases import Case, school_pool
from tellmore.sampling.lottery import lottery
from tellmore.sampling.watch import CancelledError, Phase, Progress, Watch

CASE = Case(school_pool(120), {("grade", "9"): (2, 4), ("EL", "yes"): (1, 3)}, 10)


def test_tells_the_bound_and_how_far_it_is() -> None:
    told: list[Progress] = []
    made = lottery(CASE.pool, CASE.quotas, time_limit=10, watch=Watch(report=told.append))
    assert [p.phase for p in told][:3] == [Phase.QUOTAS, Phase.CHANCES, Phase.PANELS]
    assert [p.seconds for p in told] == sorted(p.seconds for p in told)
    assert told[0].bound is None
    assert told[-1].bound == pytest.approx(made.bound)
    assert made.min_chance == pytest.approx(told[-1].best)


@pytest.mark.parametrize("after", [0, 1, 10])
def test_stops_when_it_is_called_off(after: int) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(CancelledError):
        lottery(CASE.pool, CASE.quotas, time_limit=60, watch=Watch(cancelled=cancelled))
