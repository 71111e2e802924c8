"""Chance that anybody can recompute with a SHA-256 tool, from the published panels and a seed.

The rule, in full: hash the UTF-8 text PURPOSE|PANELS_HASH|SEED (for a student's place in a queue,
PURPOSE|PANELS_HASH|SEED|ID) and read the digest as a whole number of 256 bits, most significant
first. The panel drawn is number floor(n * M / 2**256) of M, counted from 0. Queues go by ascending
number. Of panels with unequal weights, the one drawn is the first whose weights up to and with
its own sum to more than n / 2**256. No generator of any library is involved, so no version of one
can change a draw.

In a cohort the ID of an alternate is the row number. For a replacement it is the hexadecimal
SHA-256 of COHORT_ID|STUDENT_ID, which nobody else in the pool can change, and the SEED is the
draw's with who leaves: SEED|PSEUDONYM.
"""

import hashlib
from collections.abc import Sequence
from fractions import Fraction

PANEL = "tellmore-panel-1"
ALTERNATE = "tellmore-alternate-1"
REPLACEMENT = "tellmore-replacement-1"
RANGE = 2**256


def number(*parts: str) -> int:
    """SHA-256 of the parts joined by "|", as a whole number in [0, 2**256)."""
    return int.from_bytes(hashlib.sha256("|".join(parts).encode()).digest(), "big")


def panel_number(panels_hash: str, seed: str, panels: int) -> int:
    """Which of `panels` equally likely panels the seed draws, from 0."""
    return number(PANEL, panels_hash, seed) * panels // RANGE


def weighted_panel(panels_hash: str, seed: str, weights: Sequence[float]) -> int:
    """Which panel the seed draws when panels have weights: for equal ones, `panel_number`.

    Sums are exact fractions of the weights as they stand, scaled to sum to 1.
    """
    if min(weights) == max(weights):
        return panel_number(panels_hash, seed, len(weights))
    shares = [Fraction(weight) for weight in weights]
    left = Fraction(number(PANEL, panels_hash, seed), RANGE) * sum(shares)
    for at, share in enumerate(shares):
        left -= share
        if left < 0:
            return at
    return len(weights) - 1
