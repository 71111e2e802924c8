"""Finds the standard's columns in a header written by hand."""

import difflib
import re
from dataclasses import dataclass

from tellmore.rosters.oneroster.columns import STATE, FileSpec, Mode
from tellmore.rosters.oneroster.findings import Findings

METADATA = "metadata."
_SECRET = re.compile(r"(?i:password|passwd|social.?security)|SSN|\bssn\b")
_SHORTEST_TYPO = 4
_SHORT = 5
_LIKENESS = 0.88


@dataclass(frozen=True, slots=True)
class Header:
    """Positions of the known columns and of the attributes; all other cells are never looked at."""

    columns: dict[str, int]
    attributes: dict[str, int]
    width: int
    names: tuple[str, ...]


def read_header(cells: list[str], spec: FileSpec, mode: Mode, findings: Findings) -> Header:
    names = [cell.strip().removeprefix("\ufeff") for cell in cells]
    while names and not names[-1]:
        names.pop()
    attributes = {
        _attribute_name(name): index
        for index, name in enumerate(names)
        if _is_attribute(name, spec) and not _SECRET.search(name)
    }
    columns = _exact(names, spec, findings)
    _near(names, columns, spec, findings)
    _report(names, columns, spec, mode, findings)
    kept = {name: index for name, index in columns.items() if not _SECRET.search(name)}
    return Header(kept, attributes, len(names), tuple(names))


def _is_attribute(name: str, spec: FileSpec) -> bool:
    is_own = _plain(name) not in {_plain(column) for column in (*spec.columns, *STATE)}
    return name.lower().startswith(METADATA) or (spec.open_ended and bool(name) and is_own)


def _attribute_name(name: str) -> str:
    return name[len(METADATA) :].strip() if name.lower().startswith(METADATA) else name


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _exact(names: list[str], spec: FileSpec, findings: Findings) -> dict[str, int]:
    """Columns whose name is right but for case, blanks and punctuation."""
    known = {_plain(column): column for column in spec.columns}
    columns: dict[str, int] = {}
    for index, name in enumerate(names):
        column = known.get(_plain(name))
        if column is None:
            continue
        if column in columns:
            findings.error(
                spec.file, "duplicate_column", "This column is there twice.", row=1, column=column
            )
        elif name != column:
            findings.warning(spec.file, "header_case", f"Read as {column}.", row=1, column=column)
        columns.setdefault(column, index)
    return columns


def _near(names: list[str], columns: dict[str, int], spec: FileSpec, findings: Findings) -> None:
    """Columns whose name has a slip of the pen, where the right name is nowhere in the header."""
    taken = set(columns.values())
    for index, name in enumerate(names):
        free = {_plain(column): column for column in spec.columns if column not in columns}
        if index in taken or len(name) < _SHORTEST_TYPO or _is_attribute(name, spec):
            continue
        near = _nearest(_plain(name), list(free))
        if near:
            column = free[near]
            columns[column] = index
            findings.warning(spec.file, "header_typo", f"Read as {column}.", row=1, column=column)


def _nearest(name: str, free: list[str]) -> str | None:
    """In a short name, one letter is a large part: there, one slip is what counts."""
    if len(name) <= _SHORT:
        return next((column for column in free if _is_one_slip(name, column)), None)
    return next(iter(difflib.get_close_matches(name, free, n=1, cutoff=_LIKENESS)), None)


def _is_one_slip(name: str, column: str) -> bool:
    """Whether one letter is missing, too many, wrong, or in the place of its neighbour."""
    alike = _alike_at_first(name, column)
    name, column = name[alike:][::-1], column[alike:][::-1]
    alike = _alike_at_first(name, column)
    name, column = name[alike:], column[alike:]
    return max(len(name), len(column)) <= 1 or (len(name) == 2 and name == column[::-1])  # noqa: PLR2004  # neighbours


def _alike_at_first(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _report(
    names: list[str], columns: dict[str, int], spec: FileSpec, mode: Mode, findings: Findings
) -> None:
    required = (*spec.required, "status") if mode is Mode.delta and spec.optional else spec.required
    for column in (*spec.required, *spec.optional):
        if column in columns:
            continue
        if column in required:
            findings.error(
                spec.file, "missing_column", "A required column is missing.", row=1, column=column
            )
        else:
            findings.warning(
                spec.file,
                "absent_column",
                "A column of the standard is missing.",
                row=1,
                column=column,
            )
    _report_strangers(names, columns, spec, findings)


def _report_strangers(
    names: list[str], columns: dict[str, int], spec: FileSpec, findings: Findings
) -> None:
    last = max(columns.values(), default=-1)
    for index, name in enumerate(names):
        if _SECRET.search(name):
            if name in spec.columns:
                continue
            findings.warning(
                spec.file, "secret_dropped", "Secrets are not read.", row=1, column=name
            )
        elif index in columns.values():
            continue
        elif not _is_attribute(name, spec):
            findings.warning(
                spec.file, "unknown_column", "This column is not read.", row=1, column=name
            )
        elif index < last and not spec.open_ended:
            findings.warning(
                spec.file, "metadata_position", "Metadata columns belong last.", row=1, column=name
            )
