from uuid import UUID

from tellmore.core.events import DomainEvent


class DistrictCreated(DomainEvent, type="district.created", public=False):
    created_district_id: UUID


class SchoolCreated(DomainEvent, type="school.created", public=False):
    school_id: UUID


class SchoolUpdated(DomainEvent, type="school.updated", public=False):
    school_id: UUID


class PolicyChanged(DomainEvent, type="policy.changed", public=False):
    policy_row_id: UUID


class SchoolYearChanged(DomainEvent, type="school_year.changed", public=False):
    """A school year was told for the first time, or with another first day."""

    school_year_id: UUID
