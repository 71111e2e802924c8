"""What a district may decide about capturing, adding and taking back."""

from typing import Annotated

from pydantic import Field

from tellmore.districts.policy import Policies

Days = Annotated[int, Field(ge=0, le=365)]

LATE_THOUGHT_DAYS = Policies.add(
    "late_thoughts.days",
    Days,
    7,
    "How many days after a session its students may add a thought",
)
STRIKE_DAYS = Policies.add(
    "strike_that.days",
    Days,
    7,
    "How many days after a session its students may take back what they said, by themselves",
)
OFFLINE_HOURS = Policies.add(
    "capture.offline_hours",
    Annotated[int, Field(ge=0, le=24 * 30)],
    72,
    "How many hours after a session what was noted without a network is still taken",
)
