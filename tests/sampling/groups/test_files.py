"""Slips in the files of `tellmore groups`: none of them may lose a rule unnoticed."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tellmore.sampling.groups import files
from tellmore.sampling.groups.grouping import InvalidGroupingError, Member
from tellmore.sampling.pool import Label

MEMBERS = tuple(Member(f"m{i}", {"EL": "yes" if i < 2 else ""}) for i in range(4))


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines))
    return path


def ids(members: Sequence[Member]) -> list[str]:
    return [member.id for member in members]


def test_pairs_without_a_header_are_refused(tmp_path: Path) -> None:
    pairs = table(tmp_path / "pairs.csv", "m0,m1", "m2,m3")
    with pytest.raises(InvalidGroupingError, match=r"pairs\.csv .* m0, who is a member"):
        files.read_pairs(pairs, MEMBERS)


@pytest.mark.parametrize("lines", [["one", "m0"], ["one,other,third", "m0,m1,m2"]])
def test_pairs_have_two_columns(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(InvalidGroupingError, match=r"pairs\.csv needs two columns"):
        files.read_pairs(table(tmp_path / "pairs.csv", *lines), MEMBERS)


@pytest.mark.parametrize("line", ["m0,", ",m0"])
def test_a_pair_needs_two_ids(tmp_path: Path, line: str) -> None:
    with pytest.raises(InvalidGroupingError, match=r"pairs\.csv, row 3: .* two ids"):
        files.read_pairs(table(tmp_path / "pairs.csv", "one,other", "m0,m1", line), MEMBERS)


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    pairs = table(tmp_path / "pairs.csv", "one,other", "m0,m1", ",", "m2,m3", " , ")
    assert files.read_pairs(pairs, MEMBERS) == (("m0", "m1"), ("m2", "m3"))
    people = table(tmp_path / "people.csv", "id,EL,grade", "a,yes,9", ",,", "b,no,9", ",,")
    assert ids(files.read_members(people)) == ["a", "b"]
    numbered = table(tmp_path / "people.csv", "EL,grade", "yes,9", ",", "no,9")
    assert ids(files.read_members(numbered)) == ["0", "1"]
    leaders = table(tmp_path / "leaders.csv", "id,clear", "f,*", ",")
    assert [each.id for each in files.read_facilitators(leaders, MEMBERS)] == ["f"]


def test_a_blank_id_is_refused(tmp_path: Path) -> None:
    people = table(tmp_path / "people.csv", "id,EL", "a,yes", ",no")
    with pytest.raises(InvalidGroupingError, match=r"people\.csv, row 3: the column id is blank"):
        files.read_members(people)
    leaders = table(tmp_path / "leaders.csv", "id,clear", ",*")
    with pytest.raises(InvalidGroupingError, match=r"leaders\.csv, row 2: the column id is blank"):
        files.read_facilitators(leaders, MEMBERS)


def test_a_value_that_nobody_has_is_refused() -> None:
    assert files.read_label("EL:unknown", MEMBERS) == Label("EL", "unknown")
    with pytest.raises(InvalidGroupingError, match=r"Nobody has Yes in the column EL.* yes\."):
        files.read_label("EL:Yes", MEMBERS)


@pytest.mark.parametrize("title", ["Teaches", "clears", "name"])
def test_an_unknown_column_of_facilitators_is_refused(tmp_path: Path, title: str) -> None:
    leaders = table(tmp_path / "leaders.csv", f"id,{title}", "f,m0")
    with pytest.raises(InvalidGroupingError, match=rf"leaders\.csv .* column {title}"):
        files.read_facilitators(leaders, MEMBERS)


@pytest.mark.parametrize("title", ["Household", "ID", "PERIODS"])
def test_a_name_with_a_meaning_is_refused_in_other_letters(tmp_path: Path, title: str) -> None:
    people = table(tmp_path / "people.csv", f"EL,{title}", "yes,h", "no,h")
    with pytest.raises(InvalidGroupingError, match=rf"people\.csv .* {title}.* {title.lower()}"):
        files.read_members(people)
