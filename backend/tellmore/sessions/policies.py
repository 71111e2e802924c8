"""What a district may decide about sessions."""

from typing import Annotated

from pydantic import Field

from tellmore.cohorts import sizes
from tellmore.districts.policy import Policies, Policy
from tellmore.sampling.groups import grouping
from tellmore.sessions.models import Modality

SIZES = {modality: sizes.SIZES[grouping.Modality(modality)] for modality in Modality}

MOST_OF_THE_PLAN: Policy[float] = Policies.add(
    "session.most_of_the_plan",
    Annotated[float, Field(ge=1, le=10)],
    2.0,
    "How many times its planned length a session counts at most, where nobody ended it in time",
)
