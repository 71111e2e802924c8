"""Checking a certificate: by itself, and further with the pool that it was drawn from."""

from collections.abc import Iterator
from itertools import chain
from math import isclose
from typing import NamedTuple

import numpy as np

from tellmore.sampling.arrays import Integers
from tellmore.sampling.certificate import ALGORITHMS, BEFORE, FORMAT, Certificate
from tellmore.sampling.lottery import EXACT, hash_panels, most_turns
from tellmore.sampling.pick import panel_number
from tellmore.sampling.pool import Pool
from tellmore.sampling.quotas import InvalidQuotasError, shares

WITHOUT_POOL = (
    "Without the pool nobody can see whether each panel meets the quotas, whether the bound is "
    "right, and whether it is these alternates."
)


class Verdict(NamedTuple):
    """faults: what does not hold; notes: what was not checked, though the certificate states it."""

    faults: list[str]
    notes: list[str]


def verify(certificate: Certificate, pool: Pool | None = None) -> list[str]:
    """The faults alone of `check`: sentences; an empty list when none was found."""
    return check(certificate, pool).faults


def check(certificate: Certificate, pool: Pool | None = None) -> Verdict:
    """Sentences that say what does not hold, and what was left unchecked.

    Without the pool: the hashes of the document and the panels, the panel that the seed draws,
    sizes, chances (parts of 1), figures, and that what is said of the quotas agrees with itself.
    With it, within a minute where its solvers need so long (`against`): all the rest.
    """
    senseless = next(chain(_kind(certificate), _people(certificate)), None)
    if senseless:
        return Verdict([senseless], [])
    panels = np.array(certificate.panels, dtype=np.int64)
    faults = [*_draw(certificate, panels), *_figures(certificate, panels), *_results(certificate)]
    if certificate.document_hash not in _hashes(certificate):
        faults.append("The certificate does not have the hash that it states: it was changed.")
    if pool is None:
        return Verdict(faults, list(_unseen(certificate)))
    from tellmore.sampling.verify_pool import against  # noqa: PLC0415  # only those who need it

    found, notes = against(certificate, panels, pool)
    return Verdict(faults + found, [*_undated(certificate), *notes])


def _kind(c: Certificate) -> Iterator[str]:
    """What would leave the rest without sense."""
    if c.format not in {FORMAT, BEFORE}:
        yield f"This is not a certificate of the format {FORMAT}."
    if c.algorithm not in ALGORITHMS.values():
        yield "The algorithm is none that we know."
    if not 0 < c.bound <= 1:
        yield "The bound is no chance above 0."
    try:
        _ = c.quotas
    except InvalidQuotasError as error:
        yield f"The quotas contradict themselves. {error}"


def _people(c: Certificate) -> Iterator[str]:
    """The same of row numbers."""
    if not c.panels or len(c.appearances) != c.pool_size:
        yield "Panels or chances are missing."
    people = range(c.pool_size)
    for panel in c.panels:
        if len(panel) != c.seats or panel != sorted(set(panel)):
            yield "A panel does not have as many different students as seats."
        if panel[0] not in people or panel[-1] not in people:
            yield "A panel names a student who is not in the pool."
    for name, rows in (("alternates", c.alternates), ("excluded", c.excluded)):
        if len(set(rows)) != len(rows) or not all(row in people for row in rows):
            yield f"Those in {name} are not different students of the pool."


def _draw(c: Certificate, panels: Integers) -> Iterator[str]:
    if hash_panels(panels) != c.panels_hash:
        yield "The panels do not have the hash that the certificate states."
    if panel_number(c.panels_hash, c.seed, len(panels)) != c.panel_number:
        yield "The seed draws another panel than the certificate states."
    elif c.panels[c.panel_number] != c.drawn:
        yield "The students drawn are not those of the panel that the seed draws."
    if set(c.alternates) & set(c.drawn):
        yield "An alternate is drawn twice."


def _figures(c: Certificate, panels: Integers) -> Iterator[str]:
    counted = np.bincount(panels.ravel(), minlength=c.pool_size)
    if counted.tolist() != c.appearances:
        yield "The chances do not follow from the panels."
    if counted[c.excluded].any():
        yield "A student who is said to sit in no panel sits in one."
        return
    least = int(np.delete(counted, c.excluded).min())
    if not isclose(least / len(panels), c.min_chance, abs_tol=1e-12):
        yield "The smallest chance does not follow from the panels."
    if c.min_chance > c.bound + EXACT:
        yield "The smallest chance is above the bound that nobody's can pass."
    if not isclose(max(0.0, 1 - c.min_chance / c.bound), c.gap, abs_tol=1e-9):
        yield "The gap does not follow from the smallest chance and the bound."
    if c.proved and least < most_turns(len(panels), c.bound):
        yield "The smallest chance is called the best possible, but the bound is higher."


def _results(c: Certificate) -> Iterator[str]:
    """Counts and targets, as far as they follow from each other."""
    if any(not result.low <= result.actual <= result.high for result in c.results):
        yield "The students drawn do not meet the quotas."
    for criterion in dict.fromkeys(result.criterion for result in c.results):
        rows = [result for result in c.results if result.criterion == criterion]
        rows.sort(key=lambda result: result.value)
        counts = [result.pool for result in rows]
        if not all(0 <= count <= c.pool_size for count in counts):
            yield "A count is not one of students in the pool."
        elif sum(counts) == c.pool_size:  # every value has a quota
            if [result.target for result in rows] != shares(counts, c.seats):
                yield "A target does not follow from the shares in the pool."
            if sum(result.actual for result in rows) != c.seats:
                yield "The results of a criterion are not as many as the seats."


def _hashes(c: Certificate) -> set[str | None]:
    return {c.digest} if c.format == FORMAT else {c.digest, None}


def _undated(c: Certificate) -> Iterator[str]:
    if c.document_hash is None:
        yield "It is of a format of before, which has no hash of the whole document."


def _unseen(c: Certificate) -> Iterator[str]:
    yield from _undated(c)
    yield WITHOUT_POOL
    if not c.results:
        yield "It states no quotas at all; only the pool shows whether there were criteria."
    if c.excluded:
        yield (
            f"{len(c.excluded)} of {c.pool_size} students are said to sit in no panel that meets "
            "the quotas, and are left out of the smallest chance."
        )
