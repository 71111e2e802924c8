"""A round of listening ready for its sessions: drawn, asked, with its questions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from factories import World
from tellmore.cohorts.models import Cohort, CohortSchool, CohortStatus, Member, MemberStatus
from tellmore.consent.kinds import Decision, Language, Method, Party, Purpose
from tellmore.consent.models import ConsentForm, ConsentRecord, FormStatus
from tellmore.core.clock import now
from tellmore.core.ids import uuid7
from tellmore.districts.models import School
from tellmore.guides.models import Guide, GuideStatus, GuideVersion
from tellmore.rosters.models import (
    Enrollment,
    EnrollmentRole,
    Guardian,
    GuardianLink,
    SchoolClass,
    StaffMember,
    Student,
)

Json = dict[str, Any]
CONTENT: Json = {
    "stages": [],
    "questions": [
        {"key": "E1", "bank_key": "E1", "text": "What does it mean to belong?", "prompts": []},
        {
            "key": "E2",
            "bank_key": "E2",
            "text": "Do you feel that you belong? Why, or why not?",
            "prompts": [{"key": "E2.yes", "kind": "if_yes", "text": "What helps?"}],
        },
    ],
    "probes": [],
    "tips": [],
    "ppra_areas": [],
}


@dataclass
class Round:
    """One cohort with its members; `members[i]` is `students[i]`."""

    world: World
    cohort: Cohort
    form: ConsentForm
    guide_version: GuideVersion
    students: list[Student] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)

    @classmethod
    async def drawn(cls, world: World, size: int = 4, school: School | None = None) -> Self:
        district = world.district_id
        cohort = Cohort(
            district_id=district,
            name=f"Belonging {uuid7()}",
            purpose="Learn.",
            size=size,
            status=CohortStatus.DRAWN,
        )
        school = school or world.schools[0]
        listens = CohortSchool(district_id=district, cohort_id=cohort.id, school_id=school.id)
        form = ConsentForm(
            district_id=district,
            cohort_id=cohort.id,
            number=1,
            status=FormStatus.PUBLISHED,
            purposes=[purpose.value for purpose in Purpose],
        )
        guide = Guide(
            district_id=district,
            cohort_id=cohort.id,
            name="Belonging",
            school_name="North High",
            status=GuideStatus.PUBLISHED,
            content=CONTENT,
        )
        version = GuideVersion(
            district_id=district,
            guide_id=guide.id,
            number=1,
            name="Belonging",
            language=guide.language,
            content=CONTENT,
        )
        await world.add(cohort, listens, form, guide, version)
        made = cls(world, cohort, form, version)
        await made.enlist(size)
        return made

    async def enlist(self, count: int, **fields: Any) -> list[Member]:
        return await self.seat(await self.world.students(count, **fields))

    async def seat(self, students: list[Student]) -> list[Member]:
        """Make members of students who may be in other rounds too."""
        members = [
            Member(
                district_id=self.world.district_id,
                cohort_id=self.cohort.id,
                student_id=student.id,
                school_id=student.school_id,
                pseudonym=f"Student {len(self.members) + number}",
                status=MemberStatus.DRAWN,
            )
            for number, student in enumerate(students, start=1)
        ]
        await self.world.add(*members)
        self.students += students
        self.members += members
        return members

    async def publish_again(self, number: int = 2, areas: Sequence[str] = ()) -> GuideVersion:
        """The guide was changed: another version, the same to the eye."""
        version = GuideVersion(
            district_id=self.world.district_id,
            guide_id=self.guide_version.guide_id,
            number=number,
            name="Belonging",
            language=self.guide_version.language,
            content={**CONTENT, "ppra_areas": list(areas)},
        )
        await self.world.add(version)
        async with self.world.context() as ctx:
            (await ctx.session.get_one(Guide, version.guide_id)).published_number = number
        return version

    async def listens_in(self, school: School) -> None:
        """Another school beside the one of its students."""
        ids = {"cohort_id": self.cohort.id, "school_id": school.id}
        await self.world.add(CohortSchool(district_id=self.world.district_id, **ids))

    async def close(self) -> None:
        async with self.world.context() as ctx:
            (await ctx.session.get_one(Cohort, self.cohort.id)).status = CohortStatus.CLOSED

    @property
    def member_ids(self) -> list[str]:
        return [str(member.id) for member in self.members]

    async def consent(
        self,
        *members: Member,
        purposes: tuple[Purpose, ...] = tuple(Purpose),
        decision: Decision = Decision.GRANTED,
    ) -> None:
        """A guardian and the student each decide, in writing."""
        asked = members or tuple(self.members)
        guardians = [self._guardian() for _ in asked]
        links = [
            GuardianLink(
                district_id=self.world.district_id,
                student_id=member.student_id,
                guardian_id=guardian.id,
            )
            for member, guardian in zip(asked, guardians, strict=True)
        ]
        records = [
            self._record(member, purpose, party, decision, guardian)
            for member, guardian in zip(asked, guardians, strict=True)
            for purpose in purposes
            for party in Party
        ]
        await self.world.add(*guardians, *links, *records)

    def _guardian(self) -> Guardian:
        return Guardian(
            district_id=self.world.district_id,
            sourced_id=str(uuid7()),
            given_name="G",
            family_name="H",
        )

    async def withdraw(self, member: Member, purpose: Purpose = Purpose.PARTICIPATE) -> None:
        """The student takes a permission back."""
        record = self._record(member, purpose, Party.STUDENT, Decision.WITHDRAWN, None)
        await self.world.add(record)

    def _record(
        self,
        member: Member,
        purpose: Purpose,
        party: Party,
        decision: Decision,
        guardian: Guardian | None,
    ) -> ConsentRecord:
        theirs = guardian is not None and party is Party.GUARDIAN
        return ConsentRecord(
            district_id=self.world.district_id,
            cohort_id=self.cohort.id,
            member_id=member.id,
            school_id=member.school_id,
            form_id=self.form.id,
            signing_id=uuid7(),
            purpose=purpose,
            party=party,
            guardian_id=guardian.id if guardian and theirs else None,
            signed_name="Signed",
            decision=decision,
            method=Method.LINK,
            language=Language.EN,
            text_sha256="0" * 64,
            decided_at=now(),
        )

    async def taught_by(self, staff: StaffMember | None, *students: Student) -> SchoolClass:
        """Put these students in a class; with a teacher, or with none on record."""
        district = self.world.district_id
        school_class = SchoolClass(
            district_id=district,
            school_id=students[0].school_id,
            sourced_id=str(uuid7()),
            title="Algebra",
        )
        rows = [
            Enrollment(
                district_id=district,
                sourced_id=str(uuid7()),
                class_id=school_class.id,
                student_id=student.id,
                role=EnrollmentRole.STUDENT,
            )
            for student in students
        ]
        if staff is not None:
            teacher = Enrollment(
                district_id=district,
                sourced_id=str(uuid7()),
                class_id=school_class.id,
                staff_id=staff.id,
                role=EnrollmentRole.TEACHER,
            )
            rows.append(teacher)
        await self.world.add(school_class, *rows)
        return school_class

    async def staff(self, family_name: str = "Ortega", given_name: str = "Sam") -> StaffMember:
        row = StaffMember(
            district_id=self.world.district_id,
            sourced_id=str(uuid7()),
            given_name=given_name,
            family_name=family_name,
        )
        await self.world.add(row)
        return row
