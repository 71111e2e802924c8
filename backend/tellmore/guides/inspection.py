"""The right to inspect: what families may read, and weigh, before they decide."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from tellmore.core.context import Context
from tellmore.core.errors import Problem
from tellmore.guides.linter.findings import PpraArea
from tellmore.guides.models import Guide, GuideVersion
from tellmore.guides.schemas import Content


class GuideNotInspected(Problem):
    """Carries the areas."""

    status = 409
    title = "Families were not asked about areas that this version touches; choose the newest one"


async def newest(ctx: Context, cohort_ids: Collection[UUID]) -> dict[UUID, list[GuideVersion]]:
    """The newest published version of each guide of these cohorts."""
    query = (
        _with_cohort()
        .where(
            col(Guide.cohort_id).in_(cohort_ids),
            col(Guide.deleted_at).is_(None),
            col(GuideVersion.number) == col(Guide.published_number),
        )
        .order_by(col(GuideVersion.id))
    )
    found: dict[UUID, list[GuideVersion]] = {cohort_id: [] for cohort_id in cohort_ids}
    for cohort_id, version in await ctx.session.exec(query):
        found[cohort_id].append(version)
    return found


async def sensitive_areas(
    ctx: Context, cohort_ids: Collection[UUID]
) -> dict[UUID, frozenset[PpraArea]]:
    """The protected areas that a person confirmed for the questions of these cohorts."""
    versions = await newest(ctx, cohort_ids)
    return {
        cohort_id: frozenset(area for row in rows for area in _content(row).ppra_areas)
        for cohort_id, rows in versions.items()
    }


async def beyond_asked(ctx: Context, version_ids: Collection[UUID]) -> dict[UUID, list[PpraArea]]:
    """The versions that touch what families were not asked about, and the areas.

    Families read the newest versions, and are asked by them: an older one may touch no more.
    """
    query = _with_cohort().where(
        col(GuideVersion.id).in_(version_ids),
        col(GuideVersion.number) != col(Guide.published_number),
    )
    older = (await ctx.session.exec(query)).all() if version_ids else []
    asked = await sensitive_areas(ctx, {cohort_id for cohort_id, _ in older}) if older else {}
    beyond = {
        version.id: [area for area in _content(version).ppra_areas if area not in asked[cohort_id]]
        for cohort_id, version in older
    }
    return {version_id: areas for version_id, areas in beyond.items() if areas}


async def require_asked(ctx: Context, version: GuideVersion) -> None:
    if areas := (await beyond_asked(ctx, [version.id])).get(version.id):
        raise GuideNotInspected(areas=areas)


def _with_cohort() -> Select[UUID, GuideVersion]:
    return select(Guide.cohort_id, GuideVersion).join(
        GuideVersion, col(GuideVersion.guide_id) == col(Guide.id)
    )


def _content(version: GuideVersion) -> Content:
    return Content.model_validate(version.content)
