"""Asked aloud at the Welcome, beside taking part: to be recorded, quoted, asked again."""

from uuid import UUID

from tellmore.cohorts import roll
from tellmore.consent import service as consent
from tellmore.consent.kinds import Decision, Purpose
from tellmore.core.context import Context
from tellmore.core.languages import Language
from tellmore.districts import service as districts
from tellmore.guides import service as guides
from tellmore.sessions.models import Presence, Session
from tellmore.sessions.permissions import SessionAction
from tellmore.sessions.presence import NotCheckedIn, pause_if_locked, take_seat
from tellmore.sessions.schemas import SessionRead, SpokenConsent
from tellmore.sessions.views import view


async def hear(ctx: Context, session_id: UUID, member_id: UUID, data: SpokenConsent) -> SessionRead:
    """By whoever runs the session. What a guardian must say is not said by this."""
    session, seat = await take_seat(ctx, session_id, member_id, SessionAction.RUN)
    if seat.presence is not Presence.PRESENT:
        raise NotCheckedIn
    language, words = await _words(ctx, session)
    await consent.hear(
        ctx,
        await roll.member(ctx, member_id),
        {Purpose(purpose): Decision(said) for purpose, said in data.decisions.items()},
        language=language,
        note=f"Asked aloud in session {session.id}, with {words}.",
    )
    await pause_if_locked(ctx, session)
    return await view(ctx, session)


async def _words(ctx: Context, session: Session) -> tuple[Language, str]:
    """Which script was read: the guide's own Welcome, or ours where there is none."""
    if session.guide_version_id is None:
        language = Language.closest((await districts.own(ctx)).language)
        return language, "the words of the consent form"
    version = await guides.version(ctx, session.guide_version_id)
    return version.language, f"the Welcome of guide version {version.number} ({version.id})"
