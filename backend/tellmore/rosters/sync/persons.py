"""Users of the bundle as persons: their several ids gathered, and matched with who is there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tellmore.core.ids import uuid7
from tellmore.rosters.oneroster.persons import keys
from tellmore.rosters.oneroster.roster import Roster, User, is_guardian, is_staff, is_student
from tellmore.rosters.sync.changes import Known
from tellmore.rosters.sync.known import Kind, KnownRoster


@dataclass(slots=True)
class Person:
    """`users` are the rows that stand; a person of whom none stands is gone."""

    kind: Kind
    id: UUID
    known: Known | None
    sourced_ids: list[str]
    keys: list[str]
    users: list[User] = field(default_factory=list)

    @property
    def sourced_id(self) -> str:
        """The id that a person goes by stays, as long as the bundle has it."""
        present = [user.sourced_id for user in self.users]
        before = self.known.values["sourced_id"] if self.known else None
        return before if before in present else present[0]


def gather(roster: Roster, known: KnownRoster) -> dict[Kind, list[Person]]:
    """The persons of each kind. One who teaches and has a child here is of two kinds."""
    groups: dict[str, list[User]] = defaultdict(list)
    for user in roster.users:
        groups[roster.same_person.get(user.sourced_id, user.sourced_id)].append(user)
    linked = {link.guardian_id for link in roster.guardian_links}
    kinds = known.kinds()
    return {kind: _of_kind(kind, groups.values(), linked, kinds, known) for kind in Kind}


def _of_kind(
    kind: Kind,
    groups: Iterable[list[User]],
    linked: set[str],
    kinds: dict[str, set[Kind]],
    known: KnownRoster,
) -> list[Person]:
    mine = [users for users in groups if any(_is(kind, user, linked, kinds) for user in users)]
    matches = Matches(known.people[kind])
    found: list[Known | None] = [None] * len(mine)
    for match in (matches.by_own_id, matches.by_id, matches.by_key):
        found = [one or match(users) for one, users in zip(found, mine, strict=True)]
    named = {user.sourced_id for users in mine for user in users}
    return [_person(kind, users, one, named) for users, one in zip(mine, found, strict=True)]


def _is(kind: Kind, user: User, linked: set[str], kinds: dict[str, set[Kind]]) -> bool:
    """A delta may leave a user's roles out: then the user is what it was."""
    if not user.roles:
        was = kinds.get(user.sourced_id, set())
        return kind in was or (kind is Kind.guardian and user.sourced_id in linked)
    if kind is Kind.student:
        return is_student(user)
    if kind is Kind.staff:
        return is_staff(user)
    return is_guardian(user) or user.sourced_id in linked


def _person(kind: Kind, users: list[User], known: Known | None, named: set[str]) -> Person:
    """An id that the bundle now gives to somebody else is this person's no longer."""
    ids = {user.sourced_id for user in users}
    marks = {f"{name}={value}" for user in users for name, value in keys(user)}
    if known is not None:
        ids.update(one for one in known.values["sourced_ids"] if one not in named)
        marks.update(known.values["person_keys"])
    standing = [user for user in users if user.active]
    return Person(kind, known.id if known else uuid7(), known, sorted(ids), sorted(marks), standing)


class Matches:
    """Who of those that are there a person of the bundle is; nobody is matched twice.

    Who is active comes before who is gone: two that turned out to be one stay the one they are.
    """

    def __init__(self, people: list[Known]) -> None:
        people = sorted(people, key=lambda known: known.active)
        self._own = {known.values["sourced_id"]: known for known in people}
        self._by_id = {one: known for known in people for one in known.values["sourced_ids"]}
        self._by_key: dict[str, list[Known]] = defaultdict(list)
        for known in people:
            for key in known.values["person_keys"]:
                self._by_key[key].append(known)
        self._taken: set[UUID] = set()

    def by_own_id(self, users: list[User]) -> Known | None:
        """By the id that they go by."""
        found = [self._own.get(user.sourced_id) for user in users]
        return self._take(sorted(found, key=lambda known: known is None or not known.active))

    def by_id(self, users: list[User]) -> Known | None:
        return self._take(self._by_id.get(user.sourced_id) for user in users)

    def by_key(self, users: list[User]) -> Known | None:
        """A new sourcedId with a known identifier is the same person, if the name agrees."""
        names = {user.family_name.casefold() for user in users}
        return self._take(
            candidates[0]
            for user in users
            for name, value in keys(user)
            if len(candidates := self._by_key.get(f"{name}={value}", [])) == 1
            and candidates[0].values["family_name"].casefold() in names
        )

    def _take(self, candidates: Iterable[Known | None]) -> Known | None:
        for known in candidates:
            if known is not None and known.id not in self._taken:
                self._taken.add(known.id)
                return known
        return None
