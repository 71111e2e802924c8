"""The whole of what a bundle would change in a district."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from tellmore.core.ids import uuid7
from tellmore.districts.years import ToldYear
from tellmore.rosters.oneroster import Bundle
from tellmore.rosters.oneroster.columns import Mode
from tellmore.rosters.oneroster.findings import Findings
from tellmore.rosters.oneroster.references import report_orphan
from tellmore.rosters.oneroster.roster import Demographics
from tellmore.rosters.sync import values
from tellmore.rosters.sync.changes import Changes, Known, Wanted, compare
from tellmore.rosters.sync.classes import Classes, plan_classes, plan_enrollments
from tellmore.rosters.sync.known import Kind, KnownRoster
from tellmore.rosters.sync.links import LinkChanges, plan_links
from tellmore.rosters.sync.persons import Person, gather
from tellmore.rosters.sync.places import Places


@dataclass(slots=True)
class Plan:
    people: dict[Kind, Changes]
    classes: Changes
    enrollments: Changes
    links: LinkChanges
    school_years: list[ToldYear]
    findings: Findings = field(default_factory=Findings)
    active_students: int = 0
    """Before."""

    def counts(self) -> dict[str, dict[str, int]]:
        return {
            "students": self.people[Kind.student].counts(),
            "guardians": self.people[Kind.guardian].counts(),
            "staff": self.people[Kind.staff].counts(),
            "guardian_links": self.links.counts(),
            "classes": self.classes.counts(),
            "enrollments": self.enrollments.counts(),
        }


def plan(bundle: Bundle, known: KnownRoster) -> Plan:
    findings = Findings()
    places = Places(bundle.roster, known.schools)
    persons = gather(bundle.roster, known)
    wanted = {
        Kind.student: list(_students(bundle, persons[Kind.student], places, known, findings)),
        Kind.guardian: list(_guardians(persons[Kind.guardian])),
        Kind.staff: list(_staff(persons[Kind.staff], places)),
    }
    people = {kind: compare(wanted[kind], _gone(bundle, kind, persons, known)) for kind in Kind}
    classes = plan_classes(bundle, known, places, findings)
    ids = _person_ids(known, persons, wanted)
    _report_unknown(bundle, known, ids, classes, findings)
    return Plan(
        people=people,
        classes=classes.changes,
        enrollments=plan_enrollments(bundle, known, classes, ids, findings),
        links=plan_links(bundle, known, ids),
        school_years=list(_school_years(bundle)),
        findings=findings,
        active_students=sum(one.active for one in known.people[Kind.student]),
    )


def nothing_known(bundle: Bundle) -> KnownRoster:
    """A district that has heard nothing yet, for who looks at a bundle without one."""
    schools = [org for org in bundle.roster.orgs if org.type == "school" and org.active]
    return KnownRoster(schools={org.sourced_id: uuid7() for org in schools})


def _students(
    bundle: Bundle, persons: list[Person], places: Places, known: KnownRoster, findings: Findings
) -> Iterator[Wanted]:
    rows: dict[str, list[Demographics]] = defaultdict(list)
    for row in bundle.roster.demographics:
        if row.active:
            rows[row.user_id].append(row)
    for person in persons:
        if not person.users:
            continue
        school = places.of_student(person.users)
        if school is None and person.known is not None:
            school = person.known.values["school_id"]
        if school is None:
            message = "No school of the bundle is this student's: not imported."
            findings.warning("users.csv", "no_school", message, row=person.users[0].row)
            continue
        mine = [row for one in person.users for row in rows[one.sourced_id]]
        yield Wanted(person.id, person.known, values.student(person, school, mine))
    yield from _facts_alone(bundle, rows, known)


def _facts_alone(
    bundle: Bundle, rows: dict[str, list[Demographics]], known: KnownRoster
) -> Iterator[Wanted]:
    """Demographics and attributes of students whose own rows this bundle doesn't hold."""
    held = {user.sourced_id for user in bundle.roster.users}
    students = known.by_sourced_id(Kind.student)
    extra = {row.user_id: row.values for row in bundle.roster.attributes}
    for sourced_id in dict.fromkeys([*rows, *extra]):
        student = students.get(sourced_id)
        if sourced_id not in held and student is not None and student.active:
            facts = values.facts(
                student.values, rows.get(sourced_id, []), extra.get(sourced_id, {})
            )
            yield Wanted(student.id, student, facts)


def _guardians(persons: list[Person]) -> Iterator[Wanted]:
    for person in persons:
        if person.users:
            yield Wanted(person.id, person.known, values.guardian(person))


def _staff(persons: list[Person], places: Places) -> Iterator[Wanted]:
    for person in persons:
        if person.users:
            schools = places.of_staff(person.users)
            yield Wanted(person.id, person.known, values.staff(person, schools))


def _gone(
    bundle: Bundle, kind: Kind, persons: dict[Kind, list[Person]], known: KnownRoster
) -> list[Known]:
    """Absent from bulk, or named to be deleted."""
    standing = {person.id for person in persons[kind] if person.users}
    if bundle.modes["users"] is Mode.bulk:
        return [one for one in known.people[kind] if one.id not in standing]
    named = {person.id for person in persons[kind] if not person.users}
    deleted = {user.sourced_id for user in bundle.roster.users if not user.active}
    return [
        one
        for one in known.people[kind]
        if one.id in named and (one.values["sourced_id"] in deleted or one.id not in standing)
    ]


def _person_ids(
    known: KnownRoster, persons: dict[Kind, list[Person]], wanted: dict[Kind, list[Wanted]]
) -> dict[Kind, dict[str, UUID]]:
    """From sourcedIds to persons, those of this bundle that are written first."""
    ids: dict[Kind, dict[str, UUID]] = {}
    for kind in Kind:
        written = {row.id for row in wanted[kind]}
        ids[kind] = {
            one: person.id
            for person in persons[kind]
            if person.id in written
            for one in person.sourced_ids
        }
        for sourced_id, there in known.by_sourced_id(kind).items():
            ids[kind].setdefault(sourced_id, there.id)
    return ids


def _school_years(bundle: Bundle) -> Iterator[ToldYear]:
    for one in bundle.roster.sessions:
        if one.active and one.school_year and one.starts_on:
            yield ToldYear(one.school_year, one.starts_on, whole=one.type == "schoolYear")


def _report_unknown(
    bundle: Bundle,
    known: KnownRoster,
    ids: dict[Kind, dict[str, UUID]],
    classes: Classes,
    findings: Findings,
) -> None:
    """What a delta names and neither the bundle nor the district has.

    Terms and courses we don't keep, so that nothing can be said of those.
    """
    users = set().union(*ids.values())
    held = {"users": users, "classes": set(classes.ids), "orgs": set(known.schools)}
    for (target, sourced_id), reference in bundle.outside.items():
        is_place = target == "orgs" and reference.file not in ("classes.csv", "enrollments.csv")
        if target in held and not is_place and sourced_id not in held[target]:
            report_orphan(reference, findings)
