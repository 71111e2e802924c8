"""How often, and for how many minutes, a student was pulled from class this year."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from alembic.script import ScriptDirectory

from factories import World
from interviews import Crew, end, ok, schedule, seat_everyone, start
from listening import reach_questions
from pull_out_cases import again, begin_year, counted, hold, leave, pass_time, standing
from rounds import Round
from tellmore.core import migrations
from tellmore.core.clock import now
from tellmore.core.db import libpq_url
from tellmore.districts.models import District
from tellmore.identity.abilities import Ability, Role
from tellmore.launcher import EmbeddedPostgres
from tellmore.rosters.models import Student
from tellmore.sessions import class_time, queries
from tellmore.sessions.models import Session

SCOPE = "SELECT set_config('app.district_id', %s, true), set_config('app.school_ids', '*', true)"
STORED = """
SELECT session_id, cohort_id, student_id, began_at, ended_at, took_part
FROM pull_outs ORDER BY session_id, student_id, began_at
"""
UNKNOWN = {"known": False, "rounds": None, "minutes": None, "reached": None}


@pytest.mark.usefixtures("year")
class TestCounting:
    async def test_each_student_counts_from_the_check_in_to_the_real_end(
        self, made: Round, crew: Crew
    ) -> None:
        assert await counted(crew.coordinator, made) == [(0, 0)] * 4
        await hold(made, crew, minutes=40)
        assert await counted(crew.coordinator, made) == [(1, 40)] * 4

    async def test_a_student_who_did_not_come_counts_nothing(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        await made.consent()
        await start(made, crew, session)
        await seat_everyone(crew, session, made.member_ids[:2])
        await pass_time(made.world, session, 30)
        await leave(crew, session, made.member_ids[0])
        assert await counted(crew.coordinator, made) == [(1, 30), (1, 50), (0, 0), (0, 0)]

    async def test_a_cancelled_session_counts_nothing(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        await made.consent()
        seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        await ok(crew.note_taker, f"{seat}/check-in")
        await ok(crew.coordinator, f"/v1/sessions/{session['id']}/cancel", reason="Fire drill.")
        assert await counted(crew.coordinator, made) == [(0, 0)] * 4

    async def test_two_sessions_in_a_day_are_one_round_and_both_their_minutes(
        self, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew, minutes=50)
        await hold(made, crew, minutes=25, kind="individual", member_ids=made.member_ids[:1])
        assert await counted(crew.coordinator, made) == [(1, 75), (1, 50), (1, 50), (1, 50)]

    async def test_rounds_of_several_cohorts_add_up_by_the_student(
        self, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew, minutes=50)
        other = await again(made)
        await hold(other, crew, minutes=45)
        assert await counted(crew.coordinator, made) == [(2, 95)] * 4
        assert await counted(crew.coordinator, other) == [(2, 95)] * 4

    async def test_waiting_before_the_start_is_not_the_session(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        await made.consent()
        early = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        await ok(crew.note_taker, f"{early}/check-in")
        await pass_time(made.world, session, 60)
        await start(made, crew, session)
        await pass_time(made.world, session, 20)
        await leave(crew, session, made.member_ids[0])
        assert (await counted(crew.coordinator, made))[0] == (1, 20)

    async def test_a_student_who_leaves_and_comes_back_counts_both_stays(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        await pass_time(made.world, session, 20)
        await leave(crew, session, made.member_ids[0])
        base = f"/v1/sessions/{session['id']}"
        await ok(crew.note_taker, f"{base}/participants/{made.member_ids[0]}/check-in")
        await ok(crew.moderator, f"{base}/participants/{made.member_ids[0]}/assent", assent="yes")
        await ok(crew.moderator, f"{base}/stage", stage="wrap_up")
        await ok(crew.moderator, f"{base}/stage", stage="ended")
        assert (await counted(crew.coordinator, made))[0] == (1, 20)

    async def test_who_says_no_aloud_missed_class_and_was_not_heard(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        await made.consent()
        await start(made, crew, session)
        seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        await ok(crew.note_taker, f"{seat}/check-in")
        await pass_time(made.world, session, 6)
        await ok(crew.moderator, f"{seat}/assent", assent="no")
        assert (await counted(crew.coordinator, made))[0] == (0, 6)

    async def test_a_session_that_lasts_counts_as_long_as_planned(
        self, made: Round, crew: Crew
    ) -> None:
        await reach_questions(made, crew)
        assert await counted(crew.coordinator, made) == [(1, 50)] * 4

    async def test_a_session_that_nobody_ended_in_time_counts_twice_its_plan_at_most(
        self, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew, minutes=60 * 20)
        assert await counted(crew.coordinator, made) == [(1, 100)] * 4

    async def test_how_many_times_its_plan_is_the_districts_policy(
        self, made: Round, crew: Crew
    ) -> None:
        admin = await made.world.client(Role.DISTRICT_ADMIN)
        url = "/v1/policies/session.most_of_the_plan"
        for value, status in ((0.5, 422), (11, 422), (1.5, 200)):
            body = {"value": value, "effective_from": "2020-01-01"}
            assert (await admin.put(url, json=body)).status_code == status
        await hold(made, crew, minutes=60 * 20)
        assert await counted(crew.coordinator, made) == [(1, 75)] * 4

    async def test_what_is_told_twice_counts_once(self, made: Round, crew: Crew) -> None:
        session = await hold(made, crew, minutes=40)
        for _ in range(2):
            async with made.world.context() as ctx:
                row = await ctx.session.get_one(Session, UUID(session["id"]))
                await class_time.tell(ctx, row)
        assert await counted(crew.coordinator, made) == [(1, 40)] * 4

    async def test_a_corrected_end_or_check_in_corrects_what_is_counted(
        self, made: Round, crew: Crew
    ) -> None:
        session = await hold(made, crew, minutes=40)
        async with made.world.context() as ctx:
            row = await ctx.session.get_one(Session, UUID(session["id"]))
            assert row.ended_at
            row.ended_at -= timedelta(minutes=10)
            seat = (await ctx.session.exec(queries.participants([row.id]))).first()
            assert seat
            seat.checked_in_at = None
            await class_time.tell(ctx, row)
        assert await counted(crew.coordinator, made) == [(0, 0), (1, 30), (1, 30), (1, 30)]


class TestYear:
    async def test_where_no_school_year_is_known_it_is_unknown_and_never_zero(
        self, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew)
        assert await standing(crew.coordinator, made) == [UNKNOWN] * 4

    async def test_last_years_sessions_do_not_count(self, made: Round, crew: Crew) -> None:
        await begin_year(made.world)
        session = await reach_questions(made, crew)
        await pass_time(made.world, session, 60 * 24 * 40)
        await end(crew, session)
        assert await counted(crew.coordinator, made) == [(0, 0)] * 4

    @pytest.mark.parametrize(
        ("zone", "heard"), [("America/Los_Angeles", (0, 0)), ("Europe/London", (1, 100))]
    )
    async def test_the_year_turns_at_midnight_in_the_districts_zone(
        self, made: Round, crew: Crew, zone: str, heard: tuple[int, int]
    ) -> None:
        """Five in the morning of the first day by UTC is the evening before it in California."""
        async with made.world.context() as ctx:
            (await ctx.session.get_one(District, made.world.district_id)).timezone = zone
        first = now().date() - timedelta(days=10)
        await begin_year(made.world, first - timedelta(days=200))
        await begin_year(made.world, first)
        session = await reach_questions(made, crew)
        five = datetime(first.year, first.month, first.day, 5, tzinfo=UTC)
        await pass_time(made.world, session, (now() - five) / timedelta(minutes=1))
        await end(crew, session)
        assert await counted(crew.coordinator, made) == [heard] * 4


@pytest.mark.usefixtures("year")
class TestWhoReadsIt:
    """Minutes are nearly a fingerprint: they would lead from a pseudonym to a name."""

    @pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ANALYST, Role.COUNSELOR])
    async def test_it_is_for_those_who_draw_and_may_know_who_it_is(
        self, made: Round, crew: Crew, role: Role
    ) -> None:
        await hold(made, crew)
        assert await standing(await made.world.client(role), made) == [None] * 4
        draws = (Ability.COHORTS_READ, Ability.DRAWS_READ)
        assert await standing(await made.world.integration(*draws), made) == [None] * 4

    async def test_a_student_who_moves_takes_the_year_along(self, made: Round, crew: Crew) -> None:
        await hold(made, crew, minutes=40)
        north, south = made.world.schools
        there = await Round.drawn(made.world, 0, school=south)
        async with made.world.context() as ctx:
            for student in made.students:
                (await ctx.session.get_one(Student, student.id)).school_id = south.id
                student.school_id = south.id
        await there.seat(made.students)
        own = await made.world.client(Role.COORDINATOR, school=south)
        assert await counted(own, there) == [(1, 40)] * 4
        before = await made.world.client(Role.COORDINATOR, school=north)
        assert await counted(before, made) == [(0, 0)] * 4

    async def test_another_district_counts_its_own(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        await hold(made, crew)
        await begin_year(elsewhere)
        theirs = await Round.drawn(elsewhere)
        assert await counted(await elsewhere.client(Role.COORDINATOR), theirs) == [(0, 0)] * 4


@pytest.mark.usefixtures("year")
class TestBackfill:
    async def test_the_migration_finds_what_the_sessions_would_have_told(
        self, made: Round, crew: Crew, postgres: EmbeddedPostgres
    ) -> None:
        """Of sessions that ended, last, were left, and never began."""
        await hold(made, crew, minutes=40)
        running = await reach_questions(made, crew, member_ids=made.member_ids[:2])
        await pass_time(made.world, running, 7)
        await leave(crew, running, made.member_ids[0])
        await schedule(made, crew)
        script = ScriptDirectory.from_config(migrations.config())
        backfill = script.get_revision("b904a19ed9cd").module.BACKFILL
        with psycopg.connect(libpq_url(postgres.owner_url)) as owner:
            owner.execute(SCOPE, [str(made.world.district_id)])
            told = owner.execute(STORED).fetchall()
            owner.execute("DELETE FROM pull_outs")
            owner.execute(backfill)
            found = owner.execute(STORED).fetchall()
            owner.rollback()
        assert len(told) == 6
        assert found == told
