from tellmore.cohorts import by_school
from tellmore.cohorts.by_school_schemas import ClassTimeRead
from tellmore.core import http
from tellmore.identity.authentication import ContextDep

router = http.router("/class-time", "class-time")


@router.get("/schools", name="by_school")
async def read_class_time(ctx: ContextDep) -> ClassTimeRead:
    """Say what sessions cost each school in class time this year."""
    return await by_school.read(ctx)
