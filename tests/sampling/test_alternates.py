"""Alternates: those who can take a seat, and nobody who can have none."""

from draw_cases import Case
from tellmore.sampling.certificate import draw
from tellmore.sampling.lottery import lottery


def test_whoever_sits_in_no_panel_is_no_alternate_however_many_are_asked_for() -> None:
    rows = [{"grade": "9"}] * 12 + [{"grade": "12"}] * 4
    case = Case(rows, {("grade", "12"): (0, 0)}, 5)
    made = lottery(case.pool, case.quotas, panels=50, time_limit=10)
    certificate = draw(case.pool, case.quotas, made, "dice", 15)
    assert certificate.excluded == [12, 13, 14, 15]
    assert sorted(certificate.alternates + certificate.drawn) == list(range(12))
