"""Checking a certificate: by itself, and further with the pool that it was drawn from."""

from math import floor, isclose

import numpy as np

from tellmore.sampling.arrays import Integers
from tellmore.sampling.certificate import BEFORE, FORMAT, Certificate
from tellmore.sampling.clock import Clock
from tellmore.sampling.lottery import EXACT, hash_panels
from tellmore.sampling.pick import panel_number
from tellmore.sampling.pool import Label, Pool
from tellmore.sampling.problem import pose
from tellmore.sampling.quotas import Quota, Quotas
from tellmore.sampling.relaxed import most

UNHURRIED = 600.0


def verify(certificate: Certificate, pool: Pool | None = None) -> list[str]:
    """Sentences that say what does not hold; an empty list when everything does.

    Without the pool: the hashes of the document and the panels, the panel that the seed draws,
    sizes, chances, figures.
    With it: the pool's hash, every panel's quotas, what the drawn panel gave, and that the smallest
    chance is not above the relaxation's.
    """
    shape = _shape(certificate)
    if shape:
        return shape
    panels = np.array(certificate.panels, dtype=np.int64)
    faults = _draw(certificate, panels) + _figures(certificate, panels)
    if certificate.format == FORMAT and certificate.document_hash != certificate.digest:
        faults.append("The certificate does not have the hash that it states: it was changed.")
    return faults + (_against_pool(certificate, panels, pool) if pool else [])


def _shape(c: Certificate) -> list[str]:
    if c.format not in {FORMAT, BEFORE}:
        return [f"This is not a certificate of the format {FORMAT}."]
    people = range(c.pool_size)
    for panel in c.panels:
        if len(panel) != c.seats or panel != sorted(set(panel)):
            return ["A panel does not have as many different students as seats."]
        if panel[0] not in people or panel[-1] not in people:
            return ["A panel names a student who is not in the pool."]
    if not c.panels or len(c.appearances) != c.pool_size:
        return ["Panels or chances are missing."]
    return []


def _draw(c: Certificate, panels: Integers) -> list[str]:
    faults = []
    if hash_panels(panels) != c.panels_hash:
        faults.append("The panels do not have the hash that the certificate states.")
    if panel_number(c.panels_hash, c.seed, len(panels)) != c.panel_number:
        faults.append("The seed draws another panel than the certificate states.")
    elif c.panels[c.panel_number] != c.drawn:
        faults.append("The students drawn are not those of the panel that the seed draws.")
    if set(c.alternates) & set(c.drawn) or len(set(c.alternates)) != len(c.alternates):
        faults.append("An alternate is drawn twice.")
    return faults


def _figures(c: Certificate, panels: Integers) -> list[str]:
    faults = []
    counted = np.bincount(panels.ravel(), minlength=c.pool_size)
    if counted.tolist() != c.appearances:
        faults.append("The chances do not follow from the panels.")
    eligible = np.delete(counted, c.excluded)
    least = int(eligible.min())
    if not isclose(least / len(panels), c.min_chance, abs_tol=1e-12):
        faults.append("The smallest chance does not follow from the panels.")
    if not isclose(max(0.0, 1 - c.min_chance / c.bound), c.gap, abs_tol=1e-9):
        faults.append("The gap does not follow from the smallest chance and the bound.")
    if c.proved and least < floor(len(panels) * c.bound + EXACT):
        faults.append("The smallest chance is called the best possible, but the bound is higher.")
    if any(result.low > result.actual or result.actual > result.high for result in c.results):
        faults.append("The students drawn do not meet the quotas.")
    return faults


def _against_pool(c: Certificate, panels: Integers, pool: Pool) -> list[str]:
    if pool.digest != c.pool_hash or len(pool.ids) != c.pool_size:
        return ["The pool is not the one that the certificate was drawn from."]
    quotas = Quotas(c.seats, tuple(Quota(*result[:4]) for result in c.results))
    problem = pose(pool, quotas)
    kinds = problem.kinds[problem.kind_of]
    faults = []
    if problem.excess(kinds[panels].sum(axis=1)).any():
        faults.append("A panel does not meet the quotas.")
    actual = dict(zip(problem.labels, kinds[c.drawn].sum(axis=0), strict=True))
    if any(actual[Label(result.criterion, result.value)] != result.actual for result in c.results):
        faults.append("The result of a quota does not follow from the students drawn.")
    barred = np.zeros(len(problem.size), dtype=np.bool_)
    barred[problem.kind_of[c.excluded]] = True
    if c.min_chance > most(problem, barred, Clock(UNHURRIED)) + EXACT:
        faults.append("The smallest chance is higher than the quotas allow.")
    return faults
