"""Every rule of a guide's life: drafted from the bank, linted, published in frozen versions."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tellmore.core.context import Context
from tellmore.core.errors import Invalid, NotFound, Problem
from tellmore.core.languages import Language
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Tombstone
from tellmore.core.versions import require_version
from tellmore.districts import service as districts
from tellmore.guides import catalog, inspection, queries, review
from tellmore.guides import content as contents
from tellmore.guides.events import GuideCreated, GuideDeleted, GuidePublished, GuideUpdated
from tellmore.guides.models import Guide, GuideStatus, GuideVersion
from tellmore.guides.permissions import GuideAction, allowed
from tellmore.guides.placeholders import leftovers
from tellmore.guides.queries import GuideFilter
from tellmore.guides.schemas import (
    BankRead,
    Content,
    GuideCreate,
    GuideRead,
    GuideUpdate,
    GuideVersionRead,
    LintAnswer,
    LintRequest,
)
from tellmore.identity.abilities import Ability

_ANY_SCHOOL: Final = {Language.EN: "your school", Language.ES: "tu escuela"}


class GuideNotDraft(Problem):
    status = 409
    title = "There is nothing in this guide that its newest version does not say"


class GuideHasVersions(Problem):
    status = 409
    title = "A guide that has been published stays on record"


class GuideEmpty(Problem):
    status = 409
    title = "A guide needs a question before it can be published"


class PlaceholderLeft(Problem):
    """Carries the keys of the texts."""

    status = 409
    title = "A text still has a placeholder where the school's name belongs"


class PpraUndecided(Problem):
    """Carries the areas."""

    status = 409
    title = "Say of each protected area that was found whether the questions touch it"


async def read_bank(ctx: Context, language: Language) -> BankRead:
    ctx.require(Ability.GUIDES_READ)
    return catalog.read(language)


async def lint_text(ctx: Context, data: LintRequest) -> LintAnswer:
    ctx.require(Ability.GUIDES_READ)
    return review.judge(data)


async def list_guides(
    ctx: Context, wanted: GuideFilter, page: PageParams
) -> Rows[GuideRead | Tombstone]:
    ctx.require(Ability.GUIDES_READ)
    rows = await fetch(ctx.session, queries.guides(wanted), Guide, page)
    live = {
        view.id: view for view in await _views(ctx, [r for r in rows.items if not r.deleted_at])
    }
    items = [
        live.get(row.id) or Tombstone(id=row.id, deleted=True, updated_at=row.updated_at)
        for row in rows.items
    ]
    return Rows(items, rows.next_cursor)


async def read(ctx: Context, guide_id: UUID) -> GuideRead:
    ctx.require(Ability.GUIDES_READ)
    return await view(ctx, await _get(ctx, guide_id))


async def create(ctx: Context, data: GuideCreate) -> GuideRead:
    ctx.require(Ability.GUIDES_WRITE)
    guide = Guide(
        district_id=ctx.district_id,
        cohort_id=data.cohort_id,
        name=data.name,
        language=data.language,
        school_name=await _school_name(ctx, data),
        highest_grade=data.highest_grade,
        content=contents.first(data).model_dump(mode="json"),
    )
    ctx.session.add(guide)
    await ctx.session.flush()
    await _get(ctx, guide.id)  # row security hides it when its cohort is out of reach
    await ctx.emit(GuideCreated(guide_id=guide.id, cohort_id=guide.cohort_id), of=guide)
    return await view(ctx, guide)


async def update(ctx: Context, guide_id: UUID, data: GuideUpdate, version: int) -> GuideRead:
    """Change the draft. What was published stays as it is."""
    guide = await _get(ctx, guide_id)
    ctx.require(Ability.GUIDES_WRITE)
    require_version(guide, version)
    sent = data.model_fields_set
    if "school_name" in sent:
        guide.school_name = _plain(data.school_name)
    if "name" in sent:
        guide.name = data.name
    if "highest_grade" in sent:
        guide.highest_grade = data.highest_grade
    guide.content = _changed(guide, data).model_dump(mode="json")
    guide.status = GuideStatus.DRAFT
    guide.updated_at = ctx.now
    await ctx.emit(GuideUpdated(guide_id=guide.id, cohort_id=guide.cohort_id), of=guide)
    return await view(ctx, guide)


async def publish(ctx: Context, guide_id: UUID, version: int) -> GuideRead:
    """Freeze the draft as the next version, with the school's name in every placeholder."""
    guide = await _get(ctx, guide_id)
    ctx.require(Ability.GUIDES_WRITE)
    require_version(guide, version)
    if guide.status is not GuideStatus.DRAFT:
        raise GuideNotDraft
    content = contents.resolved(Content.model_validate(guide.content), guide.school_name)
    _refuse_unready(guide, content)
    frozen = _freeze(ctx, guide, content)
    guide.status, guide.published_number = GuideStatus.PUBLISHED, frozen.number
    event = GuidePublished(
        guide_id=guide.id,
        cohort_id=guide.cohort_id,
        guide_version_id=frozen.id,
        number=frozen.number,
    )
    await ctx.emit(event, of=guide)
    return await view(ctx, guide)


