"""What a district may decide about sessions."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from tellmore.districts.policy import Policies
from tellmore.sessions.models import Modality


class SizeLimit(BaseModel):
    """Above `warn` there is a warning, above `refuse` a refusal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    warn: int
    refuse: int

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 1 <= self.warn <= self.refuse <= 50:  # noqa: PLR2004  # nobody hears fifty
            msg = "warn and refuse go from 1 to 50, and warn is not above refuse"
            raise ValueError(msg)
        return self


SIZES = {
    Modality.IN_PERSON: Policies.add(
        "session.size.in_person",
        SizeLimit,
        SizeLimit(warn=8, refuse=10),
        "How many students may sit in one focus group in person",
    ),
    Modality.ONLINE: Policies.add(
        "session.size.online",
        SizeLimit,
        SizeLimit(warn=5, refuse=6),
        "How many students may sit in one focus group online",
    ),
}
