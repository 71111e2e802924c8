from enum import StrEnum

from tellmore.consent.kinds import Decision, Method
from tellmore.consent.models import ConsentForm, ConsentRecord, ConsentRequest, FormStatus
from tellmore.core.context import Actor
from tellmore.identity.abilities import Ability


class FormAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    PUBLISH = "publish"
    DELETE = "delete"
    SEND = "send"


class RequestAction(StrEnum):
    READ = "read"
    HAND_OVER = "hand_over"
    RESEND = "resend"
    REVOKE = "revoke"


class RecordAction(StrEnum):
    READ = "read"
    WITHDRAW = "withdraw"
    ATTACH_SCAN = "attach_scan"


_BY_STATUS = {
    FormStatus.DRAFT: {FormAction.UPDATE, FormAction.PUBLISH, FormAction.DELETE},
    FormStatus.PUBLISHED: {FormAction.SEND},
    FormStatus.RETIRED: set[FormAction](),
}


def on_form(actor: Actor, form: ConsentForm) -> frozenset[FormAction]:
    """What this actor may do with this form now."""
    actions: set[FormAction] = set()
    if actor.may(Ability.CONSENT_READ):
        actions.add(FormAction.READ)
    if actor.may(Ability.CONSENT_WRITE):
        actions |= _BY_STATUS[form.status]
    return frozenset(actions)


def on_request(actor: Actor, request: ConsentRequest) -> frozenset[RequestAction]:
    """What this actor may do with this request now."""
    actions: set[RequestAction] = set()
    if actor.may(Ability.CONSENT_READ):
        actions.add(RequestAction.READ)
    if actor.may(Ability.CONSENT_WRITE) and request.revoked_at is None:
        actions.add(RequestAction.REVOKE)
        if actor.may(Ability.IDENTITIES_READ):  # whoever opens the link reads whose it is
            actions.add(RequestAction.HAND_OVER)
        if request.answered_at is None:
            actions.add(RequestAction.RESEND)
    return frozenset(actions)


def on_record(actor: Actor, record: ConsentRecord) -> frozenset[RecordAction]:
    """What this actor may do with this record now."""
    actions: set[RecordAction] = set()
    if actor.may(Ability.CONSENT_READ):
        actions.add(RecordAction.READ)
    if actor.may(Ability.CONSENT_WRITE) and record.decision is Decision.GRANTED:
        actions.add(RecordAction.WITHDRAW)
    if actor.may(Ability.CONSENT_WRITE) and record.method is Method.PAPER:
        actions.add(RecordAction.ATTACH_SCAN)
    return frozenset(actions)