async def remove(ctx: Context, guide_id: UUID, version: int) -> None:
    """Take a draft away. What sessions may have used stays."""
    guide = await _get(ctx, guide_id)
    ctx.require(Ability.GUIDES_WRITE)
    require_version(guide, version)
    if guide.published_number is not None:
        raise GuideHasVersions
    ctx.require_action(GuideAction.DELETE, allowed(ctx.actor, guide))
    guide.deleted_at = ctx.now
    await ctx.emit(GuideDeleted(guide_id=guide.id, cohort_id=guide.cohort_id), of=guide)


async def list_versions(ctx: Context, guide_id: UUID, page: PageParams) -> Rows[GuideVersionRead]:
    ctx.require(Ability.GUIDES_READ)
    await _get(ctx, guide_id)
    rows = await fetch(ctx.session, queries.versions(guide_id), GuideVersion, page)
    return Rows([_version_view(row) for row in rows.items], rows.next_cursor)


async def read_version(ctx: Context, version_id: UUID) -> GuideVersionRead:
    ctx.require(Ability.GUIDES_READ)
    return _version_view(await version(ctx, version_id))


async def version(ctx: Context, version_id: UUID) -> GuideVersion:
    """For other rooms: what a session freezes."""
    row = (await ctx.session.exec(queries.version(version_id))).one_or_none()
    if row is None:
        raise NotFound
    return row


async def version_for(ctx: Context, cohort_id: UUID, version_id: UUID) -> GuideVersion:
    """For other rooms: a version of one of this cohort's guides that families were asked by."""
    row = await version(ctx, version_id)
    if (await _get(ctx, row.guide_id)).cohort_id != cohort_id:
        raise NotFound("This guide belongs to another cohort.")
    await inspection.require_asked(ctx, row)
    return row


async def view(ctx: Context, guide: Guide) -> GuideRead:
    return (await _views(ctx, [guide]))[0]


async def _views(ctx: Context, guides: Sequence[Guide]) -> list[GuideRead]:
    newest = {
        row.guide_id: row.id
        for row in await ctx.session.exec(queries.newest_versions([guide.id for guide in guides]))
    }
    return [_view(ctx, guide, newest.get(guide.id)) for guide in guides]


def _view(ctx: Context, guide: Guide, newest_version_id: UUID | None) -> GuideRead:
    content = contents.resolved(Content.model_validate(guide.content), guide.school_name)
    found = review.findings(content.questions, guide.language, guide.highest_grade)
    return GuideRead.model_validate(
        {
            **guide.model_dump(exclude={"district_id", "deleted_at", "content"}),
            "content": content,
            "published_version_id": newest_version_id,
            "findings": found,
            "warnings": review.warnings(content),
            "ppra_undecided": review.undecided(found, content),
            "can": allowed(ctx.actor, guide),
        }
    )


def _freeze(ctx: Context, guide: Guide, content: Content) -> GuideVersion:
    frozen = GuideVersion(
        district_id=ctx.district_id,
        guide_id=guide.id,
        number=(guide.published_number or 0) + 1,
        name=guide.name,
        language=guide.language,
        content=content.model_dump(mode="json"),
        published_by=ctx.actor.id,
    )
    ctx.session.add(frozen)
    return frozen


def _version_view(row: GuideVersion) -> GuideVersionRead:
    hidden = {"district_id", "published_by", "updated_at", "version"}
    return GuideVersionRead.model_validate(row.model_dump(exclude=hidden))


def _changed(guide: Guide, data: GuideUpdate) -> Content:
    content = Content.model_validate(guide.content)
    changes: dict[str, object] = {}
    if "questions" in data.model_fields_set:
        changes["questions"] = contents.questions(data.questions, guide.language)
    if "stages" in data.model_fields_set:
        changes["stages"] = contents.stages(data.stages, guide.language)
    for name in {"ppra_areas", "ppra_dismissed"} & data.model_fields_set:
        changes[name] = getattr(data, name)
    return content.model_copy(update=changes)


def _refuse_unready(guide: Guide, content: Content) -> None:
    if not content.questions:
        raise GuideEmpty
    if keys := contents.unresolved_keys(content):
        raise PlaceholderLeft(f"Reword {', '.join(keys)}.", keys=keys)
    found = review.findings(content.questions, guide.language, guide.highest_grade)
    if areas := review.undecided(found, content):
        raise PpraUndecided(areas=areas)


async def _school_name(ctx: Context, data: GuideCreate) -> str:
    if data.school_name is not None:
        return _plain(data.school_name)
    if data.school_id is not None:
        return (await districts.schools(ctx, [data.school_id]))[0].name
    return _ANY_SCHOOL[data.language]


def _plain(school_name: str) -> str:
    if leftovers(school_name):
        raise Invalid.at("/school_name", "placeholder", "This is a placeholder, not a name.")
    return school_name


async def _get(ctx: Context, guide_id: UUID) -> Guide:
    row = (await ctx.session.exec(queries.guide(guide_id))).one_or_none()
    if row is None:
        raise NotFound
    return row
