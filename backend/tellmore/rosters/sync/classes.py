"""Classes, and who is in them and teaches them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tellmore.core.ids import uuid7
from tellmore.rosters.oneroster import Bundle
from tellmore.rosters.oneroster.columns import Mode
from tellmore.rosters.oneroster.findings import Findings
from tellmore.rosters.oneroster.roster import Enrollment, Roster, SchoolClass
from tellmore.rosters.sync.changes import Changes, Known, Values, Wanted, compare
from tellmore.rosters.sync.known import Kind, KnownRoster
from tellmore.rosters.sync.places import Places

# Aides, proctors and administrators of a class are not its teachers.
_KINDS = {"student": Kind.student, "teacher": Kind.staff}
Span = tuple[date | None, date | None]


@dataclass(slots=True)
class Classes:
    """`spans` are the days from a class's first term to its last."""

    changes: Changes
    ids: dict[str, UUID]
    spans: dict[str, Span]


def plan_classes(bundle: Bundle, known: KnownRoster, places: Places, findings: Findings) -> Classes:
    wanted: list[Wanted] = []
    ids = {sourced_id: row.id for sourced_id, row in known.classes.items()}
    for row in bundle.roster.classes:
        school = places.school(row.school_id) if row.active else None
        if school is None:
            if row.active:
                message = "No school of the bundle is this class's: not imported."
                findings.warning("classes.csv", "no_school", message, row=row.row)
            continue
        there = known.classes.get(row.sourced_id)
        values = {
            "school_id": school,
            "sourced_id": row.sourced_id,
            "title": row.title,
            "periods": ", ".join(row.periods) or None,
        }
        ids[row.sourced_id] = there.id if there else uuid7()
        wanted.append(Wanted(ids[row.sourced_id], there, values))
    return Classes(compare(wanted, _gone_classes(bundle, known)), ids, _spans(bundle.roster))


def _gone_classes(bundle: Bundle, known: KnownRoster) -> list[Known]:
    named = {row.sourced_id: row.active for row in bundle.roster.classes}
    is_bulk = bundle.modes["classes"] is Mode.bulk
    return [
        row for sourced_id, row in known.classes.items() if not named.get(sourced_id, not is_bulk)
    ]


def _spans(roster: Roster) -> dict[str, Span]:
    terms = {row.sourced_id: row for row in roster.sessions}

    def span(row: SchoolClass) -> Span:
        held = [terms[one] for one in row.term_ids if one in terms]
        starts = [term.starts_on for term in held if term.starts_on]
        ends = [term.ends_on for term in held if term.ends_on]
        return min(starts, default=None), max(ends, default=None)

    return {row.sourced_id: span(row) for row in roster.classes}


def plan_enrollments(
    bundle: Bundle,
    known: KnownRoster,
    classes: Classes,
    people: dict[Kind, dict[str, UUID]],
    findings: Findings,
) -> Changes:
    wanted: list[Wanted] = []
    for row in bundle.roster.enrollments:
        kind = _KINDS.get(row.role)
        if not row.active or kind is None:
            continue
        person, class_id = people[kind].get(row.user_id), classes.ids.get(row.class_id)
        if person is None or class_id is None:
            message = f"Not imported: its class is not, or its user is no {kind}."
            findings.warning("enrollments.csv", "not_imported", message, row=row.row)
            continue
        there = known.enrollments.get(row.sourced_id)
        values = _enrollment(row, kind, person, class_id)
        values.update(_days(row, classes.spans))
        wanted.append(Wanted(there.id if there else uuid7(), there, values))
    return compare(wanted, _gone_enrollments(bundle, known))


def _enrollment(row: Enrollment, kind: Kind, person: UUID, class_id: UUID) -> Values:
    return {
        "sourced_id": row.sourced_id,
        "class_id": class_id,
        "student_id": person if kind is Kind.student else None,
        "staff_id": person if kind is Kind.staff else None,
        "role": row.role,
        "primary": row.primary,
    }


def _days(row: Enrollment, spans: dict[str, Span]) -> Values:
    """An enrollment without days of its own lasts as long as its class."""
    starts, ends = spans.get(row.class_id, (None, None))
    found = {"begin_date": row.begins_on or starts, "end_date": row.ends_on or ends}
    return found if row.class_id in spans else {name: day for name, day in found.items() if day}


def _gone_enrollments(bundle: Bundle, known: KnownRoster) -> list[Known]:
    named = {row.sourced_id: row.active for row in bundle.roster.enrollments}
    is_bulk = bundle.modes["enrollments"] is Mode.bulk
    return [
        row
        for sourced_id, row in known.enrollments.items()
        if not named.get(sourced_id, not is_bulk)
    ]
