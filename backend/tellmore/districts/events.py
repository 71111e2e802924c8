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
