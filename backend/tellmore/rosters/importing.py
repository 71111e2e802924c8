"""Staged imports: upload, look at what would change, apply in one transaction."""

import asyncio
import hashlib
import io
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from pydantic import Field

from tellmore.core.context import Context
from tellmore.core.errors import Forbidden, NotFound, Problem
from tellmore.core.pages import PageParams, Rows, encode, fetch
from tellmore.districts import roster as district_schools
from tellmore.districts import service as districts
from tellmore.districts import years
from tellmore.districts.policy import Policies
from tellmore.districts.roster import RosterSchool, SchoolChanges
from tellmore.identity.abilities import Ability
from tellmore.rosters import queries, refusal
from tellmore.rosters.events import (
    RosterImportApproved,
    RosterImportCompleted,
    RosterImportFailed,
    RosterImportHeld,
    RosterImportUploaded,
    StudentDeactivated,
)
from tellmore.rosters.models import ImportStatus, RosterImport
from tellmore.rosters.oneroster import Bundle, Finding, read_bundle
from tellmore.rosters.oneroster.columns import Mode
from tellmore.rosters.permissions import allowed_import
from tellmore.rosters.schemas import FindingRead, RosterImportRead
from tellmore.rosters.sync.known import Kind
from tellmore.rosters.sync.loading import load
from tellmore.rosters.sync.plan import Plan, plan
from tellmore.rosters.sync.writing import versions, write

SHRINK_SHARE = Policies.add(
    "rosters.shrink_guard_share",
    Annotated[float, Field(ge=0, le=1)],
    0.10,
    "An import that deactivates more than this share of the students waits for an administrator.",
)
SHRINK_LEAST = Policies.add(
    "rosters.shrink_guard_least",
    Annotated[int, Field(ge=1)],
    5,
    "Fewer deactivated students than this never hold an import.",
)


class RosterImportIsHeld(Problem):
    status = 409
    title = "So many students would be deactivated that an administrator must agree first"
    commits = True


class RosterImportNotReady(Problem):
    status = 409
    title = "This import was refused; upload a corrected file"


class RosterImportNotHeld(Problem):
    status = 409
    title = "This import is not waiting for approval"


async def list_imports(ctx: Context, page: PageParams) -> Rows[RosterImportRead]:
    ctx.require(Ability.ROSTERS_READ)
    rows = await fetch(ctx.session, queries.imports(), RosterImport, page)
    return Rows([view(ctx, row) for row in rows.items], rows.next_cursor)


async def read(ctx: Context, import_id: UUID) -> RosterImportRead:
    return view(ctx, await _get(ctx, import_id))


async def list_findings(ctx: Context, import_id: UUID, page: PageParams) -> Rows[FindingRead]:
    """Findings are numbered, not identified: the cursor carries the number of the next one."""
    row = await _get(ctx, import_id)
    start = page.after_id.int if page.after_id else 0
    end = start + page.limit
    items = [FindingRead.model_validate(one) for one in row.findings[start:end]]
    is_last = end >= len(row.findings)
    return Rows(items, None if is_last else encode(UUID(int=end), page.updated_since))


async def upload(ctx: Context, filename: str, content: bytes) -> tuple[RosterImportRead, bool]:
    """Stage a bundle. The same bytes again are the same import, unless another came between."""
    ctx.require(Ability.ROSTERS_WRITE)
    _require_whole_district(ctx)
    sha256 = hashlib.sha256(content).hexdigest()
    row = await _same(ctx, sha256)
    is_new = row is None
    if row is None:
        row = RosterImport(
            district_id=ctx.district_id,
            status=ImportStatus.READY,
            filename=filename,
            sha256=sha256,
            bundle=content,
            created_by=ctx.actor.id,
        )
        ctx.session.add(row)
        await ctx.emit(RosterImportUploaded(import_id=row.id), of=row)
    if row.status is ImportStatus.REFUSED:
        row.bundle = content  # what a delta named may have come in the meantime
    if row.status is not ImportStatus.APPLIED:
        await _stage(ctx, row, content)
    return view(ctx, row), is_new


async def approve(ctx: Context, import_id: UUID) -> RosterImportRead:
    """Agree to the deactivations that held an import. Applying it is another step."""
    ctx.require(Ability.DISTRICT_WRITE)
    row = await _get_to_change(ctx, import_id)
    if row.status is not ImportStatus.HELD:
        raise RosterImportNotHeld
    row.status = ImportStatus.READY
    row.approved_by = ctx.actor.id
    row.approved_deactivations = row.summary["changes"]["students"]["deactivate"]
    await ctx.emit(RosterImportApproved(import_id=row.id), of=row)
    return view(ctx, row)


async def apply(ctx: Context, import_id: UUID) -> RosterImportRead:
    """Change the roster as the bundle says, in this one transaction."""
    ctx.require(Ability.ROSTERS_WRITE)
    _require_whole_district(ctx)
    await (await ctx.session.connection()).execute(
        queries.ONE_IMPORT_AT_A_TIME, {"district": ctx.district_id}
    )
    row = await _get_to_change(ctx, import_id)
    if row.status is ImportStatus.APPLIED:
        return view(ctx, row)
    if row.status is ImportStatus.REFUSED or row.bundle is None:
        raise RosterImportNotReady
    schools, changes = await _stage(ctx, row, row.bundle)
    if row.status is ImportStatus.HELD:
        raise RosterImportIsHeld(import_id=str(row.id))
    await district_schools.write_schools(ctx, schools)
    await years.write(ctx, changes.school_years)
    await write(ctx.session, ctx.district_id, ctx.now, changes)
    row.status, row.applied_at, row.bundle = ImportStatus.APPLIED, ctx.now, None
    await _tell(ctx, row, changes)
    return view(ctx, row)


