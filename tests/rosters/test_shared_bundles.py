"""Bundles that others wrote, where they are at hand."""

from pathlib import Path

import pytest

from tellmore.rosters.oneroster import Bundle, read_bundle
from tellmore.rosters.oneroster.columns import Mode


def bundle(path: Path) -> Bundle:
    with path.open("rb") as source:
        return read_bundle(source)


@pytest.mark.parametrize(
    ("name", "students"),
    [("bulk_small", 200), ("bulk_district_12k", 12_000), ("delta_small", 200)],
)
def test_conformant_bundles_have_no_findings(
    shared_bundles: Path, name: str, students: int
) -> None:
    read = bundle(shared_bundles / f"{name}.zip")
    assert read.findings == ()
    assert read.counts()["students"] == students
    assert (read.modes["users"] is Mode.delta) == name.startswith("delta")


def test_one_point_one_with_filled_status(shared_bundles: Path) -> None:
    read = bundle(shared_bundles / "bulk_small_v1p1.zip")
    assert read.acceptable
    assert {finding.code for finding in read.findings} == {"status_in_bulk"}


@pytest.mark.parametrize(
    ("name", "code"), [("bad_bom", "byte_order_mark"), ("bad_lf_only", "line_ends")]
)
def test_oddities_are_accepted(shared_bundles: Path, name: str, code: str) -> None:
    read = bundle(shared_bundles / f"{name}.zip")
    assert read.acceptable
    assert {finding.code for finding in read.findings} == {code}


@pytest.mark.parametrize(
    ("name", "file", "code"),
    [("bad_orphan", "users.csv", "orphan"), ("bad_dup_row", "orgs.csv", "duplicate")],
)
def test_faults_are_refused(shared_bundles: Path, name: str, file: str, code: str) -> None:
    read = bundle(shared_bundles / f"{name}.zip")
    assert not read.acceptable
    places = {(f.file, f.code, bool(f.row), bool(f.column)) for f in read.findings}
    assert (file, code, True, True) in places
