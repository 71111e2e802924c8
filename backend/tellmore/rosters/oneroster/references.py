"""Ids that occur twice, and ids that lead nowhere."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tellmore.rosters.oneroster.columns import Mode
from tellmore.rosters.oneroster.findings import Findings
from tellmore.rosters.oneroster.roster import Roster


class Reference(NamedTuple):
    file: str
    row: int
    column: str
    target: str
    sourced_id: str


# For each file and id that this bundle names but doesn't hold: the place that names it first.
Outside = dict[tuple[str, str], Reference]


def check_duplicates(roster: Roster, findings: Findings) -> None:
    for file, rows in _identified(roster):
        first: dict[str, int] = {}
        for sourced_id, row in rows:
            if sourced_id in first:
                findings.error(
                    file,
                    "duplicate",
                    f"{sourced_id} stands in row {first[sourced_id]} already.",
                    row=row,
                    column="sourcedId",
                )
            elif sourced_id:
                first[sourced_id] = row


def _identified(roster: Roster) -> Iterator[tuple[str, Iterable[tuple[str, int]]]]:
    for file, rows in (
        ("orgs.csv", roster.orgs),
        ("academicSessions.csv", roster.sessions),
        ("courses.csv", roster.courses),
        ("classes.csv", roster.classes),
        ("users.csv", roster.users),
        ("roles.csv", roster.roles),
        ("enrollments.csv", roster.enrollments),
    ):
        yield file, ((row.sourced_id, row.row) for row in rows)
    yield "demographics.csv", ((row.user_id, row.row) for row in roster.demographics)
    yield "attributes.csv", ((row.user_id, row.row) for row in roster.attributes)


def check_references(roster: Roster, modes: dict[str, Mode], findings: Findings) -> Outside:
    """Refuses what leads nowhere in a bulk file; what a delta leaves open is handed on."""
    held = {
        "orgs": {row.sourced_id for row in roster.orgs},
        "academicSessions": {row.sourced_id for row in roster.sessions},
        "courses": {row.sourced_id for row in roster.courses},
        "classes": {row.sourced_id for row in roster.classes},
        "users": {row.sourced_id for row in roster.users},
    }
    first: Outside = {}
    for reference in _references(roster):
        if not reference.sourced_id or reference.sourced_id in held[reference.target]:
            continue
        if modes.get(reference.target) is Mode.bulk:
            report_orphan(reference, findings)
        else:
            first.setdefault((reference.target, reference.sourced_id), reference)
    return first


def report_orphan(reference: Reference, findings: Findings) -> None:
    findings.error(
        reference.file,
        "orphan",
        f"{reference.sourced_id} is in no row of {reference.target}.csv.",
        row=reference.row,
        column=reference.column,
    )


def _references(roster: Roster) -> Iterator[Reference]:
    yield from _of_structure(roster)
    yield from _of_people(roster)
    yield from _of_enrollments(roster)


def _of_structure(roster: Roster) -> Iterator[Reference]:
    for org in roster.orgs:
        if org.active and org.parent_id:
            yield Reference("orgs.csv", org.row, "parentSourcedId", "orgs", org.parent_id)
    for session in roster.sessions:
        if session.active and session.parent_id:
            yield Reference(
                *("academicSessions.csv", session.row, "parentSourcedId", "academicSessions"),
                session.parent_id,
            )
    for course in roster.courses:
        if course.active:
            at = ("courses.csv", course.row)
            yield Reference(*at, "orgSourcedId", "orgs", course.org_id or "")
            year = course.school_year_id or ""
            yield Reference(*at, "schoolYearSourcedId", "academicSessions", year)
    for row in roster.classes:
        if row.active:
            at = ("classes.csv", row.row)
            yield Reference(*at, "courseSourcedId", "courses", row.course_id or "")
            yield Reference(*at, "schoolSourcedId", "orgs", row.school_id)
            for term in row.term_ids:
                yield Reference(*at, "termSourcedIds", "academicSessions", term)


def _of_people(roster: Roster) -> Iterator[Reference]:
    for user in roster.users:
        if user.active:
            at = ("users.csv", user.row)
            yield Reference(*at, "primaryOrgSourcedId", "orgs", user.primary_org_id or "")
            for agent in user.agent_ids:
                yield Reference(*at, "agentSourcedIds", "users", agent)
            for own in user.roles:
                yield Reference(*at, "orgSourcedIds", "orgs", own.org_id)
    for role in roster.roles:
        if role.active:
            at = ("roles.csv", role.row)
            yield Reference(*at, "userSourcedId", "users", role.user_id)
            yield Reference(*at, "orgSourcedId", "orgs", role.org_id)
    for row in roster.demographics:
        if row.active:
            yield Reference("demographics.csv", row.row, "sourcedId", "users", row.user_id)
    for extra in roster.attributes:
        yield Reference("attributes.csv", extra.row, "sourcedId", "users", extra.user_id)


def _of_enrollments(roster: Roster) -> Iterator[Reference]:
    for row in roster.enrollments:
        if row.active:
            at = ("enrollments.csv", row.row)
            yield Reference(*at, "classSourcedId", "classes", row.class_id)
            yield Reference(*at, "schoolSourcedId", "orgs", row.school_id)
            yield Reference(*at, "userSourcedId", "users", row.user_id)
