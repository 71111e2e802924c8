"""What is remembered when nobody took notes: who said what, as near to their words as can be.

Each is a response like any other, so that it is read by those who may, coded, and struck.
"""

from uuid import UUID

from tellmore.core.context import Context
from tellmore.identity.abilities import Ability
from tellmore.responses.admission import admit
from tellmore.responses.capture import add, row_of
from tellmore.responses.models import ResponseKind, Wording
from tellmore.responses.schemas import RecallNote, Remembered, ResponseCreate
from tellmore.sessions import recall
from tellmore.sessions.models import Session
from tellmore.sessions.schemas import SessionRead
from tellmore.sessions.views import view


async def write(ctx: Context, session_id: UUID, data: RecallNote) -> SessionRead:
    ctx.require(Ability.RESPONSES_WRITE)
    session = await recall.begin(ctx, session_id)
    for item in data.items:
        await _keep(ctx, session, item)
    await recall.written(ctx, session)
    return await view(ctx, session)


async def _keep(ctx: Context, session: Session, item: Remembered) -> None:
    """Of students who said yes, those too who left before the end."""
    spoken = ResponseCreate(
        session_id=session.id,
        member_id=item.member_id,
        kind=ResponseKind.UTTERANCE,
        text=item.text,
        wording=Wording.PARAPHRASE,
    )
    began, whose = session.started_at or ctx.now, None
    if item.member_id is not None:
        whose = await admit(ctx, session, item.member_id, spoken.kind, began)
    await add(ctx, row_of(ctx, session, spoken, whose), whose)
