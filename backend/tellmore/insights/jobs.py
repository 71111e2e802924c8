from tellmore.core.context import Context
from tellmore.core.jobs import daily
from tellmore.insights import withdrawing


@daily("insights.withdraw_struck", "* * * * *")
async def withdraw_struck(ctx: Context) -> None:
    """Withdraw published themes whose evidence was struck."""
    await withdrawing.withdraw_struck(ctx)
