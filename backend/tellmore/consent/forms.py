"""Every rule of a form's life: drafted in plain words, published once, replaced by a newer one."""

from datetime import datetime
from uuid import UUID

from tellmore.cohorts import service as cohorts
from tellmore.consent import queries, wording
from tellmore.consent.events import (
    ConsentFormCreated,
    ConsentFormDeleted,
    ConsentFormPublished,
    ConsentFormRetired,
    ConsentFormUpdated,
)
from tellmore.consent.kinds import Language, Purpose
from tellmore.consent.models import ConsentForm, FormStatus
from tellmore.consent.permissions import FormAction, on_form
from tellmore.consent.queries import FormFilter
from tellmore.consent.schemas import FormCreate, FormRead, FormText, FormUpdate
from tellmore.core.context import Context
from tellmore.core.errors import Invalid, NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Tombstone
from tellmore.core.versions import require_version
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability


class FormNotDraft(Problem):
    status = 409
    title = "This form is published; its words never change. Make a new version"


async def list_forms(
    ctx: Context, wanted: FormFilter, page: PageParams
) -> Rows[FormRead | Tombstone]:
    ctx.require(Ability.CONSENT_READ)
    rows = await fetch(ctx.session, queries.forms(wanted), ConsentForm, page)
    items = [
        _tombstone(row.id, row.updated_at) if row.deleted_at else view(ctx, row)
        for row in rows.items
    ]
    return Rows(items, rows.next_cursor)


async def read(ctx: Context, form_id: UUID) -> FormRead:
    ctx.require(Ability.CONSENT_READ)
    return view(ctx, await get(ctx, form_id))


async def create(ctx: Context, data: FormCreate) -> FormRead:
    """Draft the next version for a cohort. What is not written is filled with plain words."""
    ctx.require(Ability.CONSENT_WRITE)
    cohort = await cohorts.get(ctx, data.cohort_id)
    await ctx.session.exec(queries.lock(cohort.id))
    spoken = Language.closest((await districts.own(ctx)).language)
    texts = data.texts or wording.default_texts(cohort, spoken)
    newest = (await ctx.session.exec(queries.newest_number(cohort.id))).one()
    form = ConsentForm(
        district_id=ctx.district_id,
        cohort_id=cohort.id,
        number=(newest or 0) + 1,
        purposes=_purposes(data.purposes, texts),
        texts=_stored(texts),
        sensitive_areas=sorted(set(data.sensitive_areas)),
        federally_required=data.federally_required,
    )
    ctx.session.add(form)
    await ctx.emit(ConsentFormCreated(form_id=form.id, cohort_id=cohort.id), of=form)
    return view(ctx, form)


async def update(ctx: Context, form_id: UUID, data: FormUpdate, version: int) -> FormRead:
    form = await _draft(ctx, form_id, version, FormAction.UPDATE)
    changes = data.changes()
    texts = data.texts or _texts(form)
    purposes = data.purposes if "purposes" in changes else [Purpose(p) for p in form.purposes]
    form.texts, form.purposes = _stored(texts), _purposes(purposes, texts)
    if "sensitive_areas" in changes:
        form.sensitive_areas = sorted(set(data.sensitive_areas))
    if "federally_required" in changes:
        form.federally_required = data.federally_required
    await ctx.emit(ConsentFormUpdated(form_id=form.id, cohort_id=form.cohort_id), of=form)
    return view(ctx, form)


async def publish(ctx: Context, form_id: UUID, version: int) -> FormRead:
    """From now on families read this one; who has not answered the one before is asked by it."""
    form = await _draft(ctx, form_id, version, FormAction.PUBLISH)
    await ctx.session.exec(queries.lock(form.cohort_id))
    told: set[str] = set(form.sensitive_areas)
    for before in await ctx.session.exec(queries.forms_in_force([form.cohort_id])):
        before.status, told = FormStatus.RETIRED, set(before.sensitive_areas)
        gone = ConsentFormRetired(form_id=before.id, cohort_id=form.cohort_id)
        await ctx.emit(gone, of=before)
    form.status, form.published_at = FormStatus.PUBLISHED, ctx.now
    form.published_by = ctx.actor.id
    for request in await ctx.session.exec(queries.open_requests(form.cohort_id)):
        request.form_id = form.id
        if not set(form.sensitive_areas) <= told:
            request.delivered_at = None  # of what this form adds they have had no notice
    await ctx.emit(ConsentFormPublished(form_id=form.id, cohort_id=form.cohort_id), of=form)
    return view(ctx, form)


async def remove(ctx: Context, form_id: UUID, version: int) -> None:
    """Take a draft away. What was published stays on record."""
    form = await _draft(ctx, form_id, version, FormAction.DELETE)
    form.deleted_at = ctx.now
    await ctx.emit(ConsentFormDeleted(form_id=form.id, cohort_id=form.cohort_id), of=form)


async def get(ctx: Context, form_id: UUID) -> ConsentForm:
    form = (await ctx.session.exec(queries.form(form_id))).one_or_none()
    if form is None:
        raise NotFound
    return form


def view(ctx: Context, form: ConsentForm) -> FormRead:
    hidden = {"district_id", "deleted_at", "published_by"}
    return FormRead.model_validate(
        {**form.model_dump(exclude=hidden), "can": on_form(ctx.actor, form)}
    )


async def _draft(ctx: Context, form_id: UUID, version: int, action: FormAction) -> ConsentForm:
    form = await get(ctx, form_id)
    ctx.require(Ability.CONSENT_WRITE)
    require_version(form, version)
    if form.status is not FormStatus.DRAFT:
        raise FormNotDraft
    ctx.require_action(action, on_form(ctx.actor, form))
    return form


def _purposes(wanted: list[Purpose], texts: dict[Language, FormText]) -> list[str]:
    """In their own order, each once. Each needs its question in every language."""
    if Purpose.PARTICIPATE not in wanted:
        raise Invalid.at("/purposes", "participate", "A form asks at least whether to take part.")
    for language, text in texts.items():
        for party, address in (("guardian", text.guardian), ("student", text.student)):
            for purpose in set(wanted) - set(address.purposes):
                where = f"/texts/{language}/{party}/purposes/{purpose}"
                raise Invalid.at(where, "missing", "This purpose has no question here.")
    return [purpose for purpose in Purpose if purpose in wanted]


def _stored(texts: dict[Language, FormText]) -> dict[str, object]:
    return {language: text.model_dump(mode="json") for language, text in texts.items()}


def _texts(form: ConsentForm) -> dict[Language, FormText]:
    return {Language(key): FormText.model_validate(text) for key, text in form.texts.items()}


def _tombstone(row_id: UUID, updated_at: datetime) -> Tombstone:
    return Tombstone(id=row_id, deleted=True, updated_at=updated_at)
