"""Which school a row of the bundle belongs to."""

from uuid import UUID

from tellmore.rosters.oneroster.roster import Org, Roster, User

_DEEPEST = 10


class Places:
    """Schools by the ids of orgs; a department or a grade level counts as the school above it."""

    def __init__(self, roster: Roster, schools: dict[str, UUID]) -> None:
        self._orgs: dict[str, Org] = {org.sourced_id: org for org in roster.orgs}
        self._schools = schools

    def school(self, org_id: str | None) -> UUID | None:
        for _ in range(_DEEPEST):
            if org_id is None or org_id in self._schools:
                break
            org = self._orgs.get(org_id)
            org_id = org.parent_id if org else None
        return self._schools.get(org_id) if org_id else None

    def of_student(self, users: list[User]) -> UUID | None:
        """The school of the primary role; else of any role; else the user's own org."""
        roles = [role for user in users for role in user.roles]
        roles = [role for role in roles if role.active and role.role == "student"]
        orgs = [role.org_id for role in sorted(roles, key=lambda role: not role.primary)]
        own = [user.primary_org_id for user in users]
        found = (self.school(org) for org in (*orgs, *own))
        return next((school for school in found if school is not None), None)

    def of_staff(self, users: list[User]) -> list[UUID]:
        orgs = [role.org_id for user in users for role in user.roles if role.active]
        schools = {school for org in orgs if (school := self.school(org)) is not None}
        return sorted(schools)
