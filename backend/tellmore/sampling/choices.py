"""What a lottery may strive for."""

from enum import StrEnum


class Algorithm(StrEnum):
    """Every panel of each meets the quotas."""

    LEXIMIN = "leximin"
    """The smallest chance as large as can be, then the next smallest, and so on."""
    MAXIMIN = "maximin"
    """The smallest chance as large as can be, then the largest as small as can be."""
    STRATIFIED = "stratified"
    """Systematic samples of the pool sorted by its criteria, corrected until the quotas hold, with
    chances as even as these allow (raking). Nothing more is done for the least lucky."""
