from tellmore.actions import service
from tellmore.core.context import Context
from tellmore.core.jobs import daily


@daily("actions.tell_overdue", "10 6 * * *")
async def tell_overdue(ctx: Context) -> None:
    """Tell of action items that have become late."""
    while await service.tell_overdue(ctx):
        pass
