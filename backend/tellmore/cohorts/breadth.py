"""How much quotas may go by: students times values is the table that every solve begins with.

A criterion that is unlike for each student (a bus, a locker) is no quota's, and its table would
take seconds and gigabytes.
"""

from collections.abc import Iterable, Mapping, Sequence

from tellmore.cohorts.schemas import MOST_CRITERIA, MOST_QUOTAS
from tellmore.core.errors import Problem
from tellmore.sampling.pool import UNKNOWN

MOST_VALUES = 60


class QuotasTooWide(Problem):
    status = 409
    title = "Quotas can't go by so many values"


def of_pool(rows: Sequence[Mapping[str, str]], criteria: Iterable[str]) -> dict[str, int]:
    """Criterion → how many values the students have."""
    return {name: len({row.get(name, UNKNOWN) for row in rows}) for name in sorted({*criteria})}


def require_narrow(values: Mapping[str, int]) -> None:
    """Refuse too many criteria, and too many values of one or of all together.

    `values`: criterion → how many it has.
    """
    if len(values) > MOST_CRITERIA:
        raise QuotasTooWide(
            f"These are {len(values)} criteria; quotas go by at most {MOST_CRITERIA}. "
            "Leave some out."
        )
    for name, count in values.items():
        if count > MOST_VALUES:
            raise QuotasTooWide(
                f"{name} has {count} values; quotas go by at most {MOST_VALUES}. Leave this "
                "criterion out, or give students who belong together one value in the roster."
            )
    together = sum(values.values())
    if together > MOST_QUOTAS:
        raise QuotasTooWide(
            f"These criteria have {together} values together; quotas go by at most "
            f"{MOST_QUOTAS}. Leave a criterion out."
        )
