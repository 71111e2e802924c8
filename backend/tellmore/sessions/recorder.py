"""Audio needs everyone's permission: one no in the room locks the recorder; notes go on."""

from collections.abc import Sequence
from uuid import UUID

from tellmore.consent import service as consent
from tellmore.consent.kinds import Purpose
from tellmore.core.context import Context
from tellmore.sessions.models import Participant, Presence


async def locked_by(ctx: Context, seats: Sequence[Participant]) -> list[UUID] | None:
    """Who of those present has no audio permission. None: unlocked. Empty: nobody is here."""
    present = [seat.member_id for seat in seats if seat.presence is Presence.PRESENT]
    known = await consent.permissions(ctx, present)
    refusing = [
        member_id
        for member_id in present
        if member_id not in known or not known[member_id][Purpose.AUDIO].granted
    ]
    return refusing if refusing or not present else None
