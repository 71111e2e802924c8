"""How many students may sit in one focus group, as the district decides."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from tellmore.districts.policy import Policies
from tellmore.sampling.groups.grouping import LARGEST, WARN_ABOVE, Modality

MOST = 50
"""Nobody hears fifty."""


class SizeLimit(BaseModel):
    """Above `warn` there is a warning, above `refuse` a refusal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    warn: int
    refuse: int

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 1 <= self.warn <= self.refuse <= MOST:
            msg = "warn and refuse go from 1 to 50, and warn is not above refuse"
            raise ValueError(msg)
        return self


SIZES = {
    Modality.IN_PERSON: Policies.add(
        "session.size.in_person",
        SizeLimit,
        SizeLimit(warn=WARN_ABOVE[Modality.IN_PERSON], refuse=LARGEST[Modality.IN_PERSON]),
        "How many students may sit in one focus group in person",
    ),
    Modality.ONLINE: Policies.add(
        "session.size.online",
        SizeLimit,
        SizeLimit(warn=WARN_ABOVE[Modality.ONLINE], refuse=LARGEST[Modality.ONLINE]),
        "How many students may sit in one focus group online",
    ),
}
