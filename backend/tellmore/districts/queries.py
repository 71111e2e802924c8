from datetime import date
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from tellmore.districts.models import District, PolicyRow, School, SchoolYear


def district(district_id: UUID) -> SelectOfScalar[District]:
    return select(District).where(col(District.id) == district_id)


def schools() -> SelectOfScalar[School]:
    return select(School)


def schools_by_id(ids: list[UUID]) -> SelectOfScalar[School]:
    return select(School).where(col(School.id).in_(ids))


def policy_rows(on: date) -> SelectOfScalar[PolicyRow]:
    """The rows in force on a day, the newest of each key last."""
    return (
        select(PolicyRow)
        .where(col(PolicyRow.effective_from) <= on)
        .order_by(col(PolicyRow.effective_from))
    )


def policy_row(key: str, effective_from: date) -> SelectOfScalar[PolicyRow]:
    return select(PolicyRow).where(
        col(PolicyRow.key) == key, col(PolicyRow.effective_from) == effective_from
    )


def school_years() -> SelectOfScalar[SchoolYear]:
    return select(SchoolYear).order_by(col(SchoolYear.starts_on))
