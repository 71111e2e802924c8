from uuid import UUID

from tellmore.consent.kinds import Outcome, Purpose
from tellmore.core.events import DomainEvent


class ConsentFormCreated(DomainEvent, type="consent_form.created"):
    """A draft of a consent form was made."""

    form_id: UUID
    cohort_id: UUID


class ConsentFormUpdated(DomainEvent, type="consent_form.updated"):
    """A draft of a consent form was changed."""

    form_id: UUID
    cohort_id: UUID


class ConsentFormPublished(DomainEvent, type="consent_form.published"):
    """A consent form became what families are asked; its words never change from now on."""

    form_id: UUID
    cohort_id: UUID


class ConsentFormRetired(DomainEvent, type="consent_form.retired"):
    """A newer version of a consent form took its place."""

    form_id: UUID
    cohort_id: UUID


class ConsentFormDeleted(DomainEvent, type="consent_form.deleted"):
    """A draft of a consent form was taken away."""

    form_id: UUID
    cohort_id: UUID


class ConsentRequested(DomainEvent, type="consent.requested"):
    """One person was asked about one member, or is asked again."""

    request_id: UUID
    cohort_id: UUID
    member_id: UUID


class ConsentDelivered(DomainEvent, type="consent.delivered"):
    """A request reached its person, or could not: its `delivery` says which."""

    request_id: UUID
    cohort_id: UUID
    member_id: UUID


class ConsentLinkRevoked(DomainEvent, type="consent.revoked"):
    """The links of a request stopped working."""

    request_id: UUID
    cohort_id: UUID
    member_id: UUID


class ConsentLinkLocked(DomainEvent, type="consent.locked"):
    """Too many wrong birth dates: the links of a request are dead until staff issue a new one."""

    request_id: UUID
    cohort_id: UUID
    member_id: UUID


class ConsentExpired(DomainEvent, type="consent.expired"):
    """A request came to its end without an answer."""

    request_id: UUID
    cohort_id: UUID
    member_id: UUID


class ConsentGranted(DomainEvent, type="consent.granted"):
    """A guardian or a student said yes to one purpose."""

    record_id: UUID
    cohort_id: UUID
    member_id: UUID
    purpose: Purpose


class ConsentDeclined(DomainEvent, type="consent.declined"):
    """A guardian or a student said no to one purpose."""

    record_id: UUID
    cohort_id: UUID
    member_id: UUID
    purpose: Purpose


class ConsentWithdrawn(DomainEvent, type="consent.withdrawn"):
    """A guardian or a student took back a yes for one purpose."""

    record_id: UUID
    cohort_id: UUID
    member_id: UUID
    purpose: Purpose


class ConsentScanned(DomainEvent, type="consent.scanned"):
    """The scan of a signed paper was attached to its records."""

    record_id: UUID
    cohort_id: UUID
    member_id: UUID


class ConsentConflicted(DomainEvent, type="consent.conflicted", resource="member_id"):
    """Guardians disagree about one purpose: refused until a coordinator resolves it."""

    cohort_id: UUID
    member_id: UUID
    purpose: Purpose


class ConsentResolved(DomainEvent, type="consent.resolved"):
    """A coordinator settled a disagreement between guardians."""

    resolution_id: UUID
    member_id: UUID
    purpose: Purpose
    outcome: Outcome


class ConsentNamesRead(DomainEvent, type="consent.names_read", public=False):
    """Somebody read which students and guardians stand behind a cohort's consent."""

    cohort_id: UUID
