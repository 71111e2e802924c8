"""One file of a bundle as rows whose cells are asked for by the standard's names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tellmore.rosters.oneroster import attributes, cells
from tellmore.rosters.oneroster.archive import Archive
from tellmore.rosters.oneroster.columns import FileSpec, Mode
from tellmore.rosters.oneroster.csv import records
from tellmore.rosters.oneroster.findings import Findings
from tellmore.rosters.oneroster.headers import Header, read_header

Value = TypeVar("Value")

_INACTIVE = frozenset({"tobedeleted", "inactive", "deleted"})
_NORMALISED = {
    "boolean_format": "Written otherwise than true or false.",
    "bad_boolean": "Neither true nor false: left empty.",
    "date_format": "Written otherwise than YYYY-MM-DD.",
    "date_ambiguous": "Day and month can't be told apart: read as day/month/year.",
    "bad_date": "No date: left empty.",
    "grade_format": "Written otherwise than the standard's grades.",
    "bad_value": "Not one of the standard's values: left empty.",
    "value_case": "Written otherwise than the standard's value.",
    "value_too_long": "Too long: cut.",
}


class Sheet:
    def __init__(self, archive: Archive, spec: FileSpec, mode: Mode, findings: Findings) -> None:
        self.spec = spec
        self.mode = mode
        self.findings = findings
        self._archive = archive
        self._day_first: bool | None = None
        self._order_known = False
        self._said_status = False
        self.readable = True

    def rows(self) -> Iterator["Row"]:
        lines = records(self._archive, self.spec.file, self.findings)
        first = next(lines, None)
        if first is None:
            self.findings.error(self.spec.file, "empty_file", "The file has no header.", row=1)
            self.readable = False
            return
        before = self.findings.errors
        header = read_header(first[1], self.spec, self.mode, self.findings)
        if self.findings.errors > before:
            self.readable = False
            return
        for number, values in lines:
            self._check_width(number, values, header)
            yield Row(self, number, values, header)

    def _check_width(self, number: int, values: list[str], header: Header) -> None:
        if len(values) < header.width:
            values.extend([""] * (header.width - len(values)))
            self.note(number, None, "ragged_row", "Fewer cells than the header: rest left empty.")
        elif len(values) > header.width:
            if any(values[header.width :]):
                self.note(number, None, "ragged_row", "More cells than the header: rest not read.")
            del values[header.width :]

    def note(self, row: int | None, column: str | None, code: str, message: str) -> None:
        self.findings.warning(self.spec.file, code, message, row=row, column=column)

    def refuse(self, row: int, column: str, code: str, message: str) -> None:
        self.findings.error(self.spec.file, code, message, row=row, column=column)

    def day_first(self) -> bool | None:
        """Looked up once, and only in a file that writes its dates with slashes."""
        if not self._order_known:
            self._order_known = True
            self._day_first = self._look_for_order()
        return self._day_first

    def _look_for_order(self) -> bool | None:
        quiet = Findings()
        lines = records(self._archive, self.spec.file, quiet)
        header = read_header(next(lines)[1], self.spec, self.mode, quiet)
        places = [header.columns[name] for name in self.spec.dates if name in header.columns]
        seen = {
            cells.shown_order(values[place].strip())
            for _, values in lines
            for place in places
            if place < len(values)
        } - {None}
        if len(seen) > 1:
            self.findings.error(
                self.spec.file,
                "date_order_mixed",
                "Some dates begin with the day, some with the month.",
            )
        return seen.pop() if len(seen) == 1 else None

    def said_status(self, row: int) -> None:
        if not self._said_status:
            self._said_status = True
            self.note(row, "status", "status_in_bulk", "A bulk file leaves status blank.")


@dataclass(slots=True)
class Row:
    sheet: Sheet
    number: int
    _values: list[str]
    _header: Header

    def raw(self, column: str) -> str:
        place = self._header.columns.get(column)
        return "" if place is None else self._values[place].strip()

    def text(self, column: str) -> str | None:
        return self.raw(column) or None

    def needed(self, column: str) -> str:
        value = self.raw(column)
        if not value:
            self.sheet.refuse(self.number, column, "missing_value", "This cell may not be empty.")
        return value

    def wanted(self, column: str) -> str:
        value = self.raw(column)
        if not value:
            self.sheet.note(
                self.number, column, "blank_value", "The standard asks for a value here."
            )
        return value

    def many(self, column: str) -> tuple[str, ...]:
        raw = self.raw(column)
        return cells.many(raw) if raw else ()

    def flag(self, column: str) -> bool | None:
        raw = self.raw(column)
        return None if not raw else self.noted(column, *cells.flag(raw))

    def day(self, column: str) -> date | None:
        raw = self.raw(column)
        if not raw:
            return None
        order = self.sheet.day_first() if cells.is_year_last(raw) else None
        value, code = cells.day(raw, day_first=order)
        return self.noted(column, value, code if value else "bad_date")

    def grades(self) -> tuple[str, ...]:
        return tuple(self.noted("grades", *cells.grade(raw)) for raw in self.many("grades"))

    def noted(self, column: str, value: Value, code: str | None) -> Value:
        if code is not None:
            self.sheet.note(self.number, column, code, _NORMALISED[code])
        return value

    def active(self) -> bool:
        """Whether the row stands; `tobedeleted` rows are there to deactivate."""
        raw = self.raw("status")
        is_bulk = self.sheet.mode is Mode.bulk
        if raw and is_bulk:
            self.sheet.said_status(self.number)
        lowered = raw.lower()
        if lowered not in ("active", "", *_INACTIVE):
            self.sheet.note(self.number, "status", "bad_status", "Unknown status: read as active.")
        elif not raw and not is_bulk:
            self.sheet.note(self.number, "status", "blank_status", "Blank: read as active.")
        return lowered not in _INACTIVE

    def attributes(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for header, place in self._header.attributes.items():
            attribute = attributes.name(header)
            value, code = attributes.value(attribute, self._values[place])
            found[attribute] = self.noted(header, value, code)
        return attributes.completed(found)

    def has(self, column: str) -> bool:
        return column in self._header.columns
