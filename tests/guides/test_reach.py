"""Where a guide is seen: with its cohort, its versions too."""

from factories import World
from rounds import Round
from tellmore.identity.abilities import Role


async def test_a_version_is_seen_with_its_guide(world: World) -> None:
    made = await Round.drawn(world)
    path = f"/v1/guide-versions/{made.guide_version.id}"
    for school, status in zip(world.schools, (200, 404), strict=True):
        reader = await world.client(Role.FACILITATOR, school=school)
        assert (await reader.get(path)).status_code == status
