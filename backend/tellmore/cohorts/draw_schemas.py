"""The wire of a cohort's draw: what is asked for, how far it is, and the certificate."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from tellmore.cohorts.schemas import Withheld
from tellmore.core.schemas import Line, Schema
from tellmore.core.solves import SolveStatus
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.watch import Phase

Alternates = Annotated[int, Field(ge=0, le=500)]


class DrawAsk(Schema):
    """How to draw.

    `algorithm`: the fairest lottery (`leximin`); one that looks after the least and the most lucky
    alone (`maximin`); a systematic sample that promises the least lucky nothing (`stratified`).
    """

    alternates: Alternates | None = None
    algorithm: Algorithm = Algorithm.LEXIMIN


class StoredDraw(Schema):
    """What a worker draws by. Without a seed it works out the lottery, and draws nobody."""

    seed: Line | None
    seed_given: bool
    alternates: Alternates | None
    algorithm: Algorithm


class DrawStep(StrEnum):
    DRAW = "draw"
    """All at once, with a seed that was made here."""
    LOTTERY = "lottery"
    """The first of two: the seed comes from outside, once the lottery stands."""


class DrawSolveRead(Schema):
    """How far the draw is, or its lottery.

    `best`: the smallest chance of a student under the best lottery so far; `bound`: no lottery
    gives more. Both are null until they are known, and for those who may not see exact figures.
    `problem`: why nobody was drawn, as a problem of this API.
    """

    id: UUID
    step: DrawStep
    status: SolveStatus
    algorithm: Algorithm
    phase: Phase | None
    seconds: float
    bound: float | None
    best: float | None
    cancel_requested: bool
    problem: dict[str, object] | None
    created_at: datetime
    ended_at: datetime | None


class PoolRow(Schema):
    """A student of the pool as a lottery was worked out: the draw's criteria, and the school."""

    student_id: UUID
    values: dict[str, str]


class LotteryRead(Schema):
    """A lottery that stands: groups of students, equally likely, of which a seed will pick one.

    `panels_hash`: write it down before there is a seed; the certificate will have the same.
    `pool_size`, `min_chance` and `bound` are null for those who may not see exact figures.
    """

    id: UUID
    cohort_id: UUID
    algorithm: Algorithm
    alternates: int
    panels_hash: str
    panel_count: int
    pool_hash: str
    pool_size: int | None
    seats: int
    min_chance: float | None
    bound: float | None
    gap: float
    proved: bool
    stood_at: datetime
    asked_by: UUID | None
    version: int


class SeedGiven(Schema):
    """`seed`: from dice, or a public draw, after the lottery stood. `panels_hash`: whose."""

    seed: Line
    panels_hash: Line


class EarlierEnd(StrEnum):
    REFUSED = "refused"
    CANCELLED = "cancelled"
    FAILED = "failed"
    THROWN_AWAY = "thrown_away"


class EarlierDraw(Schema):
    """A draw of this cohort that came to nothing, with the seed that it had.

    Without a seed: a lottery that was to stand before there was one. `thrown_away`: it stood since
    `started_at`, and the hash of its groups was `panels_hash`.
    """

    status: EarlierEnd
    algorithm: Algorithm
    seed: str | None
    seed_given: bool
    panels_hash: str | None
    started_at: datetime
    ended_at: datetime | None


class CertificateResult(Schema):
    """Null: too few to show, or of schools out of the reader's reach."""

    criterion: str
    value: str
    low: int | None
    high: int | None
    pool: int | None
    target: int | None
    actual: int | None


class CertificateBody(Schema):
    """Students are row numbers of the pool. `appearances[row]` / `panel_count` is a chance.

    Without `draws:read` the rows of single students are null, and so is every count that is too
    small; for whoever reads some of the cohort's schools alone, every count. `withheld` names each.
    """

    format: str
    algorithm: str
    version: str
    seed: str
    pool_hash: str
    pool_size: int | None
    seats: int
    results: list[CertificateResult]
    panels_hash: str
    panel_count: int
    panels: list[list[int]] | None
    """Left out unless `panels=true`. To check a certificate they are needed."""
    panel_number: int
    drawn: list[int] | None
    alternates: list[int] | None
    appearances: list[int] | None
    excluded: list[int] | None
    min_chance: float | None
    bound: float | None
    gap: float
    proved: bool
    document_hash: str | None
    """Of all fields as they are with `panels=true`, but this one; null in those of before."""


class CertificateRead(Schema):
    """`seed_given`: it came from outside; false: it was made here; null: that was not kept.

    `panels_stood_at`: since when the groups stood that a seed from outside picked from, at
    `drawn_at`; null: they were put together by whoever had the seed already.
    `earlier`: draws of this cohort that came to nothing, the first of them first.
    """

    id: UUID
    cohort_id: UUID
    drawn_at: datetime
    drawn_by: UUID | None
    seed_given: bool | None
    panels_stood_at: datetime | None
    earlier: list[EarlierDraw]
    certificate: CertificateBody
    withheld: list[Withheld]
