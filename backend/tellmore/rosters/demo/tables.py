"""The demo district as the rows of each OneRoster file."""

from collections.abc import Iterator
from dataclasses import dataclass

from tellmore.rosters.demo.classes import Section
from tellmore.rosters.demo.people import SCHOOLS, Guardian, People, Student, Teacher
from tellmore.rosters.demo.words import DISTRICT, HOME_SUBJECTS, SUBJECTS
from tellmore.rosters.oneroster.columns import RACES, Version

Row = dict[str, str]
_FACTS = ("program", "programYears", "elStatus", "iep", "plan504", "lunchStatus", "gpa")
METADATA = {"users": (*_FACTS, "language"), "demographics": ("middleEasternOrNorthAfrican",)}
_RACE = dict(zip(RACES, ("indian", "asian", "black", "islander", "white"), strict=True))
_COURSES = (*SUBJECTS, *HOME_SUBJECTS)


@dataclass(frozen=True)
class District:
    people: People
    sections: list[Section]
    version: Version

    def tables(self) -> dict[str, list[Row]]:
        tables = {
            "orgs": list(self._orgs()),
            "academicSessions": list(self._sessions()),
            "courses": list(self._courses()),
            "classes": [self._class(section) for section in self.sections],
            "users": list(self._users()),
            "enrollments": list(self._enrollments()),
            "demographics": [_demographics(student) for student in self.people.students],
        }
        if self.version is Version.v1p2:
            tables["roles"] = list(self._roles(tables["users"]))
        return tables

    def _orgs(self) -> Iterator[Row]:
        yield {"sourcedId": "dis-1", "name": DISTRICT, "type": "district", "identifier": "0812345"}
        for school in SCHOOLS:
            yield {
                "sourcedId": school.id,
                "name": school.name,
                "type": "school",
                "identifier": school.code,
                "parentSourcedId": "dis-1",
            }

    def _sessions(self) -> Iterator[Row]:
        year = self.people.year
        for key, title, kind, begin, end in (
            ("year", f"{year - 1}-{year}", "schoolYear", f"{year - 1}-08-15", f"{year}-06-15"),
            ("fall", f"Fall {year - 1}", "semester", f"{year - 1}-08-15", f"{year - 1}-12-20"),
            ("spring", f"Spring {year}", "semester", f"{year}-01-08", f"{year}-06-15"),
        ):
            yield {
                "sourcedId": f"ses-{key}",
                "title": title,
                "type": kind,
                "startDate": begin,
                "endDate": end,
                "parentSourcedId": "" if key == "year" else "ses-year",
                "schoolYear": str(year),
            }

    def _courses(self) -> Iterator[Row]:
        for number, title in enumerate(_COURSES, start=1):
            yield {
                "sourcedId": f"cou-{number:02}",
                "schoolYearSourcedId": "ses-year",
                "title": title,
                "courseCode": f"C{number:02}",
                "orgSourcedId": "dis-1",
                "subjects": title,
            }

    def _class(self, section: Section) -> Row:
        return {
            "sourcedId": section.id,
            "title": section.title,
            "grades": grade_code(section.grade),
            "courseSourcedId": f"cou-{_COURSES.index(section.subject) + 1:02}",
            "classCode": section.id.upper(),
            "classType": "homeroom" if section.subject in ("Homeroom", "Advisory") else "scheduled",
            "schoolSourcedId": section.school.id,
            "termSourcedIds": "ses-fall,ses-spring",
            "subjects": section.subject,
            "periods": str(section.period),
        }

    def _users(self) -> Iterator[Row]:
        yield from (_teacher(one) for one in self.people.staff)
        yield from (_student(one) for one in self.people.students)
        places = {student.id: student.school.id for student in self.people.students}
        for one in self.people.guardians:
            yield _guardian(one, places[one.students[0]])

    def _roles(self, users: list[Row]) -> Iterator[Row]:
        for user in users:
            yield {
                "sourcedId": f"rol-{user['sourcedId']}",
                "userSourcedId": user["sourcedId"],
                "roleType": "primary",
                "role": user["role"],
                "orgSourcedId": user["orgSourcedIds"],
            }

    def _enrollments(self) -> Iterator[Row]:
        for section in self.sections:
            for index, teacher in enumerate(section.teachers):
                primary = "true" if index == 0 else "false"
                yield self._enrollment(section, teacher.id, "teacher", primary)
            for student in section.students:
                yield self._enrollment(section, student.id, "student", "false")

    def _enrollment(self, section: Section, user: str, role: str, primary: str) -> Row:
        year = self.people.year
        return {
            "sourcedId": f"enr-{section.id}-{user}",
            "classSourcedId": section.id,
            "schoolSourcedId": section.school.id,
            "userSourcedId": user,
            "role": role,
            "primary": primary,
            "beginDate": f"{year - 1}-08-15",
            "endDate": f"{year}-06-15",
        }


def grade_code(grade: int) -> str:
    return f"{grade:02}" if grade else "KG"


def _teacher(one: Teacher) -> Row:
    return {
        **_person(one.id, one.given, one.family, one.role, one.school.id),
        "identifier": one.number,
        "email": f"{one.given}.{one.family}.{one.number}@cedarvalley.example".lower(),
    }


def _student(one: Student) -> Row:
    return {
        **_person(one.id, one.given, one.family, "student", one.school.id),
        "identifier": one.number,
        "email": f"{one.number}@students.cedarvalley.example".lower(),
        "agentSourcedIds": ",".join(guardian.id for guardian in one.guardians),
        "grades": grade_code(one.grade),
        **{f"metadata.{name}": value for name, value in one.facts.items()},
    }


def _guardian(one: Guardian, school: str) -> Row:
    return {
        **_person(one.id, one.given, one.family, one.role, school),
        "email": one.email,
        "sms": one.phone,
        "agentSourcedIds": ",".join(one.students),
        "metadata.language": one.language,
    }


def _person(sourced_id: str, given: str, family: str, role: str, school: str) -> Row:
    return {
        "sourcedId": sourced_id,
        "enabledUser": "true",
        "username": sourced_id,
        "givenName": given,
        "familyName": family,
        "role": role,
        "orgSourcedIds": school,
        "primaryOrgSourcedId": school,
    }


def _demographics(one: Student) -> Row:
    def answer(*, chosen: bool) -> str:
        return "" if one.hispanic is None else str(chosen).lower()

    return {
        "sourcedId": one.id,
        "birthDate": one.born.isoformat(),
        "sex": one.sex,
        **{column: answer(chosen=race in one.races) for column, race in _RACE.items()},
        "demographicRaceTwoOrMoreRaces": answer(chosen=len(one.races) > 1),
        "hispanicOrLatinoEthnicity": answer(chosen=bool(one.hispanic)),
        "metadata.middleEasternOrNorthAfrican": answer(chosen="mena" in one.races),
    }
