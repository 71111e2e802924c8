from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response, UploadFile

from tellmore.consent import asking, forms, overview, receipts, records, requests, scans
from tellmore.consent.kinds import Decision, Party, Purpose
from tellmore.consent.models import FormStatus
from tellmore.consent.overview_schemas import CohortConsent, ResolutionCreate, ResolutionRead
from tellmore.consent.queries import FormFilter, RecordFilter, RequestFilter
from tellmore.consent.schemas import (
    FormCreate,
    FormRead,
    FormUpdate,
    LinkRead,
    Receipt,
    RecordRead,
    RecordsCreate,
    RecordsRead,
    RequestRead,
    RequestsCreate,
    RequestsSent,
    ScanRead,
    Withdrawal,
)
from tellmore.core import http
from tellmore.core.errors import BodyTooLarge, UnsupportedMediaType
from tellmore.core.http import (
    CHANGE,
    CREATE,
    EDGES,
    ITEM,
    IfMatch,
    PageDep,
    SettingsDep,
    merge,
    problems,
)
from tellmore.core.schemas import Page, Tombstone
from tellmore.identity.authentication import ContextDep

BINARY = {"schema": {"type": "string", "format": "binary"}}
consent_forms = http.router("/consent-forms", "consent-forms")
consent_requests = http.router("/consent-requests", "consent-requests")
consent_records = http.router("/consent-records", "consent-records")
consent_resolutions = http.router("/consent-resolutions", "consent-resolutions")
cohort_consent = http.router("/cohorts", "cohort-consent")


async def form_filter(
    cohort_id: UUID | None = None, status: FormStatus | None = None
) -> FormFilter:
    return FormFilter(cohort_id, status)


async def request_filter(
    cohort_id: UUID | None = None, member_id: UUID | None = None, party: Party | None = None
) -> RequestFilter:
    return RequestFilter(cohort_id, member_id, party)


async def record_filter(
    cohort_id: UUID | None = None,
    member_id: UUID | None = None,
    purpose: Purpose | None = None,
    decision: Decision | None = None,
) -> RecordFilter:
    return RecordFilter(cohort_id, member_id, purpose, decision)


FormFilterDep = Annotated[FormFilter, Depends(form_filter)]
RequestFilterDep = Annotated[RequestFilter, Depends(request_filter)]
RecordFilterDep = Annotated[RecordFilter, Depends(record_filter)]


