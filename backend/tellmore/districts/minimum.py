"""The smallest number of students that a count may show, to whoever asks."""

from typing import Annotated, Final

from pydantic import Field

from tellmore.core.context import ActorKind, Context
from tellmore.districts import service
from tellmore.districts.policy import Policies

# A cell of one is a person, so no district may decide for less than two.
Minimum: Final = Annotated[int, Field(ge=2, le=100)]

INSIDE = Policies.add(
    "disclosure.minimum_inside",
    Minimum,
    5,
    "How many students a number needs at least to be shown to the school's own staff.",
)
OUTSIDE = Policies.add(
    "disclosure.minimum_outside",
    Minimum,
    10,
    "How many students a number needs at least to leave the school.",
)


async def minimum_outside(ctx: Context) -> int:
    """For what a person takes out of the school: a printed page, say."""
    return await service.policy(ctx, OUTSIDE)


async def minimum_cell(ctx: Context) -> int:
    """For other rooms: what a system pulls has left the school; what a person reads has not."""
    inside = ctx.actor.kind is ActorKind.USER
    return await service.policy(ctx, INSIDE if inside else OUTSIDE)
