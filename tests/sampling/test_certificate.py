"""A certificate can be checked by anybody, and no part of it can be changed unnoticed.

Whoever writes a new hash on it as well: see `test_forgeries`.
"""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from draw_cases import Case, school_pool
from tellmore.sampling.certificate import Certificate, draw
from tellmore.sampling.lottery import lottery
from tellmore.sampling.pick import panel_number
from tellmore.sampling.verify import verify

ROWS = [{"grade": row["grade"], "EL": row["EL"]} for row in school_pool(60)]
CASE = Case(ROWS, {("grade", "9"): (2, 4), ("EL", "yes"): (1, 3)}, 10)
LOTTERY = lottery(CASE.pool, CASE.quotas, panels=200, time_limit=30)
CERTIFICATE = draw(CASE.pool, CASE.quotas, LOTTERY, seed="dice 4 1 6", alternate_count=5)


def test_holds_and_survives_json() -> None:
    again = Certificate.from_json(json.loads(json.dumps(CERTIFICATE.as_json())))
    assert again == CERTIFICATE
    assert verify(again) == []
    assert verify(again, CASE.pool) == []


def test_the_seed_alone_chooses_the_panel_by_a_rule_that_needs_no_library_of_ours() -> None:
    """As `printf "tellmore-panel-1|00|1" | sha256sum` gives 2af3...: 0x2af3 / 2**16 of 1000."""
    assert panel_number("00", "1", 1000) == 167
    other = draw(CASE.pool, CASE.quotas, LOTTERY, seed="dice 2 2 2", alternate_count=5)
    assert other.panels_hash == CERTIFICATE.panels_hash
    assert other.panel_number != CERTIFICATE.panel_number


def test_names_no_student() -> None:
    text = json.dumps(CERTIFICATE.as_json())
    assert not any(f'"{person}"' in text for person in CASE.pool.ids)


def _swap(data: dict[str, Any]) -> None:
    outside = next(i for i in range(60) if i not in data["panels"][0])
    data["panels"][0] = sorted([outside, *data["panels"][0][1:]])


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "a panel": _swap,
    "the seed": lambda d: d.update(seed="dice 4 1 5"),
    "the panel drawn": lambda d: d.update(panel_number=(d["panel_number"] + 1) % 200),
    "the students drawn": lambda d: d.update(drawn=d["panels"][d["panel_number"] - 1]),
    "an alternate": lambda d: d["alternates"].__setitem__(0, d["drawn"][0]),
    "a chance": lambda d: d["appearances"].__setitem__(0, d["appearances"][0] + 1),
    "the smallest chance": lambda d: d.update(min_chance=0.99),
    "the gap": lambda d: d.update(gap=0.5),
    "a quota": lambda d: d["results"][0].update(low=9, high=9),
    "a quota by a seat": lambda d: d["results"][0].update(high=d["results"][0]["high"] + 1),
    "a result": lambda d: d["results"][0].update(actual=d["results"][0]["low"], target=9),
    "the pool": lambda d: d.update(pool_hash="0" * 64),
    "the panels' hash": lambda d: d.update(panels_hash="0" * 64),
    "the document's hash": lambda d: d.update(document_hash="0" * 64),
    "no hash of the document": lambda d: d.pop("document_hash"),
    "the bound": lambda d: d.update(bound=d["bound"] * (1 + 1e-9)),
    "who is in no panel": lambda d: d["excluded"].append(0),
    "the format": lambda d: d.update(format="x"),
    "a seat": lambda d: d["panels"][3].pop(),
    "a stranger": lambda d: d["panels"][3].__setitem__(-1, 60),
    "no panels": lambda d: d.update(panels=[]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(change: str) -> None:
    data = copy.deepcopy(CERTIFICATE.as_json())
    CHANGES[change](data)
    assert verify(Certificate.from_json(data))


def test_with_the_pool_a_false_quota_and_a_foreign_pool_are_noticed() -> None:
    data = copy.deepcopy(CERTIFICATE.as_json())
    data["results"][0].update(low=0, actual=data["results"][0]["actual"] + 1, high=9)
    data["document_hash"] = Certificate.from_json(data).digest
    assert verify(Certificate.from_json(data)) == []
    assert verify(Certificate.from_json(data), CASE.pool)
    other = Case(school_pool(60, seed=2), {}, 10).pool
    assert verify(CERTIFICATE, other) == [
        "The pool is not the one that the certificate was drawn from."
    ]


def test_a_file_that_was_written_by_a_browser_has_the_same_hash() -> None:
    made = replace(CERTIFICATE, min_chance=1.0, bound=1.0, gap=0.0)
    again = json.dumps({**made.as_json(), "min_chance": 1, "bound": 1, "gap": 0})
    assert Certificate.from_json(json.loads(again)).digest == made.digest


def test_a_certificate_of_before_is_checked_without_the_hash_that_it_lacks() -> None:
    data = copy.deepcopy(CERTIFICATE.as_json())
    data.update(format="tellmore-certificate-1", document_hash=None)
    assert verify(Certificate.from_json(data), CASE.pool) == []


def test_reports_each_target_against_what_was_drawn() -> None:
    result = next(r for r in CERTIFICATE.results if r.criterion == "EL")
    counted = sum(CASE.rows[row]["EL"] == "yes" for row in CERTIFICATE.drawn)
    assert (result.low, result.high, result.actual) == (1, 3, counted)
    assert result.pool == sum(row["EL"] == "yes" for row in CASE.rows)
