"""A hand-picked group can't be passed off as a draw by writing new hashes on the certificate."""

import copy
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draw_cases import Case, cases, school_pool
from tellmore.sampling.certificate import Certificate, draw
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.lottery import hash_panels, lottery
from tellmore.sampling.pick import panel_number
from tellmore.sampling.refusals import InfeasibleError
from tellmore.sampling.verify import check, verify

Json = dict[str, Any]

ROWS = [{"grade": row["grade"], "EL": row["EL"]} for row in school_pool(60)]
COUNTED = Counter((name, value) for row in ROWS for name, value in row.items())
BOUNDS = {label: (0, 1 + count // 4) for label, count in COUNTED.items()} | {("EL", "no"): (6, 9)}
CASE = Case(ROWS, BOUNDS, 10)
LOTTERY = lottery(CASE.pool, CASE.quotas, panels=200, time_limit=30)
CERTIFICATE = draw(CASE.pool, CASE.quotas, LOTTERY, seed="dice 4 1 6", alternate_count=5)


def forged(change: Callable[[Json], object], of: Certificate = CERTIFICATE) -> Certificate:
    """The certificate with a change, and with hashes that go with it."""
    data = copy.deepcopy(of.as_json())
    change(data)
    made = Certificate.from_json(data)
    return Certificate.from_json({**data, "document_hash": made.digest})


def _hand_picked(data: Json) -> None:
    panels = [data["drawn"]] * 1000
    panels_hash = hash_panels(np.array(panels))
    data.update(
        panels=panels,
        panels_hash=panels_hash,
        panel_number=panel_number(panels_hash, data["seed"], 1000),
        appearances=[1000 if row in data["drawn"] else 0 for row in range(60)],
        excluded=[row for row in range(60) if row not in data["drawn"]],
        alternates=[],
        min_chance=1.0,
        bound=1.0,
        gap=0.0,
        proved=True,
    )


def _each(name: str, change: Callable[[int], int]) -> Callable[[Json], None]:
    def changed(data: Json) -> None:
        for result in data["results"]:
            result[name] = change(result[name])

    return changed


def _none_of_grade_9(data: Json) -> None:
    data["excluded"] = [row for row, values in enumerate(ROWS) if values["grade"] == "9"]


def _without(criterion: str) -> Callable[[Json], None]:
    def changed(data: Json) -> None:
        data["results"] = [r for r in data["results"] if r["criterion"] != criterion]

    return changed


ALONE: dict[str, Callable[[Json], object]] = {
    "students with chances left out": lambda d: d.update(excluded=[0, 1]),
    "all of a grade left out": _none_of_grade_9,
    "everybody left out": lambda d: d.update(excluded=list(range(60))),
    "somebody left out who is not there": lambda d: d.update(excluded=[60]),
    "targets": _each("target", lambda seats: seats + 1),
    "counts beyond the pool": _each("pool", lambda count: count + 60),
    "counts below nothing": _each("pool", lambda count: -count),
    "strangers for alternates": lambda d: d.update(alternates=[999999, -1]),
    "an alternate twice": lambda d: d.update(alternates=d["alternates"][:1] * 2),
    "the algorithm": lambda d: d.update(algorithm="hand-picked"),
    "no bound": lambda d: d.update(bound=0.0),
    "a bound above 1": lambda d: d.update(bound=1.5),
    "a bound below the smallest chance": lambda d: d.update(bound=d["min_chance"] / 2, gap=0.0),
    "a quota against itself": lambda d: d["results"][0].update(low=5, high=4),
    "a quota twice": lambda d: d["results"].append(d["results"][0]),
}
WITH_POOL: dict[str, Callable[[Json], object]] = {
    "one panel a thousand times": _hand_picked,
    "a bound that is what was reached": lambda d: d.update(
        bound=d["min_chance"] * 0.9999999, gap=0.0, proved=True
    ),
    "other alternates": lambda d: d["alternates"].reverse(),
    "counts": lambda d: [r.update(pool=r["pool"] + (-1) ** at) for at, r in enumerate(_grades(d))],
    "no quotas": lambda d: d.update(results=[]),
    "no quotas for a criterion": _without("EL"),
}


def _grades(data: Json) -> list[Json]:
    return [result for result in data["results"] if result["criterion"] == "grade"][:2]


def test_nothing_is_held_against_the_true_one() -> None:
    assert check(CERTIFICATE, CASE.pool) == ([], [])
    assert verify(CERTIFICATE) == []


@pytest.mark.parametrize("change", ALONE)
def test_what_contradicts_itself_is_noticed_without_the_pool(change: str) -> None:
    assert verify(forged(ALONE[change]))
    assert verify(forged(ALONE[change]), CASE.pool)


@pytest.mark.parametrize("change", WITH_POOL)
def test_what_only_the_pool_shows_is_noticed_with_it(change: str) -> None:
    assert verify(forged(WITH_POOL[change]), CASE.pool)


def test_what_only_the_pool_shows_is_said_to_be_unchecked_without_it() -> None:
    notes = check(forged(_hand_picked)).notes
    assert any("Without the pool" in note for note in notes)
    assert any("50 of 60 students are said to sit in no panel" in note for note in notes)
    assert any("no quotas at all" in note for note in check(forged(WITH_POOL["no quotas"])).notes)


def test_a_lower_bound_than_can_be_had_is_refuted_by_a_better_lottery() -> None:
    """The lottery is made worse first, so that its smallest chance is not the best."""
    worse = lottery(CASE.pool, CASE.quotas, panels=7, time_limit=10)
    made = draw(CASE.pool, CASE.quotas, worse, "dice", 2)
    assert made.min_chance < made.bound * 0.95
    assert verify(made, CASE.pool) == []
    low = forged(lambda d: d.update(bound=d["min_chance"], gap=0.0, proved=True), made)
    assert verify(low) == []
    assert verify(low, CASE.pool) == [
        "Another lottery gives its least lucky student more than the bound."
    ]


def test_a_bound_that_exact_prices_lowered_is_proved_again() -> None:
    """A ring of three who exclude each other: half of each on paper, and one of three in truth."""
    ring = ["110", "011", "101", "000", "000", "000"]
    rows = [dict(zip("pqr", digits, strict=True)) for digits in ring]
    case = Case(rows, {(name, "1"): (0, 1) for name in "pqr"}, 3)
    made = lottery(case.pool, case.quotas, panels=300, time_limit=20)
    certificate = draw(case.pool, case.quotas, made, "dice", 1)
    assert certificate.bound == pytest.approx(1 / 3, abs=1e-5)
    assert check(certificate, case.pool) == ([], [])


def test_those_whom_whole_panels_cannot_hold_are_proved_to_be_left_out() -> None:
    rows = [
        {"a": "1", "b": "0", "c": "0", "d": "0"},
        {"a": "0", "b": "1", "c": "0", "d": "0"},
        {"a": "0", "b": "0", "c": "1", "d": "0"},
        {"a": "1", "b": "1", "c": "1", "d": "1"},
        {"a": "0", "b": "0", "c": "0", "d": "0"},
    ]
    case = Case(rows, {(name, "1"): (1, 1) for name in "abc"} | {("d", "1"): (0, 1)}, 3)
    made = lottery(case.pool, case.quotas, panels=10, time_limit=10)
    certificate = draw(case.pool, case.quotas, made, "dice", 1)
    assert certificate.excluded == [3, 4]
    assert check(certificate, case.pool) == ([], [])


def test_alternates_of_a_version_before_may_be_those_who_can_have_no_seat() -> None:
    rows = [{"grade": "9"}] * 6 + [{"grade": "12"}] * 2
    case = Case(rows, {("grade", "9"): (5, 5), ("grade", "12"): (0, 0)}, 5)
    made = lottery(case.pool, case.quotas, panels=60, time_limit=10)
    certificate = draw(case.pool, case.quotas, made, "dice", 9)
    longer, other = [*certificate.alternates, 6, 7], [*certificate.alternates, 7, 6]
    assert _held(certificate, case, "6", longer) != _held(certificate, case, "6", other)
    assert not _held(certificate, case, "7", longer)
    assert not _held(certificate, case, "7", other)


def _held(certificate: Certificate, case: Case, version: str, order: list[int]) -> bool:
    made = forged(lambda data: data.update(version=version, alternates=order), certificate)
    return verify(made, case.pool) == []


def _bad(name: str, value: Any) -> Json:
    return {**CERTIFICATE.as_json(), name: value}


@pytest.mark.parametrize(
    "data",
    [
        *(_bad(name, None) for name in CERTIFICATE.as_json() if name != "document_hash"),
        *(_bad(name, {}) for name in CERTIFICATE.as_json()),
        *(_bad(name, [{}]) for name in CERTIFICATE.as_json()),
        _bad("alternates", [999999, -1, 5.5, "x"]),
        _bad("proved", 1),
        _bad("seats", bool(10)),
        _bad("seats", 10.0),
        _bad("bound", float("inf")),
        _bad("bound", float("nan")),
        _bad("bound", 10**400),
        _bad("seed", "\ud800"),
        _bad("results", [{**CERTIFICATE.as_json()["results"][0], "low": "0"}]),
        _bad("results", [{**CERTIFICATE.as_json()["results"][0], "more": 0}]),
        _bad("more", 0),
        {},
        [],
        None,
    ],
)
def test_a_field_of_another_type_is_one_plain_error(data: Any) -> None:
    with pytest.raises(ValueError, match="This is no certificate of a draw with its panels"):
        Certificate.from_json(data)


@pytest.mark.parametrize("size", [10**30, -(10**30), 0])
@pytest.mark.parametrize("name", ["pool_size", "seats", "panel_number"])
def test_numbers_beyond_all_counting_are_faults(name: str, size: int) -> None:
    data = json.loads(json.dumps(CERTIFICATE.as_json()))
    assert verify(Certificate.from_json({**data, name: size}), CASE.pool)


@settings(max_examples=60, deadline=None)
@given(case=cases(), algorithm=st.sampled_from(Algorithm))
def test_no_true_draw_is_called_false(case: Case, algorithm: Algorithm) -> None:
    try:
        made = lottery(case.pool, case.quotas, 50, 10, algorithm=algorithm)
    except InfeasibleError:
        return
    certificate = draw(case.pool, case.quotas, made, "dice", 3)
    assert verify(certificate) == []
    assert check(certificate, case.pool).faults == []
