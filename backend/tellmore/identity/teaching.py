"""Who teaches nobody: attested by an administrator, of people whom the roster doesn't know.

Raw text is closed to those who teach the student. Of an account without a link to the roster
nobody can tell, and what is unknown never reads as clear.
"""

from tellmore.core.context import Context
from tellmore.core.errors import Invalid
from tellmore.identity.events import TeachingAttestationEnded, TeachingAttested
from tellmore.identity.models import User


async def settle(ctx: Context, user: User, *, attested: bool) -> None:
    """Bring the attestation to what was said; whoever is in the roster needs none."""
    was = user.teaches_nobody_at is not None
    if attested and user.staff_id is not None:
        detail = "This account is linked to the roster, which says whom it teaches."
        raise Invalid.at("/teaches_nobody", "linked", detail)
    if attested == was:
        return
    user.teaches_nobody_at = ctx.now if attested else None
    user.teaches_nobody_by = ctx.actor.id if attested else None
    happened = TeachingAttested if attested else TeachingAttestationEnded
    await ctx.emit(happened(user_id=user.id), of=user)
