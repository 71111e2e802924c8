"""A cohort with members and a published theme, whose cause is openly unknown."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from factories import World
from tellmore.cohorts.models import Cohort, CohortSchool, CohortStatus, Member, MemberStatus
from tellmore.core.clock import now
from tellmore.insights.models import Cause, Theme, ThemeStatus

Json = dict[str, Any]


@dataclass
class Listening:
    """One round of listening, as far as what comes of it needs one."""

    world: World
    cohort: Cohort
    members: list[Member]
    owner_id: str
    theme: Theme = field(init=False)

    async def add_theme(
        self,
        *,
        status: ThemeStatus = ThemeStatus.PUBLISHED,
        cause: str | None = None,
        cause_unknown: bool = True,
        cohort: Cohort | None = None,
    ) -> Theme:
        theme = Theme(
            district_id=self.world.district_id,
            cohort_id=(cohort or self.cohort).id,
            title="New students feel unseen",
            description="Many said that nobody spoke to them in the first weeks.",
            status=status,
            cause_unknown=cause_unknown,
            published_at=now() if status is ThemeStatus.PUBLISHED else None,
        )
        await self.world.add(theme)
        if cause:
            row = Cause(
                district_id=self.world.district_id, theme_id=theme.id, position=0, text=cause
            )
            await self.world.add(row)
        return theme

    async def add_cohort(self, name: str) -> Cohort:
        return await add_cohort(self.world, name)

    def item(self, **changes: Any) -> Json:
        return {
            "theme_id": str(self.theme.id),
            "kind": "project",
            "title": "A welcome circle",
            "owner_id": self.owner_id,
            "due_on": "2099-01-31",
            **changes,
        }

    def entry(self, **changes: Any) -> Json:
        return {
            "theme_id": str(self.theme.id),
            "you_said": "Nobody speaks to new students.",
            "answer": "heard",
            "answer_due_on": "2099-02-28",
            **changes,
        }

    def page(self, **changes: Any) -> Json:
        return {
            "cohort_id": str(self.cohort.id),
            "school_id": str(self.world.schools[0].id),
            "title": "What you told us in autumn",
            "entries": [self.entry()],
            **changes,
        }


async def add_cohort(world: World, name: str) -> Cohort:
    cohort = Cohort(
        district_id=world.district_id,
        name=name,
        purpose="Learn what helps.",
        size=3,
        status=CohortStatus.DRAWN,
    )
    await world.add(cohort)
    place = CohortSchool(
        district_id=world.district_id, cohort_id=cohort.id, school_id=world.schools[0].id
    )
    await world.add(place)
    return cohort


async def add_members(world: World, cohort_id: UUID, count: int) -> list[Member]:
    members = [
        Member(
            district_id=world.district_id,
            cohort_id=cohort_id,
            student_id=student.id,
            school_id=student.school_id,
            pseudonym=f"Student {number}",
            status=MemberStatus.DRAWN,
        )
        for number, student in enumerate(await world.students(count), start=1)
    ]
    await world.add(*members)
    return members
