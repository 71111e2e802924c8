"""The certificate of a draw: what anybody needs to check it (see `verify`).

It names students by row number of the pool only. Whoever holds the pool can check the pool's hash,
the quotas of every panel and the bound as well.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from tellmore.sampling.alternates import alternates
from tellmore.sampling.arrays import Integers
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.fields import require
from tellmore.sampling.lottery import VERSION, Lottery
from tellmore.sampling.pick import panel_number
from tellmore.sampling.pool import Label, Pool
from tellmore.sampling.quotas import Quota, Quotas, shares

FORMAT = "tellmore-certificate-2"
BEFORE = "tellmore-certificate-1"
"""Without a hash of the document."""
ALGORITHMS = {algorithm: f"{algorithm}-exchange" for algorithm in Algorithm}


class Result(NamedTuple):
    """One value's quota, its share of the seats (target), and what the draw gave it."""

    criterion: str
    value: str
    low: int
    high: int
    pool: int
    target: int
    actual: int


@dataclass(frozen=True)
class Certificate:
    """Rows are row numbers of the pool. appearances[row] / len(panels) is that student's chance.

    excluded: rows proved to sit in no panel that meets the quotas; `min_chance` leaves them out.
    bound: no lottery gives its least lucky student more. gap: (bound - min_chance) / bound.
    proved: so many equally likely panels cannot have a larger smallest chance.
    document_hash: of everything else, the quotas too; None in those of before.
    """

    format: str
    algorithm: str
    version: str
    seed: str
    pool_hash: str
    pool_size: int
    seats: int
    results: list[Result]
    panels_hash: str
    panels: list[list[int]]
    panel_number: int
    drawn: list[int]
    alternates: list[int]
    appearances: list[int]
    excluded: list[int]
    min_chance: float
    bound: float
    gap: float
    proved: bool
    document_hash: str | None = None

    @property
    def quotas(self) -> Quotas:
        """Those that the results state. Raises InvalidQuotasError."""
        return Quotas(self.seats, tuple(Quota(*result[:4]) for result in self.results))

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all fields but `document_hash`, as compact JSON with sorted keys.

        Who wrote the file in JavaScript has 1 for 1.0: the figures are numbers with a point here.
        """
        body = {name: value for name, value in self.as_json().items() if name != "document_hash"}
        body |= {name: float(body[name]) for name in ("min_chance", "bound", "gap")}
        text = json.dumps(body, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Plain JSON data; `results` as objects."""
        return {**asdict(self), "results": [result._asdict() for result in self.results]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Certificate":
        """Raises ValueError that names a field which is missing, unknown or of another type."""
        kinds = {field.name: field.type for field in fields(cls)}
        require(data, kinds, optional={"document_hash"})
        for result in data["results"]:
            require(result, Result.__annotations__)
        results = [Result(**result) for result in data["results"]]
        return cls(**{**data, "results": results})


def draw(
    pool: Pool, quotas: Quotas, lottery: Lottery, seed: str, alternate_count: int
) -> Certificate:
    """Draw one panel of the lottery by the seed (see `pick`), and up to so many alternates.

    `pool` and `quotas` are those that the lottery was made from; who checks it expects a quota for
    each criterion of the pool. Chances are parts of 1.
    """
    return draw_from(before(pool, quotas, lottery), pool, quotas, seed, alternate_count)


def before(pool: Pool, quotas: Quotas, lottery: Lottery) -> dict[str, Any]:
    """What is known before the seed, as the certificate will have it: plain JSON data."""
    return {
        "format": FORMAT,
        "algorithm": ALGORITHMS[lottery.algorithm],
        "version": VERSION,
        "pool_hash": pool.digest,
        "pool_size": len(pool.ids),
        "seats": quotas.seats,
        "panels_hash": lottery.panels_hash,
        "panels": lottery.panels.tolist(),
        "appearances": lottery.appearances.tolist(),
        "excluded": np.flatnonzero(lottery.excluded).tolist(),
        "min_chance": lottery.min_chance,
        "bound": lottery.bound,
        "gap": lottery.gap,
        "proved": lottery.proved,
    }


def draw_from(
    known: dict[str, Any], pool: Pool, quotas: Quotas, seed: str, alternate_count: int
) -> Certificate:
    """The same from what `before` gave, however long ago: the lottery is not worked out again."""
    panels_hash = known["panels_hash"]
    at = panel_number(panels_hash, seed, len(known["panels"]))
    panel = np.array(known["panels"][at], dtype=np.int64)
    excluded = np.zeros(len(pool.ids), dtype=np.bool_)
    excluded[known["excluded"]] = True
    reserve = alternates(
        pool,
        quotas,
        panel,
        alternate_count,
        excluded=excluded,
        panels_hash=panels_hash,
        seed=seed,
    )
    made = Certificate(
        **known,
        seed=seed,
        results=results_of(pool, quotas, panel),
        panel_number=at,
        drawn=panel.tolist(),
        alternates=reserve,
    )
    return replace(made, document_hash=made.digest)


def results_of(pool: Pool, quotas: Quotas, rows: Sequence[int] | Integers) -> list[Result]:
    """Target against actual, for each value that has a quota."""
    actual = dict(zip(pool.labels, pool.filled(rows).tolist(), strict=True))
    targets: dict[Label, int] = {}
    for criterion in dict.fromkeys(label.criterion for label in pool.labels):
        labels = [label for label in pool.labels if label.criterion == criterion]
        seats = shares([pool.counts[label] for label in labels], quotas.seats)
        targets.update(zip(labels, seats, strict=True))
    return [
        Result(*q, pool.counts.get(q.label, 0), targets.get(q.label, 0), actual.get(q.label, 0))
        for q in quotas.bounds
    ]
