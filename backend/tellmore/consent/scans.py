"""The paper that was signed, attached to the records that were made of it."""

import hashlib
from uuid import UUID

from tellmore.consent import people, queries, records
from tellmore.consent.events import ConsentScanned
from tellmore.consent.models import ConsentRecord, ConsentScan
from tellmore.consent.permissions import RecordAction, on_record
from tellmore.consent.schemas import ScanRead
from tellmore.core.context import Context
from tellmore.core.errors import BodyTooLarge, NotFound, Problem, UnsupportedMediaType
from tellmore.identity.abilities import Ability

LARGEST = 10_000_000
KINDS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
"""What a file begins with, whatever it is called."""


class NotOnPaper(Problem):
    status = 409
    title = "Only what was signed on paper has a scan"


class ScanAttached(Problem):
    status = 409
    title = "The scan of this paper is attached already"


async def attach(ctx: Context, record_id: UUID, content: bytes) -> ScanRead:
    """Once for a signature: the paper on record is not replaced."""
    record = await records.get(ctx, record_id)
    ctx.require(Ability.CONSENT_WRITE)
    if RecordAction.ATTACH_SCAN not in on_record(ctx.actor, record):
        raise NotOnPaper
    scan = _scan(ctx, record, content)
    await ctx.session.exec(queries.lock(record.signing_id))
    if (await ctx.session.exec(queries.scanned([record.signing_id]))).first() is not None:
        raise ScanAttached
    ctx.session.add(scan)
    happened = ConsentScanned(
        record_id=record.id, cohort_id=record.cohort_id, member_id=record.member_id
    )
    await ctx.emit(happened, of=record)
    shown = scan.model_dump(include={"record_id", "media_type", "sha256", "created_at"})
    return ScanRead(signing_id=record.signing_id, size=len(content), **shown)


async def read(ctx: Context, record_id: UUID) -> ConsentScan:
    ctx.require(Ability.CONSENT_READ)
    ctx.require(Ability.IDENTITIES_READ)
    record = await records.get(ctx, record_id)
    scan = (await ctx.session.exec(queries.scan(record.signing_id))).one_or_none()
    if scan is None:
        raise NotFound("No scan is attached.")
    await people.names(ctx, [record.member_id])
    return scan


def _scan(ctx: Context, record: ConsentRecord, content: bytes) -> ConsentScan:
    return ConsentScan(
        district_id=ctx.district_id,
        record_id=record.id,
        school_id=record.school_id,
        media_type=_kind(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        created_at=ctx.now,
        created_by=ctx.actor.id,
    )


def _kind(content: bytes) -> str:
    if len(content) > LARGEST:
        raise BodyTooLarge(f"A scan has at most {LARGEST} bytes.")
    for beginning, media_type in KINDS.items():
        if content.startswith(beginning):
            return media_type
    raise UnsupportedMediaType("A scan is a PDF, a PNG or a JPEG.")
