"""What a bundle says, normalised. `row` is where it stood in its file."""

from dataclasses import dataclass, field
from datetime import date

from tellmore.rosters.races import Race


@dataclass(slots=True)
class Org:
    sourced_id: str
    active: bool
    row: int
    name: str
    type: str
    identifier: str | None
    parent_id: str | None


@dataclass(slots=True)
class Session:
    sourced_id: str
    active: bool
    row: int
    title: str
    type: str
    starts_on: date | None
    ends_on: date | None
    parent_id: str | None
    school_year: str | None


@dataclass(slots=True)
class Course:
    sourced_id: str
    active: bool
    row: int
    title: str
    code: str | None
    org_id: str | None
    school_year_id: str | None
    grades: tuple[str, ...]
    subjects: tuple[str, ...]


@dataclass(slots=True)
class SchoolClass:
    sourced_id: str
    active: bool
    row: int
    title: str
    type: str | None
    code: str | None
    course_id: str | None
    school_id: str
    term_ids: tuple[str, ...]
    grades: tuple[str, ...]
    subjects: tuple[str, ...]
    periods: tuple[str, ...]


@dataclass(slots=True)
class Role:
    sourced_id: str
    active: bool
    row: int
    user_id: str
    org_id: str
    role: str
    primary: bool
    begins_on: date | None
    ends_on: date | None


@dataclass(slots=True)
class User:
    """`attributes` holds what the bundle says in its metadata columns; None means: stated blank."""

    sourced_id: str
    active: bool
    row: int
    enabled: bool
    given_name: str
    middle_name: str | None
    family_name: str
    preferred_given_name: str | None
    preferred_family_name: str | None
    pronouns: str | None
    identifier: str | None
    master_identifier: str | None
    user_ids: tuple[str, ...]
    email: str | None
    sms: str | None
    phone: str | None
    language: str | None
    grades: tuple[str, ...]
    agent_ids: tuple[str, ...]
    primary_org_id: str | None
    roles: list[Role] = field(default_factory=list)
    attributes: dict[str, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class Enrollment:
    sourced_id: str
    active: bool
    row: int
    class_id: str
    school_id: str
    user_id: str
    role: str
    primary: bool
    begins_on: date | None
    ends_on: date | None


@dataclass(slots=True)
class Demographics:
    """`user_id` is the row's sourcedId. `hispanic` is None when nobody stated it."""

    user_id: str
    active: bool
    row: int
    birth_date: date | None
    sex: str | None
    races: frozenset[Race]
    hispanic: bool | None
    two_or_more: bool


@dataclass(slots=True)
class Attributes:
    """A row of the supplementary attributes.csv."""

    user_id: str
    row: int
    values: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class GuardianLink:
    student_id: str
    guardian_id: str
    relationship: str


@dataclass(slots=True)
class Roster:
    """`same_person` leads from each sourcedId of a person who has several to the first of them."""

    orgs: list[Org] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    classes: list[SchoolClass] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    enrollments: list[Enrollment] = field(default_factory=list)
    demographics: list[Demographics] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    guardian_links: list[GuardianLink] = field(default_factory=list)
    same_person: dict[str, str] = field(default_factory=dict)

    @property
    def students(self) -> list[User]:
        return [user for user in self.users if is_student(user)]

    @property
    def guardians(self) -> list[User]:
        linked = {link.guardian_id for link in self.guardian_links}
        return [user for user in self.users if is_guardian(user) or user.sourced_id in linked]

    @property
    def staff(self) -> list[User]:
        return [user for user in self.users if is_staff(user)]


GUARDIAN_ROLES = frozenset({"guardian", "parent", "relative"})


def is_student(user: User) -> bool:
    return any(role.active and role.role == "student" for role in user.roles)


def is_guardian(user: User) -> bool:
    return any(role.active and role.role in GUARDIAN_ROLES for role in user.roles)


def is_staff(user: User) -> bool:
    others = {"student", *GUARDIAN_ROLES}
    return any(role.active and role.role not in others for role in user.roles)
