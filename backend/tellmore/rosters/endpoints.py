from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response, UploadFile

from tellmore.core import http
from tellmore.core.http import CREATE, EDGES, ITEM, PageDep, merge, problems
from tellmore.core.schemas import Page
from tellmore.identity.authentication import ContextDep, ReadingContextDep
from tellmore.rosters import importing, service
from tellmore.rosters.refusal import RosterRefused
from tellmore.rosters.schemas import (
    ClassRead,
    FindingRead,
    Grade,
    Order,
    PoolCriteria,
    RosterImportRead,
    RosterSearch,
    StaffRead,
    StudentDetailRead,
    StudentOrder,
    StudentRead,
    StudentSearch,
)

imports = http.router("/roster-imports", "roster-imports")
students = http.router("/students", "students")
staff = http.router("/staff", "staff")
classes = http.router("/classes", "classes")
pool = http.router("/pool-criteria", "pool-criteria")

SchoolIds = Annotated[list[UUID], Query(min_length=1, max_length=200)]
UPLOADED: dict[int | str, dict[str, Any]] = {
    200: {"model": RosterImportRead, "description": "These bytes were uploaded before"}
}


async def listed_students(
    school_id: UUID | None = None,
    grade: Annotated[Grade | None, Query()] = None,
    active: bool | None = None,
    order: Annotated[Order, Query()] = StudentOrder.NEWEST,
) -> StudentSearch:
    return StudentSearch(school_id=school_id, grade=grade, active=active, order=order)


async def listed(school_id: UUID | None = None, active: bool | None = None) -> RosterSearch:
    return RosterSearch(school_id=school_id, active=active)


ListedStudents = Annotated[StudentSearch, Depends(listed_students)]
Listed = Annotated[RosterSearch, Depends(listed)]


@imports.get("", name="list")
async def list_imports(
    ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[RosterImportRead]:
    """List the rosters that were uploaded."""
    rows = await importing.list_imports(ctx, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[RosterImportRead](items=rows.items, next_cursor=rows.next_cursor)


@imports.post("", status_code=201, responses=merge(CREATE, UPLOADED, problems(RosterRefused)))
async def upload(file: UploadFile, ctx: ContextDep, response: Response) -> RosterImportRead:
    """Upload a OneRoster zip and see what it would change."""
    name = (file.filename or "roster.zip")[:200]
    row, is_new = await importing.upload(ctx, name, await file.read())
    response.status_code = 201 if is_new else 200
    return http.tag(response, row)


@imports.get("/{import_id}", name="read", responses=merge(ITEM, EDGES))
async def read_import(import_id: UUID, ctx: ContextDep, response: Response) -> RosterImportRead:
    """Read what an uploaded roster would change, or has changed."""
    return http.tag(response, await importing.read(ctx, import_id))


@imports.get("/{import_id}/findings", responses=ITEM)
async def findings(
    import_id: UUID, ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[FindingRead]:
    """List what was found in the files, errors first."""
    rows = await importing.list_findings(ctx, import_id, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[FindingRead](items=rows.items, next_cursor=rows.next_cursor)


@imports.post(
    "/{import_id}/apply",
    responses=merge(
        CREATE,
        ITEM,
        problems(importing.RosterImportIsHeld, importing.RosterImportNotReady, RosterRefused),
    ),
)
async def apply(import_id: UUID, ctx: ContextDep, response: Response) -> RosterImportRead:
    """Change the roster as the bundle says."""
    return http.tag(response, await importing.apply(ctx, import_id))


@imports.post(
    "/{import_id}/approve", responses=merge(CREATE, ITEM, problems(importing.RosterImportNotHeld))
)
async def approve(import_id: UUID, ctx: ContextDep, response: Response) -> RosterImportRead:
    """Agree to the deactivations that held an import."""
    return http.tag(response, await importing.approve(ctx, import_id))


@students.get("", name="list")
async def list_students(
    ctx: ContextDep,
    wanted: ListedStudents,
    page: PageDep,
    request: Request,
    response: Response,
) -> Page[StudentRead]:
    """List the students."""
    rows = await service.list_students(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[StudentRead](items=rows.items, next_cursor=rows.next_cursor)


@students.post("/search", name="search")
async def search_students(
    ctx: ReadingContextDep,
    wanted: StudentSearch,
    page: PageDep,
    request: Request,
    response: Response,
) -> Page[StudentRead]:
    """Search the students by name and number, which no address may hold."""
    return await list_students(ctx, wanted, page, request, response)


@students.get("/{student_id}", name="read", responses=merge(ITEM, EDGES))
async def read_student(student_id: UUID, ctx: ContextDep, response: Response) -> StudentDetailRead:
    """Read a student, with guardians, classes and teachers."""
    return http.tag(response, await service.read_student(ctx, student_id))


@staff.get("", name="list")
async def list_staff(
    ctx: ContextDep,
    wanted: Listed,
    page: PageDep,
    request: Request,
    response: Response,
) -> Page[StaffRead]:
    """List the staff of the roster."""
    rows = await service.list_staff(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[StaffRead](items=rows.items, next_cursor=rows.next_cursor)


@staff.post("/search", name="search")
async def search_staff(
    ctx: ReadingContextDep,
    wanted: RosterSearch,
    page: PageDep,
    request: Request,
    response: Response,
) -> Page[StaffRead]:
    """Search the staff of the roster by name."""
    return await list_staff(ctx, wanted, page, request, response)


@classes.get("", name="list")
async def list_classes(
    ctx: ContextDep,
    wanted: Listed,
    page: PageDep,
    request: Request,
    response: Response,
) -> Page[ClassRead]:
    """List the classes with their teachers."""
    rows = await service.list_classes(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[ClassRead](items=rows.items, next_cursor=rows.next_cursor)


@classes.post("/search", name="search")
async def search_classes(
    ctx: ReadingContextDep,
    wanted: RosterSearch,
    page: PageDep,
    request: Request,
    response: Response,
) -> Page[ClassRead]:
    """Search the classes by title."""
    return await list_classes(ctx, wanted, page, request, response)


@pool.get("", name="list", responses=ITEM)
async def pool_criteria(school_ids: SchoolIds, ctx: ContextDep) -> PoolCriteria:
    """What quotas can go by in these schools: each criterion's values and their counts."""
    return await service.pool_criteria(ctx, school_ids)
