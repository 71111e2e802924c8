"""The files and columns of OneRoster 1.1 and 1.2, and what is required of them."""

from dataclasses import dataclass
from enum import StrEnum


class Version(StrEnum):
    v1p1 = "1.1"
    v1p2 = "1.2"


class Mode(StrEnum):
    bulk = "bulk"
    delta = "delta"
    absent = "absent"


@dataclass(frozen=True, slots=True)
class FileSpec:
    """`required` columns refuse the bundle when missing; the others are reported."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    dates: tuple[str, ...] = ()
    open_ended: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)


STATE = ("status", "dateLastModified")

ORGS = FileSpec("orgs", ("sourcedId", "name", "type"), (*STATE, "identifier", "parentSourcedId"))
SESSIONS = FileSpec(
    "academicSessions",
    ("sourcedId", "title", "type", "startDate", "endDate"),
    (*STATE, "parentSourcedId", "schoolYear"),
    dates=("startDate", "endDate"),
)
COURSES = FileSpec(
    "courses",
    ("sourcedId", "title", "orgSourcedId"),
    (*STATE, "schoolYearSourcedId", "courseCode", "grades", "subjects", "subjectCodes"),
)
CLASSES = FileSpec(
    "classes",
    ("sourcedId", "title", "courseSourcedId", "classType", "schoolSourcedId", "termSourcedIds"),
    (*STATE, "grades", "classCode", "location", "subjects", "subjectCodes", "periods"),
)
_USER_REQUIRED = ("sourcedId", "enabledUser", "username", "givenName", "familyName")
_USER_SHARED = (
    *STATE,
    *("userIds", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades"),
    "password",
)
USERS = FileSpec(
    "users",
    _USER_REQUIRED,
    (
        *_USER_SHARED,
        *("userMasterIdentifier", "preferredGivenName", "preferredMiddleName"),
        *("preferredFamilyName", "primaryOrgSourcedId", "pronouns"),
    ),
)
USERS_V1P1 = FileSpec("users", (*_USER_REQUIRED, "orgSourcedIds", "role"), _USER_SHARED)
ROLES = FileSpec(
    "roles",
    ("sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"),
    (*STATE, "beginDate", "endDate", "userProfileSourcedId"),
    dates=("beginDate", "endDate"),
)
ENROLLMENTS = FileSpec(
    "enrollments",
    ("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
    (*STATE, "primary", "beginDate", "endDate"),
    dates=("beginDate", "endDate"),
)
RACES = (
    *("americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican"),
    *("nativeHawaiianOrOtherPacificIslander", "white"),
)
DEMOGRAPHICS = FileSpec(
    "demographics",
    ("sourcedId",),
    (
        *STATE,
        *("birthDate", "sex", *RACES, "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity"),
        *("countryOfBirthCode", "stateOfBirthAbbreviation", "cityOfBirth"),
        "publicSchoolResidenceStatus",
    ),
    dates=("birthDate",),
)
# Our own supplementary file: any column beside sourcedId is an attribute of that user.
ATTRIBUTES = FileSpec("attributes", ("sourcedId",), (), open_ended=True)

REQUIRED_FILES = ("orgs", "users", "academicSessions", "courses", "classes", "enrollments")

READ = frozenset(
    f"{name}.csv" for name in ("manifest", *REQUIRED_FILES, "roles", "demographics", "attributes")
)
# Files of the standard that say nothing about who is in which school and class.
NOT_READ = frozenset(
    f"{name}.csv"
    for name in (
        *("categories", "classResources", "courseResources", "lineItems", "resources", "results"),
        *("lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds"),
        *("resultScoreScales", "scoreScales", "userProfiles", "userResources"),
    )
)


def specs(version: Version) -> tuple[FileSpec, ...]:
    shared = (ORGS, SESSIONS, COURSES, CLASSES)
    people = (USERS, ROLES) if version is Version.v1p2 else (USERS_V1P1,)
    return (*shared, *people, ENROLLMENTS, DEMOGRAPHICS, ATTRIBUTES)
