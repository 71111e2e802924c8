"""Rows of each file as what they mean."""

from collections.abc import Callable
from typing import Any

from tellmore.rosters.oneroster import cells
from tellmore.rosters.oneroster.columns import RACES
from tellmore.rosters.oneroster.roster import (
    Attributes,
    Course,
    Demographics,
    Enrollment,
    Org,
    Role,
    SchoolClass,
    Session,
    User,
)
from tellmore.rosters.oneroster.sheet import Row
from tellmore.rosters.races import Race

STAFF_ROLES = frozenset(
    {
        *("administrator", "aide", "counselor", "districtAdministrator", "principal", "proctor"),
        *("siteAdministrator", "systemAdministrator", "teacher"),
    }
)
ROLES = {role.lower(): role for role in (*STAFF_ROLES, "student", "guardian", "parent", "relative")}
_RACE_COLUMNS = dict(
    zip(
        RACES,
        (
            Race.american_indian_or_alaska_native,
            Race.asian,
            Race.black_or_african_american,
            Race.native_hawaiian_or_pacific_islander,
            Race.white,
        ),
        strict=True,
    )
)


def org(row: Row) -> Org:
    return Org(
        sourced_id=row.needed("sourcedId"),
        active=row.active(),
        row=row.number,
        name=row.needed("name"),
        type=row.wanted("type").lower(),
        identifier=row.text("identifier"),
        parent_id=row.text("parentSourcedId"),
    )


def session(row: Row) -> Session:
    return Session(
        sourced_id=row.needed("sourcedId"),
        active=row.active(),
        row=row.number,
        title=row.needed("title"),
        type=row.wanted("type"),
        starts_on=row.day("startDate"),
        ends_on=row.day("endDate"),
        parent_id=row.text("parentSourcedId"),
        school_year=row.text("schoolYear"),
    )


def course(row: Row) -> Course:
    return Course(
        sourced_id=row.needed("sourcedId"),
        active=row.active(),
        row=row.number,
        title=row.needed("title"),
        code=row.text("courseCode"),
        org_id=row.wanted("orgSourcedId") or None,
        school_year_id=row.text("schoolYearSourcedId"),
        grades=row.grades(),
        subjects=row.many("subjects"),
    )


def school_class(row: Row) -> SchoolClass:
    return SchoolClass(
        sourced_id=row.needed("sourcedId"),
        active=row.active(),
        row=row.number,
        title=row.needed("title"),
        type=row.wanted("classType") or None,
        code=row.text("classCode"),
        course_id=row.wanted("courseSourcedId") or None,
        school_id=row.needed("schoolSourcedId"),
        term_ids=row.many("termSourcedIds"),
        grades=row.grades(),
        subjects=row.many("subjects"),
        periods=row.many("periods"),
    )


def user(row: Row) -> User:
    return User(
        attributes=(found := row.attributes()),
        sourced_id=row.needed("sourcedId"),
        active=row.active(),
        row=row.number,
        enabled=row.flag("enabledUser") is not False,
        given_name=row.raw("givenName"),
        middle_name=row.text("middleName"),
        family_name=_family_name(row),
        preferred_given_name=row.text("preferredGivenName"),
        preferred_family_name=row.text("preferredFamilyName"),
        pronouns=row.text("pronouns"),
        identifier=row.text("identifier"),
        master_identifier=row.text("userMasterIdentifier"),
        user_ids=row.many("userIds"),
        email=_email(row),
        sms=row.text("sms"),
        phone=row.text("phone"),
        language=cells.language(found.get("language") or ""),
        grades=row.grades(),
        agent_ids=row.many("agentSourcedIds"),
        primary_org_id=row.text("primaryOrgSourcedId"),
        roles=_own_roles(row),
    )


def _family_name(row: Row) -> str:
    family = row.raw("familyName")
    if not family and not row.raw("givenName"):
        row.sheet.refuse(row.number, "familyName", "missing_value", "A person needs a name.")
    return family


def _email(row: Row) -> str | None:
    raw = row.text("email")
    local, at, domain = (raw or "").rpartition("@")
    if raw and (" " in raw or not (local and at and domain)):
        return row.noted("email", None, "bad_value")
    return raw


def _own_roles(row: Row) -> list[Role]:
    """The one role that a 1.1 file states in users.csv, at each org that it names."""
    if not row.has("role"):
        return []
    named = _role(row)
    places = row.many("orgSourcedIds")
    return [
        Role(
            sourced_id=f"{row.raw('sourcedId')}@{place}",
            active=row.active(),
            row=row.number,
            user_id=row.raw("sourcedId"),
            org_id=place,
            role=named,
            primary=index == 0,
            begins_on=None,
            ends_on=None,
        )
        for index, place in enumerate(places)
    ]


def _role(row: Row) -> str:
    raw = row.needed("role")
    known = ROLES.get(raw.lower())
    if raw and known is None:
        message = "A role that is not in the standard: counted as staff."
        row.sheet.note(row.number, "role", "unknown_role", message)
    elif known is not None and known != raw:
        row.noted("role", known, "value_case")
    return known or raw


def role(row: Row) -> Role:
    return Role(
        sourced_id=row.needed("sourcedId"),
        active=row.active(),
        row=row.number,
        user_id=row.needed("userSourcedId"),
        org_id=row.needed("orgSourcedId"),
        role=_role(row),
        primary=row.wanted("roleType").lower() == "primary",
        begins_on=row.day("beginDate"),
        ends_on=row.day("endDate"),
    )


def enrollment(row: Row) -> Enrollment:
    return Enrollment(
        sourced_id=row.needed("sourcedId"),
        active=row.active(),
        row=row.number,
        class_id=row.needed("classSourcedId"),
        school_id=row.needed("schoolSourcedId"),
        user_id=row.needed("userSourcedId"),
        role=_role(row),
        primary=row.flag("primary") is True,
        begins_on=row.day("beginDate"),
        ends_on=row.day("endDate"),
    )


def demographics(row: Row) -> Demographics:
    chosen = {race for column, race in _RACE_COLUMNS.items() if row.flag(column)}
    if row.attributes().get("middle_eastern_or_north_african") == "yes":
        chosen.add(Race.middle_eastern_or_north_african)
    raw_sex = row.raw("sex")
    return Demographics(
        user_id=row.needed("sourcedId"),
        active=row.active(),
        row=row.number,
        birth_date=row.day("birthDate"),
        sex=row.noted("sex", *cells.sex(raw_sex)) if raw_sex else None,
        races=frozenset(chosen),
        hispanic=row.flag("hispanicOrLatinoEthnicity"),
        two_or_more=row.flag("demographicRaceTwoOrMoreRaces") is True,
    )


def attribute_row(row: Row) -> Attributes:
    return Attributes(row.needed("sourcedId"), row.number, row.attributes())


# The file, its field in the roster, and how a row of it is read.
READERS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "orgs": ("orgs", org),
    "academicSessions": ("sessions", session),
    "courses": ("courses", course),
    "classes": ("classes", school_class),
    "users": ("users", user),
    "roles": ("roles", role),
    "enrollments": ("enrollments", enrollment),
    "demographics": ("demographics", demographics),
    "attributes": ("attributes", attribute_row),
}
