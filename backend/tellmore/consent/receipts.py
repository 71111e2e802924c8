"""A consent receipt: one signature, whole, with the words that were signed."""

from uuid import UUID

from tellmore.consent import forms, people, queries, records, wording
from tellmore.consent.kinds import Purpose
from tellmore.consent.models import ConsentRecord
from tellmore.consent.schemas import Address, Receipt, ReceiptPurpose
from tellmore.consent.standing import person_key
from tellmore.core.context import Context
from tellmore.core.errors import NotFound
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability


async def read(ctx: Context, record_id: UUID) -> Receipt:
    """It names people: reading it is on record."""
    ctx.require(Ability.CONSENT_READ)
    ctx.require(Ability.IDENTITIES_READ)
    record = await records.get(ctx, record_id)
    family = (await people.names(ctx, [record.member_id])).get(record.member_id)
    if family is None:
        raise NotFound
    return await receipt(ctx, record, people.full_name(family.student))


async def receipt(ctx: Context, record: ConsentRecord, regarding: str) -> Receipt:
    form = await forms.get(ctx, record.form_id)
    district = await districts.own(ctx)
    words = wording.shown(form, record.language, record.party)
    return Receipt(
        version="1.0",
        receipt_id=record.signing_id,
        form_id=form.id,
        form_number=form.number,
        text_sha256=record.text_sha256,
        text=words,
        time=record.decided_at,
        method=record.method,
        language=record.language,
        jurisdiction=district.jurisdiction,
        controller=district.name,
        principal=record.signed_name,
        party=record.party,
        regarding=regarding,
        purposes=await _purposes(ctx, record, words),
    )


async def _purposes(ctx: Context, record: ConsentRecord, words: Address) -> list[ReceiptPurpose]:
    last = await records.last_words(ctx, record.member_id, person_key(record))
    signed = {
        row.purpose: row for row in await ctx.session.exec(queries.signing(record.signing_id))
    }
    return [
        ReceiptPurpose(
            purpose=purpose,
            question=words.purposes[purpose].question,
            decision=signed[purpose].decision,
            state="in_force" if last[purpose].id == signed[purpose].id else "replaced",
        )
        for purpose in Purpose
        if purpose in signed
    ]
