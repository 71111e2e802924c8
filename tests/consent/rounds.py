"""A drawn cohort with families, and the ways to ask and to answer."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import func
from sqlmodel import col, select

from factories import World
from tellmore.cohorts.models import Cohort, Member, MemberStatus
from tellmore.consent.models import ConsentRecord, ConsentRequest
from tellmore.core.clock import now
from tellmore.core.events import Event
from tellmore.core.throttle import Attempt
from tellmore.districts.models import School
from tellmore.rosters.models import Guardian, GuardianLink, Student

Json = dict[str, Any]
BORN = date(now().year - 15, 5, 17)
"""14 or 15 years old, whenever the tests run."""
SIGNED = now() - timedelta(days=300)
PURPOSES = ("participate", "audio", "quote", "follow_up")


@dataclass
class Round:
    """One cohort with its drawn members; each has a mother and a father unless told otherwise."""

    world: World
    coordinator: httpx.AsyncClient
    cohort: Cohort
    members: list[Member] = field(default_factory=list)
    students: list[Student] = field(default_factory=list)
    guardians: list[list[Guardian]] = field(default_factory=list)
    form: Json = field(default_factory=dict)

    async def member(self, *relations: str, school: School | None = None, **student: Any) -> Member:
        given = {"birth_date": BORN, **student}
        (made,) = await self.world.students(1, school, **given)
        theirs = [self._guardian(relation) for relation in relations]
        row = Member(
            district_id=self.world.district_id,
            cohort_id=self.cohort.id,
            student_id=made.id,
            school_id=made.school_id,
            pseudonym=f"Student {len(self.members) + 1}",
            status=MemberStatus.DRAWN,
        )
        await self.world.add(*theirs, row)
        await self.world.add(*(self._link(made, one) for one in theirs))
        self.members.append(row)
        self.students.append(made)
        self.guardians.append(theirs)
        return row

    def _guardian(self, relation: str) -> Guardian:
        return Guardian(
            district_id=self.world.district_id,
            sourced_id=uuid4().hex,
            given_name=relation.capitalize(),
            family_name="Rivera",
            email=f"{relation}-{uuid4().hex[:6]}@example.org",
            language="es" if relation == "madre" else "en",
        )

    def _link(self, student: Student, guardian: Guardian) -> GuardianLink:
        return GuardianLink(
            district_id=self.world.district_id, student_id=student.id, guardian_id=guardian.id
        )

    async def publish(self, **changes: Any) -> Json:
        body = {"cohort_id": str(self.cohort.id), **changes}
        made = await self.coordinator.post("/v1/consent-forms", json=body)
        assert made.status_code == 201, made.text
        url = f"/v1/consent-forms/{made.json()['id']}/publish"
        answer = await self.coordinator.post(url, headers={"If-Match": made.headers["etag"]})
        assert answer.status_code == 200, answer.text
        self.form = answer.json()
        return self.form

    async def send(self, **changes: Any) -> list[Json]:
        body = {"cohort_id": str(self.cohort.id), **changes}
        answer = await self.coordinator.post("/v1/consent-requests", json=body)
        assert answer.status_code == 201, answer.text
        items: list[Json] = answer.json()["items"]
        return items

    async def link(self, request_id: str) -> str:
        answer = await self.coordinator.post(f"/v1/consent-requests/{request_id}/link")
        assert answer.status_code == 200, answer.text
        return str(answer.json()["url"]).partition("/c/")[2].join(["/c/", ""])

    async def students_link(self) -> str:
        (own,) = [one for one in await self.send() if one["party"] == "student"]
        return await self.link(own["id"])

    async def permissions(self, member: Member | None = None) -> dict[str, Json]:
        answer = await self.coordinator.get(f"/v1/cohorts/{self.cohort.id}/consent")
        assert answer.status_code == 200, answer.text
        wanted = str((member or self.members[0]).id)
        (found,) = [one for one in answer.json()["members"] if one["member_id"] == wanted]
        return {one["purpose"]: one for one in found["permissions"]}

    async def record(self, member: Member | None = None, **changes: Any) -> httpx.Response:
        body = {
            "member_id": str((member or self.members[0]).id),
            "party": "guardian",
            "guardian_id": str(self.guardians[0][0].id),
            "method": "paper",
            "language": "en",
            "signed_name": "Mother Rivera",
            "decided_at": SIGNED.isoformat(),
            "decisions": dict.fromkeys(PURPOSES, "granted"),
            **changes,
        }
        return await self.coordinator.post("/v1/consent-records", json=body)

    async def paper(self) -> str:
        """A record of what the mother signed on paper."""
        made = await self.record()
        record: str = made.json()["items"][0]["id"]
        return record

    async def events(self, prefix: str = "consent.") -> list[str]:
        async with self.world.context() as ctx:
            query = select(Event.type).order_by(col(Event.sequence))
            return [name for name in await ctx.session.exec(query) if name.startswith(prefix)]


def answers(**changes: str) -> dict[str, str]:
    """A form as a browser sends it: yes to all, signed, with the right birth date."""
    return {
        "form": "1",
        **dict.fromkeys(PURPOSES, "yes"),
        "name": "Mother Rivera",
        "month": str(BORN.month),
        "day": str(BORN.day),
        "year": str(BORN.year),
        **changes,
    }


def words(page: httpx.Response) -> str:
    """What a reader sees of a page."""
    body = re.sub(r"<style>.*?</style>", " ", page.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


async def rows(asked: Round) -> list[ConsentRecord]:
    async with asked.world.context() as ctx:
        return list(await ctx.session.exec(select(ConsentRecord)))


async def fingerprint(asked: Round) -> tuple[int, ...]:
    """How many rows there are of anything that a link could write."""
    async with asked.world.context() as ctx:
        count = [
            (await ctx.session.exec(select(func.count()).select_from(table))).one()
            for table in (ConsentRecord, Event, Attempt)
        ]
        versions = (await ctx.session.exec(select(func.sum(ConsentRequest.version)))).one()
        return (*count, versions)
