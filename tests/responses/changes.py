"""What ends a permission and is nobody's no."""

from families import guardians, leave
from rounds import Round
from tellmore.cohorts.models import Member, MemberStatus
from tellmore.consent.models import ConsentForm, FormStatus
from tellmore.rosters.models import Student


async def left_school(made: Round) -> None:
    async with made.world.context() as ctx:
        (await ctx.session.get_one(Student, made.students[0].id)).active = False


async def lost_guardians(made: Round) -> None:
    for guardian in await guardians(made):
        await leave(made, guardian)


async def replaced(made: Round) -> None:
    async with made.world.context() as ctx:
        (await ctx.session.get_one(Member, made.members[0].id)).status = MemberStatus.REPLACED


async def newer_form(made: Round) -> None:
    """It asks about more than what was signed."""
    async with made.world.context() as ctx:
        (await ctx.session.get_one(ConsentForm, made.form.id)).status = FormStatus.RETIRED
    newer = ConsentForm(
        district_id=made.world.district_id,
        cohort_id=made.cohort.id,
        number=9,
        status=FormStatus.PUBLISHED,
        purposes=made.form.purposes,
        sensitive_areas=["income"],
    )
    await made.world.add(newer)