def view(ctx: Context, row: RosterImport) -> RosterImportRead:
    fields = row.model_dump(
        exclude={"district_id", "bundle", "summary", "findings", "created_by"}
        | {"approved_deactivations"}
    )
    return RosterImportRead.model_validate(
        {
            "oneroster_version": None,
            "files": {},
            "changes": None,
            "active_students_before": 0,
            **row.summary,
            **fields,
            "can": allowed_import(ctx.actor, row),
        }
    )


async def _stage(ctx: Context, row: RosterImport, content: bytes) -> tuple[SchoolChanges, Plan]:
    """Work out what the bundle would change now, and whether it may."""
    bundle = await asyncio.to_thread(read_bundle, io.BytesIO(content))
    if not bundle.acceptable:
        await _refuse(ctx, row, bundle, bundle.findings, bundle.errors)
    schools = await _plan_schools(ctx, bundle)
    known = await load(ctx.session, schools.ids)
    changes = await asyncio.to_thread(plan, bundle, known)
    findings = (*changes.findings.listed(), *bundle.findings)
    if changes.findings.errors:
        await _refuse(ctx, row, bundle, findings, changes.findings.errors)
    _summarise(row, bundle, findings, 0)
    row.summary |= {
        "changes": {"schools": schools.counts(), **changes.counts()},
        "active_students_before": changes.active_students,
    }
    await _guard(ctx, row, changes)
    return schools, changes


async def _plan_schools(ctx: Context, bundle: Bundle) -> SchoolChanges:
    orgs = [org for org in bundle.roster.orgs if org.type == "school"]
    wanted = [RosterSchool(o.sourced_id, o.name, o.identifier) for o in orgs if o.active]
    deleted = {org.sourced_id for org in orgs if not org.active}
    is_bulk = bundle.modes["orgs"] is Mode.bulk
    return await district_schools.plan_schools(ctx, wanted, lambda one: is_bulk or one in deleted)


async def _guard(ctx: Context, row: RosterImport, changes: Plan) -> None:
    """Hold an import that loses so many students that the file is more likely wrong than they."""
    count = len(changes.people[Kind.student].deactivate)
    share, least = (
        await districts.policy(ctx, SHRINK_SHARE),
        await districts.policy(ctx, SHRINK_LEAST),
    )
    shrinks = count >= least and count > share * changes.active_students
    if not shrinks or count <= (row.approved_deactivations or 0):
        row.status = ImportStatus.READY
        return
    if row.status is not ImportStatus.HELD:
        row.status = ImportStatus.HELD
        await ctx.emit(RosterImportHeld(import_id=row.id, students_deactivated=count), of=row)


async def _refuse(
    ctx: Context,
    row: RosterImport,
    bundle: Bundle,
    findings: tuple[Finding, ...],
    errors: int,
) -> None:
    """Leave the roster as it is, keep the findings, and say so."""
    _summarise(row, bundle, findings, errors)
    row.status, row.bundle = ImportStatus.REFUSED, None
    await ctx.emit(RosterImportFailed(import_id=row.id, errors=errors), of=row)
    raise refusal.of(row.id, findings, errors)


def _summarise(
    row: RosterImport, bundle: Bundle, findings: tuple[Finding, ...], errors: int
) -> None:
    row.findings = [asdict(finding) for finding in findings]
    row.summary = {
        "oneroster_version": bundle.version,
        "files": dict(bundle.modes),
        "errors": errors,
        "warnings": sum(finding.severity == "warning" for finding in findings),
    }


async def _tell(ctx: Context, row: RosterImport, changes: Plan) -> None:
    students = changes.people[Kind.student]
    await ctx.emit(
        RosterImportCompleted(
            import_id=row.id,
            students_created=len(students.create),
            students_updated=len(students.update),
            students_deactivated=len(students.deactivate),
        ),
        of=row,
    )
    now = await versions(ctx.session, students.deactivate)
    await ctx.emit_all(
        (StudentDeactivated(student_id=student_id), version) for student_id, version in now.items()
    )


async def _same(ctx: Context, sha256: str) -> RosterImport | None:
    rows = (await ctx.session.exec(queries.imports_of(sha256))).first()
    if rows is None or rows.status is not ImportStatus.APPLIED:
        return rows
    last = (await ctx.session.exec(queries.last_applied())).first()
    return rows if last is not None and last.id == rows.id else None


async def _get(ctx: Context, import_id: UUID) -> RosterImport:
    ctx.require(Ability.ROSTERS_READ)
    row = (await ctx.session.exec(queries.roster_import(import_id))).one_or_none()
    if row is None:
        raise NotFound
    return row


async def _get_to_change(ctx: Context, import_id: UUID) -> RosterImport:
    row = (await ctx.session.exec(queries.import_to_change(import_id))).one_or_none()
    if row is None:
        raise NotFound
    return row


def _require_whole_district(ctx: Context) -> None:
    if ctx.scope.school_ids is not None:
        raise Forbidden("A roster covers the whole district; your role covers some of its schools.")
