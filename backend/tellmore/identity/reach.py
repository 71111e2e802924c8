"""What a person's roles come to, and where.

What one may do and which schools one sees are asked apart. So an account holds what its roles allow
in each of its places alike: otherwise a role in one school would be lent to all the others.
"""

from collections.abc import Collection
from uuid import UUID

from tellmore.core.errors import Invalid
from tellmore.identity.abilities import ROLES, Ability, Role
from tellmore.identity.models import Membership
from tellmore.identity.schemas import MembershipWrite

Held = Membership | MembershipWrite
OF_THE_DISTRICT = frozenset({Role.DISTRICT_ADMIN})
"""Whoever makes accounts can make one that sees every school."""


def abilities(memberships: Collection[Held]) -> frozenset[Ability]:
    """What these roles allow wherever they reach: in each single school, and beyond them."""
    held = [each for each in memberships if not _misplaced(each)]
    places = {each.school_id for each in held} or {None}
    return frozenset.intersection(*(_within(held, place) for place in places))


def schools(memberships: Collection[Held]) -> frozenset[UUID] | None:
    """The schools that a person works in; one membership without a school opens all."""
    found = {each.school_id for each in memberships}
    return None if None in found else frozenset(each for each in found if each is not None)


def refuse_uneven(memberships: Collection[Held]) -> None:
    """Refuse roles of which some would count for nothing."""
    if any(_misplaced(each) for each in memberships):
        detail = "A district administrator is one in every school."
        raise Invalid.at("/memberships", "district_role", detail)
    if abilities(memberships) != _allowed(memberships):
        detail = (
            "These roles differ from school to school. An account may do the same in each of its "
            "schools: give it the same roles everywhere, or make a second account."
        )
        raise Invalid.at("/memberships", "uneven", detail)


def _within(held: Collection[Held], place: UUID | None) -> frozenset[Ability]:
    """In a school count its own roles, and those of the whole district."""
    return _allowed([each for each in held if each.school_id in {place, None}])


def _allowed(held: Collection[Held]) -> frozenset[Ability]:
    return frozenset(ability for each in held for ability in ROLES[each.role])


def _misplaced(each: Held) -> bool:
    return each.role in OF_THE_DISTRICT and each.school_id is not None