@consent_forms.get("", name="list")
async def list_forms(
    ctx: ContextDep, wanted: FormFilterDep, page: PageDep, request: Request, response: Response
) -> Page[FormRead | Tombstone]:
    """List the versions of what families are asked."""
    rows = await forms.list_forms(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[FormRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@consent_forms.post("", name="create", status_code=201, responses=merge(CREATE, ITEM))
async def create_form(data: FormCreate, ctx: ContextDep, response: Response) -> FormRead:
    """Draft the next version for a cohort; what is left out is filled with plain words."""
    return http.tag(response, await forms.create(ctx, data))


@consent_forms.get("/{form_id}", name="read", responses=merge(ITEM, EDGES))
async def read_form(form_id: UUID, ctx: ContextDep, response: Response) -> FormRead:
    """Read a form."""
    return http.tag(response, await forms.read(ctx, form_id))


@consent_forms.patch(
    "/{form_id}", name="update", responses=merge(CHANGE, problems(forms.FormNotDraft))
)
async def update_form(
    form_id: UUID, data: FormUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> FormRead:
    """Change a draft."""
    return http.tag(response, await forms.update(ctx, form_id, data, version))


@consent_forms.delete(
    "/{form_id}",
    name="delete",
    status_code=204,
    responses=merge(CHANGE, problems(forms.FormNotDraft)),
)
async def delete_form(form_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Take a draft away."""
    await forms.remove(ctx, form_id, version)


@consent_forms.post(
    "/{form_id}/publish",
    name="publish",
    responses=merge(CREATE, CHANGE, problems(forms.FormNotDraft)),
)
async def publish_form(
    form_id: UUID, ctx: ContextDep, version: IfMatch, response: Response
) -> FormRead:
    """Publish the draft that you read. Its words never change from now on."""
    return http.tag(response, await forms.publish(ctx, form_id, version))


@consent_requests.get("", name="list")
async def list_requests(
    ctx: ContextDep, wanted: RequestFilterDep, page: PageDep, request: Request, response: Response
) -> Page[RequestRead]:
    """List who was asked, and how each request stands."""
    rows = await requests.list_requests(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[RequestRead](items=rows.items, next_cursor=rows.next_cursor)


@consent_requests.post(
    "",
    name="send",
    status_code=201,
    responses=merge(CREATE, ITEM, problems(asking.NoFormInForce, asking.NobodyDrawn)),
)
async def send_requests(
    data: RequestsCreate, ctx: ContextDep, settings: SettingsDep
) -> RequestsSent:
    """Ask every guardian of the members, and the members, each by a link of their own."""
    return await asking.send(ctx, settings, data)


@consent_requests.get("/{request_id}", name="read", responses=merge(ITEM, EDGES))
async def read_request(request_id: UUID, ctx: ContextDep, response: Response) -> RequestRead:
    """Read one request."""
    return http.tag(response, await requests.read(ctx, request_id))


@consent_requests.post(
    "/{request_id}/link",
    name="hand_over",
    responses=merge(CREATE, ITEM, problems(requests.RequestRevoked, requests.RequestOver)),
)
async def hand_over(
    request_id: UUID, ctx: ContextDep, settings: SettingsDep, response: Response
) -> LinkRead:
    """A fresh link to hand over in person, as text and as a code for a phone."""
    http.show_once(response)
    return await requests.hand_over(ctx, settings, request_id)


@consent_requests.post(
    "/{request_id}/resend",
    name="resend",
    responses=merge(CREATE, ITEM, problems(requests.RequestRevoked, requests.RequestAnswered)),
)
async def resend(
    request_id: UUID, ctx: ContextDep, settings: SettingsDep, response: Response
) -> RequestRead:
    """Ask this person once more, with as many days as the first time."""
    return http.tag(response, await asking.resend(ctx, settings, request_id))


@consent_requests.post(
    "/{request_id}/revoke",
    name="revoke",
    responses=merge(CREATE, ITEM, problems(requests.RequestRevoked)),
)
async def revoke(request_id: UUID, ctx: ContextDep, response: Response) -> RequestRead:
    """Let every link of this request stop working."""
    return http.tag(response, await requests.revoke(ctx, request_id))


@consent_records.get("", name="list")
async def list_records(
    ctx: ContextDep, wanted: RecordFilterDep, page: PageDep, request: Request, response: Response
) -> Page[RecordRead]:
    """List the decisions on record."""
    rows = await records.list_records(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[RecordRead](items=rows.items, next_cursor=rows.next_cursor)


@consent_records.post(
    "",
    name="create",
    status_code=201,
    responses=merge(CREATE, ITEM, problems(asking.NoFormInForce)),
)
async def create_records(data: RecordsCreate, ctx: ContextDep) -> RecordsRead:
    """Record what somebody signed or said. A no to taking part takes out what was said before."""
    return await records.create(ctx, data)


@consent_records.get("/{record_id}", name="read", responses=merge(ITEM, EDGES))
async def read_record(record_id: UUID, ctx: ContextDep, response: Response) -> RecordRead:
    """Read one decision."""
    return http.tag(response, await records.read(ctx, record_id))


@consent_records.get("/{record_id}/receipt", name="receipt", responses=merge(ITEM, EDGES))
async def read_receipt(record_id: UUID, ctx: ContextDep, response: Response) -> Receipt:
    """The receipt of the signature that this decision was part of."""
    return http.tag(response, await receipts.read(ctx, record_id))


@consent_records.post(
    "/{record_id}/withdraw",
    name="withdraw",
    status_code=201,
    responses=merge(CREATE, ITEM, problems(records.NothingToWithdraw)),
)
async def withdraw(record_id: UUID, data: Withdrawal, ctx: ContextDep) -> RecordsRead:
    """Take back a yes, as the one who gave it asks; of `participate`, with what was said."""
    return await records.withdraw(ctx, record_id, data)


@consent_records.post(
    "/{record_id}/scan",
    name="attach_scan",
    status_code=201,
    responses=merge(
        CREATE,
        ITEM,
        problems(scans.NotOnPaper, scans.ScanAttached, UnsupportedMediaType, BodyTooLarge),
    ),
)
async def attach_scan(record_id: UUID, file: UploadFile, ctx: ContextDep) -> ScanRead:
    """Attach the scan of what was signed on paper: a PDF, a PNG or a JPEG."""
    return await scans.attach(ctx, record_id, await file.read(scans.LARGEST + 1))


@consent_records.get(
    "/{record_id}/scan",
    name="read_scan",
    response_class=Response,
    responses=merge(ITEM, {200: {"content": dict.fromkeys(scans.KINDS.values(), BINARY)}}),
)
async def read_scan(record_id: UUID, ctx: ContextDep) -> Response:
    """The paper itself. It names people: each reading is on record."""
    scan = await scans.read(ctx, record_id)
    headers = {"Content-Disposition": "attachment", "Cache-Control": "no-store"}
    return Response(scan.content, media_type=scan.media_type, headers=headers)


@consent_resolutions.get("", name="list")
async def list_resolutions(
    ctx: ContextDep,
    page: PageDep,
    request: Request,
    response: Response,
    member_id: UUID | None = None,
) -> Page[ResolutionRead]:
    """List how disagreements were settled, and why."""
    rows = await overview.list_resolutions(ctx, member_id, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[ResolutionRead](items=rows.items, next_cursor=rows.next_cursor)


@consent_resolutions.post(
    "",
    name="create",
    status_code=201,
    responses=merge(CREATE, ITEM, problems(overview.NothingToResolve)),
)
async def resolve(data: ResolutionCreate, ctx: ContextDep, response: Response) -> ResolutionRead:
    """Settle what guardians disagree about. Their next word reopens it."""
    return http.tag(response, await overview.resolve(ctx, data))


@cohort_consent.get("/{cohort_id}/consent", name="read", responses=merge(ITEM, EDGES))
async def read_cohort_consent(
    cohort_id: UUID, ctx: ContextDep, response: Response
) -> CohortConsent:
    """Who is missing: each member's permission per purpose, with its reason."""
    return http.tag(response, await overview.of_cohort(ctx, cohort_id))
