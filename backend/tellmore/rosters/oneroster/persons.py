"""Who is who: several sourcedIds of one person, and who is whose guardian."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tellmore.rosters.oneroster.findings import Findings
from tellmore.rosters.oneroster.roster import (
    GUARDIAN_ROLES,
    GuardianLink,
    Roster,
    User,
    is_guardian,
    is_student,
)

# An identifier that more rows than this share is a placeholder or a household's, not a person's.
MOST_ROWS_OF_A_PERSON = 5
Key = tuple[str, str]


def keys(user: User) -> Iterator[Key]:
    """What identifies this person across schools. Students and adults never match each other."""
    kind = "student" if is_student(user) else "adult"
    if user.master_identifier:
        yield f"{kind}:master", user.master_identifier
    if user.identifier:
        yield f"{kind}:identifier", user.identifier
    for user_id in user.user_ids:
        yield f"{kind}:userId", user_id


def match_persons(roster: Roster, findings: Findings) -> dict[str, str]:
    """From each further sourcedId of a person to the first one in the file."""
    births = {row.user_id: row.birth_date for row in roster.demographics if row.birth_date}
    leader: dict[str, str] = {}
    for users in _sharing(roster).values():
        first = users[0]
        if len(users) > MOST_ROWS_OF_A_PERSON:
            _doubt(
                findings, first, "identifier_not_personal", "Too many users share this identifier."
            )
            continue
        for other in users[1:]:
            if _contradict(first, other, births):
                _doubt(
                    findings, other, "identity_conflict", "Shares an identifier with somebody else."
                )
            else:
                _join(leader, first.sourced_id, other.sourced_id)
    return {one: _lead(leader, one) for one in leader}


def _sharing(roster: Roster) -> dict[Key, list[User]]:
    found: dict[Key, list[User]] = defaultdict(list)
    for user in roster.users:
        for key in keys(user):
            found[key].append(user)
    return {key: users for key, users in found.items() if len(users) > 1}


def _contradict(one: User, other: User, births: dict[str, date]) -> bool:
    born, other_born = births.get(one.sourced_id), births.get(other.sourced_id)
    if born and other_born:
        return born != other_born
    return one.family_name.casefold() != other.family_name.casefold()


def _doubt(findings: Findings, user: User, code: str, message: str) -> None:
    findings.warning("users.csv", code, f"{message} Not merged.", row=user.row, column="identifier")


def _lead(leader: dict[str, str], one: str) -> str:
    while one in leader:
        one = leader[one]
    return one


def _join(leader: dict[str, str], first: str, other: str) -> None:
    first, other = _lead(leader, first), _lead(leader, other)
    if first != other:
        leader[other] = first


def guardian_links(roster: Roster, findings: Findings) -> list[GuardianLink]:
    """From agentSourcedIds of either side; a pair named by both is one link."""
    users = {user.sourced_id: user for user in roster.users}
    found: dict[tuple[str, str], GuardianLink] = {}
    for user in roster.users:
        for agent_id in user.agent_ids if user.active else ():
            agent = users.get(agent_id)
            if agent is None or not agent.active:
                continue
            pair = _student_and_guardian(user, agent)
            if pair is None:
                findings.warning(
                    *("users.csv", "odd_agent", "An agent who is no guardian of this user."),
                    row=user.row,
                    column="agentSourcedIds",
                )
                continue
            found[pair] = GuardianLink(*pair, _relationship(users[pair[1]]))
    return list(found.values())


def _student_and_guardian(user: User, agent: User) -> tuple[str, str] | None:
    if is_student(user) and not is_student(agent):
        return user.sourced_id, agent.sourced_id
    if is_student(agent) and is_guardian(user):
        return agent.sourced_id, user.sourced_id
    return None


def _relationship(guardian: User) -> str:
    return next((role.role for role in guardian.roles if role.role in GUARDIAN_ROLES), "guardian")
