"""The columns of each person, from the rows of the bundle that speak of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tellmore.rosters.oneroster.roster import GUARDIAN_ROLES, Demographics, User
from tellmore.rosters.races import UNKNOWN, roll_up_2007, roll_up_2024
from tellmore.rosters.sync.changes import Values
from tellmore.rosters.sync.persons import Person

# Kept elsewhere, or finer than any quota needs: the band of a GPA is enough.
NOT_KEPT = frozenset({"gpa", "middle_eastern_or_north_african"})
GENDER = "gender"


def student(person: Person, school_id: UUID, demographics: Iterable[Demographics]) -> Values:
    user = _speaking(person)
    values = {
        **_common(person),
        "school_id": school_id,
        "identifier": user.identifier or user.master_identifier,
        "preferred_name": user.preferred_given_name,
        "email": user.email,
        "grade": user.grades[0] if user.grades else None,
    }
    known = person.known.values if person.known else {"attributes": {}, "demographics": {}}
    values["demographics"] = known["demographics"]
    before: Values = known["attributes"]
    stated: Values = {name: value for one in person.users for name, value in one.attributes.items()}
    for row in demographics:
        values.update(birth_date=row.birth_date, demographics=_demographics(row))
        stated = {**_derived(row, stated), **stated}
    values["attributes"] = _merged(before, stated)
    return values


def facts(known: Values, demographics: Iterable[Demographics], extra: Values) -> Values:
    """For a bundle that speaks of a student's facts alone, without the student's own row."""
    values = dict(known)
    stated = dict(extra)
    for row in demographics:
        values.update(birth_date=row.birth_date, demographics=_demographics(row))
        stated = {**_derived(row, stated), **stated}
    values["attributes"] = _merged(known["attributes"], stated)
    return values


def guardian(person: Person) -> Values:
    user = _speaking(person)
    values = {**_common(person), "email": user.email, "phone": user.sms or user.phone}
    if user.language:
        values["language"] = user.language
    elif person.known is None:
        values["language"] = "en"
    return values


def staff(person: Person, school_ids: list[UUID]) -> Values:
    user = _speaking(person)
    roles = [role for one in person.users for role in one.roles if role.active]
    names = [role.role for role in sorted(roles, key=lambda role: not role.primary)]
    values = {**_common(person), "email": user.email}
    own = next((name for name in names if name not in GUARDIAN_ROLES), None)
    if own:
        values.update(role=own, school_ids=[str(one) for one in school_ids])
    elif person.known is None:
        values.update(role="staff", school_ids=[])
    return values


def _speaking(person: Person) -> User:
    """Whose row speaks for a person with several: the one that the person goes by."""
    return next(user for user in person.users if user.sourced_id == person.sourced_id)


def _common(person: Person) -> Values:
    user = _speaking(person)
    return {
        "sourced_id": person.sourced_id,
        "sourced_ids": person.sourced_ids,
        "person_keys": person.keys,
        "given_name": user.given_name,
        "family_name": user.family_name,
    }


def _demographics(row: Demographics) -> dict[str, Any]:
    """Every selection as it was sent."""
    return {
        "sex": row.sex,
        "races": sorted(row.races),
        "hispanic": row.hispanic,
        "two_or_more": row.two_or_more,
    }


def _derived(row: Demographics, stated: Values) -> Values:
    """The roll-ups, and the sex as gender where the district sends nothing better."""
    found: Values = {
        f"race_{year}": _known(
            roll_up(row.races, hispanic=row.hispanic, two_or_more=row.two_or_more)
        )
        for year, roll_up in ((2007, roll_up_2007), (2024, roll_up_2024))
    }
    if GENDER not in stated and row.sex is not None:
        found[GENDER] = row.sex
    return found


def _known(category: str) -> str | None:
    return None if category == UNKNOWN else category


def _merged(before: Values, stated: Values) -> Values:
    """What is stated blank is cleared; what isn't spoken of stays."""
    merged = {**before, **stated}
    return {
        name: str(value)
        for name, value in sorted(merged.items())
        if value is not None and name not in NOT_KEPT
    }
