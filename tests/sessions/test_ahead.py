"""Whom a plan takes beyond a limit of the school year. It is warned of, and stops nobody."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from interviews import Crew, ok, schedule
from listening import reach_questions
from pull_out_cases import again, begin_year, hold, limit, times, warnings
from rounds import Json, Round
from tellmore.cohorts.models import MemberStatus
from tellmore.core.clock import now


async def told(crew: Crew, session: Json) -> list[tuple[Any, ...]]:
    """Whom the coordinator is warned of, for what, and what it is made of."""
    parts = ("code", "pseudonym", "reason", "limit", "so_far", "planned", "adds")
    return [tuple(one[part] for part in parts) for one in await warnings(crew.coordinator, session)]


@pytest.mark.usefixtures("year")
class TestMinutes:
    async def test_without_a_limit_nobody_is_warned_of(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew, **times(600))
        assert await warnings(crew.coordinator, session) == []

    async def test_who_has_reached_the_limit_is_named(self, made: Round, crew: Crew) -> None:
        await hold(made, crew, minutes=40, member_ids=made.member_ids[:2])
        await limit(made.world, minutes=40)
        session = await schedule(made, crew, **times(30), member_ids=made.member_ids[1:])
        first, *others = await warnings(crew.coordinator, session)
        assert first == {
            "code": "limit_reached",
            "detail": "Student 2 comes to 70 minutes out of class; the limit of a year is 40.",
            "member_id": made.member_ids[1],
            "pseudonym": "Student 2",
            "reason": "minutes",
            "limit": 40,
            "so_far": 40,
            "planned": 0,
            "adds": 30,
        }
        assert others == []

    async def test_whom_this_session_takes_beyond_the_limit_is_named(
        self, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew, minutes=40, kind="individual", member_ids=made.member_ids[:1])
        await limit(made.world, minutes=60)
        enough = await schedule(made, crew, **times(20))
        assert await told(crew, enough) == []
        await ok(crew.coordinator, f"/v1/sessions/{enough['id']}/cancel", reason="Too short.")
        more = await schedule(made, crew, **times(21))
        assert await told(crew, more) == [
            ("limit_passed", "Student 1", "minutes", 60, 40, 0, 21),
        ]

    async def test_sessions_that_are_planned_count_ahead_in_every_cohort(
        self, made: Round, crew: Crew
    ) -> None:
        await limit(made.world, minutes=100)
        other = await again(made)
        await schedule(other, crew, **times(45, days=2), member_ids=other.member_ids[:2])
        await schedule(made, crew, **times(20, days=3), member_ids=made.member_ids[:2])
        session = await schedule(made, crew, **times(50), member_ids=made.member_ids[1:])
        assert await told(crew, session) == [
            ("limit_passed", "Student 2", "minutes", 100, 0, 65, 50),
        ]

    async def test_a_session_that_is_not_to_come_does_not_count_ahead(
        self, made: Round, crew: Crew
    ) -> None:
        """Cancelled, gone by without being held, or of a cohort that is closed."""
        await limit(made.world, minutes=60)
        cancelled = await schedule(made, crew)
        await ok(crew.coordinator, f"/v1/sessions/{cancelled['id']}/cancel", reason="Snow.")
        await schedule(made, crew, **times(50, days=-1))
        closed = await again(made)
        await schedule(closed, crew)
        await closed.close()
        assert await told(crew, await schedule(made, crew)) == []

    async def test_a_seat_of_one_who_was_replaced_does_not_count_ahead(
        self, made: Round, crew: Crew
    ) -> None:
        await limit(made.world, minutes=60)
        other = await again(made)
        await schedule(other, crew)
        async with made.world.context() as ctx:
            for member in other.members[1:]:
                (await ctx.session.merge(member)).status = MemberStatus.REPLACED
        assert await told(crew, await schedule(made, crew)) == [
            ("limit_passed", "Student 1", "minutes", 60, 0, 50, 50),
        ]

    async def test_a_session_that_lasts_counts_as_held(self, made: Round, crew: Crew) -> None:
        await limit(made.world, minutes=60)
        await reach_questions(made, crew, member_ids=made.member_ids[:2])
        session = await schedule(made, crew, **times(11), member_ids=made.member_ids[1:])
        assert await told(crew, session) == [
            ("limit_passed", "Student 2", "minutes", 60, 50, 0, 11),
        ]

    async def test_the_warning_follows_the_plan_until_the_session_is_held(
        self, made: Round, crew: Crew
    ) -> None:
        await limit(made.world, minutes=40)
        session = await schedule(made, crew)
        assert len(await told(crew, session)) == 4
        ends = datetime.fromisoformat(session["starts_at"]) + timedelta(minutes=40)
        answer = await crew.coordinator.patch(
            f"/v1/sessions/{session['id']}",
            json={"ends_at": ends.isoformat()},
            headers={"If-Match": f'"{session["version"]}"'},
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["warnings"] == []
        held = await hold(made, crew, minutes=45)
        assert await warnings(crew.coordinator, held) == []


@pytest.mark.usefixtures("year")
class TestRounds:
    async def test_whom_this_round_takes_beyond_the_limit_is_named(
        self, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew, member_ids=made.member_ids[:2])
        await limit(made.world, rounds=1)
        other = await again(made)
        session = await schedule(other, crew, member_ids=other.member_ids[1:3])
        (only,) = await warnings(crew.coordinator, session)
        assert only["code"] == "limit_reached"
        assert only["detail"] == ("Student 2 comes to 2 rounds in the school year; the limit is 1.")

    async def test_another_session_of_the_same_round_is_no_other_round(
        self, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew, member_ids=made.member_ids[:2])
        await schedule(made, crew)
        await limit(made.world, rounds=1)
        assert await told(crew, await schedule(made, crew)) == []

    async def test_rounds_that_are_planned_count_ahead_once_each(
        self, made: Round, crew: Crew
    ) -> None:
        await limit(made.world, rounds=2)
        second, third = await again(made), await again(made)
        await hold(made, crew, member_ids=made.member_ids[:2])
        for round_ in (second, second, made):
            await schedule(round_, crew, member_ids=round_.member_ids[1:3])
        session = await schedule(third, crew)
        assert await told(crew, session) == [
            ("limit_passed", "Student 2", "rounds", 2, 1, 1, 1),
            ("limit_passed", "Student 3", "rounds", 2, 0, 2, 1),
        ]


class TestYear:
    async def test_where_no_school_year_is_known_it_is_said_and_nobody_is_named(
        self, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew)
        await limit(made.world, minutes=1)
        found = await warnings(crew.coordinator, await schedule(made, crew))
        assert found == [
            {
                "code": "year_unknown",
                "detail": "Nobody has said when the school year begins, "
                "so no limit can be kept to.",
            }
        ]

    async def test_a_session_counts_in_the_year_in_which_it_is_planned(
        self, made: Round, crew: Crew
    ) -> None:
        """What was missed before the summer, or is planned before it, is another year's."""
        await begin_year(made.world)
        await begin_year(made.world, (now() + timedelta(days=90)).date())
        await hold(made, crew, minutes=40)
        await limit(made.world, minutes=60)
        await schedule(made, crew, **times(30, days=2), member_ids=made.member_ids[:2])
        after = await schedule(made, crew, **times(50, days=100))
        assert await told(crew, after) == []
        again_after = await schedule(
            made, crew, **times(20, days=101), member_ids=made.member_ids[:2]
        )
        assert await told(crew, again_after) == [
            ("limit_passed", f"Student {number}", "minutes", 60, 0, 50, 20) for number in (1, 2)
        ]
