from uuid import UUID

from tellmore.core.events import DomainEvent


class RosterImportUploaded(DomainEvent, type="roster.import.uploaded", public=False):
    import_id: UUID


class RosterImportApproved(DomainEvent, type="roster.import.approved", public=False):
    import_id: UUID


class RosterImportCompleted(DomainEvent, type="roster.import.completed"):
    """A roster was applied."""

    import_id: UUID
    students_created: int
    students_updated: int
    students_deactivated: int


class RosterImportHeld(DomainEvent, type="roster.import.held"):
    """A roster would deactivate so many students that an administrator must agree first."""

    import_id: UUID
    students_deactivated: int


class RosterImportFailed(DomainEvent, type="roster.import.failed"):
    """A roster was refused; nothing was changed."""

    import_id: UUID
    errors: int


class StudentDeactivated(DomainEvent, type="student.deactivated"):
    """A student is in the roster no longer; interviews and consents stay."""

    student_id: UUID
