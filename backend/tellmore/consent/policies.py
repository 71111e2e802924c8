"""What a district may decide about consent, and what holds until it does."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from tellmore.consent.facts import AgeStep, ConsentPolicy
from tellmore.consent.kinds import AssentRule, GuardianMode, Purpose
from tellmore.core.context import Context
from tellmore.districts import service as districts
from tellmore.districts.policy import Policies

Age = Annotated[int, Field(ge=0, le=30)]
Steps = dict[Purpose, dict[Age, GuardianMode]]
"""Purpose → from which age → mode."""

_EVERY_AGE = {0: GuardianMode.ACTIVE}
GUARDIAN = Policies.add(
    "consent.guardian",
    Steps,
    dict.fromkeys(Purpose, _EVERY_AGE),
    "How a guardian consents, by purpose and by the student's age: active (a yes is needed), "
    "notice (they are told and may opt out), not_needed. What is left out is active.",
)
ASSENT = Policies.add(
    "consent.assent",
    dict[Purpose, AssentRule],
    {
        Purpose.PARTICIPATE: AssentRule.ALOUD,
        Purpose.AUDIO: AssentRule.RECORDED,
        Purpose.QUOTE: AssentRule.RECORDED,
        Purpose.FOLLOW_UP: AssentRule.RECORDED,
    },
    "Whether a student's own yes must be on record beforehand, or is asked for aloud at the "
    "Welcome. A student's no counts always.",
)
ADULT_AGE = Policies.add(
    "consent.adult_age", Age, 18, "The age from which the student alone holds the consent."
)
AUDIO_ACTIVE_BELOW = Policies.add(
    "consent.audio_active_below",
    Age,
    13,
    "Below this age a recording always needs a guardian's yes (COPPA).",
)
OPT_OUT_DAYS = Policies.add(
    "consent.opt_out_days",
    Annotated[int, Field(ge=0, le=90)],
    10,
    "With notice: how many days a family has to opt out before silence counts as a yes.",
)
LINK_DAYS = Policies.add(
    "consent.link_days",
    Annotated[int, Field(ge=1, le=365)],
    30,
    "How many days a consent link can be answered.",
)


async def in_force(ctx: Context) -> ConsentPolicy:
    """The district's decisions, as the calculator takes them."""
    decided = await districts.in_force(ctx)
    assent = decided.value(ASSENT)
    days = decided.value(OPT_OUT_DAYS)
    return ConsentPolicy(
        guardian={
            purpose: tuple(AgeStep(age, mode) for age, mode in sorted(by_age.items()))
            for purpose, by_age in decided.value(GUARDIAN).items()
        },
        assent=assent,
        adult_age=decided.value(ADULT_AGE),
        audio_active_below=decided.value(AUDIO_ACTIVE_BELOW),
        opt_out=timedelta(days=days),
    )
