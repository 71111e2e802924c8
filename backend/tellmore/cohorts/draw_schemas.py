"""The wire of a cohort's draw: what is asked for, how far it is, and the certificate."""

from datetime import datetime
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
    """`seed` may come from outside, a public draw or dice; otherwise one is made.

    `algorithm`: the fairest lottery (`leximin`); one that looks after the least and the most lucky
    alone (`maximin`); a systematic sample that promises the least lucky nothing (`stratified`).
    """

    seed: Line | None = None
    alternates: Alternates | None = None
    algorithm: Algorithm = Algorithm.LEXIMIN


class StoredDraw(Schema):
    """What a worker draws by: the seed stands before anything is drawn."""

    seed: Line
    seed_given: bool
    alternates: Alternates | None
    algorithm: Algorithm


class DrawSolveRead(Schema):
    """How far the draw is.

    `best`: the smallest chance of a student under the best lottery so far; `bound`: no lottery
    gives more. Both are null until they are known, and for those who may not see exact figures.
    `problem`: why nobody was drawn, as a problem of this API.
    """

    id: UUID
    status: SolveStatus
    algorithm: Algorithm
    seed_given: bool
    phase: Phase | None
    seconds: float
    bound: float | None
    best: float | None
    cancel_requested: bool
    problem: dict[str, object] | None
    created_at: datetime
    ended_at: datetime | None


class EarlierDraw(Schema):
    """A draw of this cohort that was started and came to nothing, with the seed that it had."""

    status: SolveStatus
    algorithm: Algorithm
    seed: str
    seed_given: bool
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

    `earlier`: draws of this cohort that came to nothing, the first of them first.
    """

    id: UUID
    cohort_id: UUID
    drawn_at: datetime
    drawn_by: UUID | None
    seed_given: bool | None
    earlier: list[EarlierDraw]
    certificate: CertificateBody
    withheld: list[Withheld]
