"""A small district of one school, whose files a test may spoil one by one."""

import io
import os
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
import pytest

from factories import World
from rosters.importing import Make, imported
from tellmore.identity.abilities import Role
from tellmore.rosters.oneroster import Bundle, read_bundle

Edit = str | bytes | None | Callable[[str], str]
Read = Callable[..., Bundle]

FILES = {
    "manifest.csv": """propertyName,value
manifest.version,1.0
oneroster.version,1.2
file.academicSessions,bulk
file.classes,bulk
file.courses,bulk
file.demographics,bulk
file.enrollments,bulk
file.orgs,bulk
file.roles,bulk
file.users,bulk
""",
    "orgs.csv": """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,,,Test District,district,,
s1,,,Test School,school,77,d1
""",
    "academicSessions.csv": """sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
y1,,,2026-2027,schoolYear,2026-08-15,2027-06-15,,2027
t1,,,Fall,term,2026-08-15,2026-12-20,y1,2027
""",  # noqa: E501 (a header is one line)
    "courses.csv": """sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
co1,,,y1,Science,SCI,"06,07",s1,Science,SC
""",  # noqa: E501 (a header is one line)
    "classes.csv": """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
c1,,,Science 6A,06,co1,S6A,scheduled,12,s1,"t1",Science,SC,1
""",  # noqa: E501 (a header is one line)
    "users.csv": """sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns,metadata.program,metadata.ELL
u1,,,true,ada,,Ada,Quill,,A1,,,,g1,06,hunter2,,,,,s1,,Arts,Y
u2,,,true,ben,,Ben,Quill,,A2,,,,g1,07,hunter2,,,,,s1,,,
g1,,,true,cleo,,Cleo,Quill,,,cleo@example.org,+13035550101,,"u1,u2",,hunter2,,,,,s1,,,
t1,,,true,dora,,Dora,Finch,,T1,dora@example.org,,,,,hunter2,,,,,s1,,,
""",  # noqa: E501 (a header is one line)
    "roles.csv": """sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,u1,primary,student,,,s1,
r2,,,u2,primary,student,,,s1,
r3,,,g1,primary,parent,,,s1,
r4,,,t1,primary,teacher,,,s1,
""",  # noqa: E501 (a header is one line)
    "enrollments.csv": """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,c1,s1,u1,student,false,,
e2,,,c1,s1,u2,student,false,,
e3,,,c1,s1,t1,teacher,true,,
""",  # noqa: E501 (a header is one line)
    "demographics.csv": """sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
u1,,,2014-05-13,female,false,true,false,false,true,true,false,,,,
u2,,,2013-02-09,male,false,false,false,false,false,false,true,,,,
""",  # noqa: E501 (a header is one line)
}


def make_bundle(edits: Mapping[str, Edit] | None = None) -> bytes:
    """The small district; each edit replaces a file, changes its text, or (None) leaves it out."""
    files: dict[str, str | bytes] = {
        name: text.replace("\n", "\r\n") for name, text in FILES.items()
    }
    for name, edit in (edits or {}).items():
        if edit is None:
            del files[name]
        else:
            files[name] = edit(str(files[name])) if callable(edit) else edit
    return zip_of(files)


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, content in files.items():
            # Without a time of its own, so that the same files are the same bytes a moment later.
            zipped.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def make() -> Make:
    return make_bundle


@pytest.fixture(scope="session")
def pack() -> Callable[[Mapping[str, str | bytes]], bytes]:
    return zip_of


@pytest.fixture(scope="session")
def bomb() -> Callable[[int], bytes]:
    """Makes a zip of 64 MB of zeros that says of its entry whatever size it is told to say."""

    def make_it(declared: int) -> bytes:
        content = bytearray(zip_of({"users.csv": bytes(64 * 1024**2)}))
        size = content.index(b"PK\x01\x02") + 24
        content[size : size + 4] = struct.pack("<L", declared)
        return bytes(content)

    return make_it


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads the small district with the given edits, or the given bytes."""

    def read_it(edits: Mapping[str, Edit] | bytes | None = None) -> Bundle:
        content = edits if isinstance(edits, bytes) else make_bundle(edits)
        return read_bundle(io.BytesIO(content))

    return read_it


@pytest.fixture(scope="session")
def shared_bundles() -> Path:
    folder = Path(os.environ.get("TELLMORE_DATA", "../shared/data")) / "oneroster"
    if not folder.is_dir():
        pytest.skip(f"no data folder at {folder}: set TELLMORE_DATA")
    return folder


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


@pytest.fixture
async def roster(coordinator: httpx.AsyncClient, make: Make) -> None:
    """The small district of one school, imported."""
    await imported(coordinator, make())
