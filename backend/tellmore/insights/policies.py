"""The smallest number of students that a count may show."""

from tellmore.districts.policy import Policies

INSIDE = Policies.add(
    "disclosure.minimum_inside",
    int,
    5,
    "How many students a number needs at least to be shown to the school's own staff.",
)
OUTSIDE = Policies.add(
    "disclosure.minimum_outside",
    int,
    10,
    "How many students a number needs at least to leave the school.",
)
