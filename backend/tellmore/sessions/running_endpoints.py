"""What the two screens send while a session runs. Each answers with the session as it is then."""

from uuid import UUID

from fastapi import Response

from tellmore.consent import service as consent
from tellmore.core import http
from tellmore.core.http import CREATE, ITEM, merge, problems
from tellmore.identity.authentication import ContextDep
from tellmore.sessions import presence, running, welcome
from tellmore.sessions.schemas import (
    AssentAnswer,
    Attestation,
    Confidentiality,
    QuestionMove,
    RecorderSwitch,
    SessionRead,
    SpokenConsent,
    StageMove,
)
from tellmore.sessions.service import CohortNotOpen, SessionNotScheduled

router = http.router("/sessions/{session_id}", "sessions")
RUNNING = merge(CREATE, ITEM, problems(running.SessionNotRunning, running.NotReadyToStart))
SEAT = "/participants/{member_id}"


@router.post(
    "/attestation",
    responses=merge(CREATE, ITEM, problems(SessionNotScheduled, running.GuideNotAcknowledged)),
)
async def attest(
    session_id: UUID, data: Attestation, ctx: ContextDep, response: Response
) -> SessionRead:
    """Attest that you are prepared, and have read the questions: the moderator alone."""
    return http.tag(response, await running.attest(ctx, session_id, data))


@router.post(
    "/start",
    responses=merge(
        CREATE,
        ITEM,
        problems(SessionNotScheduled, CohortNotOpen, running.NotReadyToStart),
    ),
)
async def start(session_id: UUID, ctx: ContextDep, response: Response) -> SessionRead:
    """Begin with the Welcome."""
    return http.tag(response, await running.start(ctx, session_id))


@router.post("/confidentiality", responses=RUNNING)
async def explain_confidentiality(
    session_id: UUID,
    data: Confidentiality,  # noqa: ARG001  # its one field is the confirmation
    ctx: ContextDep,
    response: Response,
) -> SessionRead:
    """Confirm that the limits of confidentiality were said aloud."""
    return http.tag(response, await running.explain_confidentiality(ctx, session_id))


@router.post(
    "/stage",
    responses=merge(
        RUNNING,
        problems(
            running.StageOutOfOrder, running.ConfidentialityNotExplained, running.AssentMissing
        ),
    ),
)
async def move(
    session_id: UUID, data: StageMove, ctx: ContextDep, response: Response
) -> SessionRead:
    """Go on to the next stage."""
    return http.tag(response, await running.move(ctx, session_id, data))


@router.post("/question", responses=RUNNING)
async def ask(
    session_id: UUID, data: QuestionMove, ctx: ContextDep, response: Response
) -> SessionRead:
    """Say which question is being asked; none, between two of them."""
    return http.tag(response, await running.ask(ctx, session_id, data))


@router.post("/recorder", responses=merge(RUNNING, problems(running.RecorderLocked)))
async def switch_recorder(
    session_id: UUID, data: RecorderSwitch, ctx: ContextDep, response: Response
) -> SessionRead:
    """Say whether the recorder runs. It is locked while anyone's audio permission is missing."""
    return http.tag(response, await running.switch_recorder(ctx, session_id, data))


@router.post(
    SEAT + "/check-in",
    responses=merge(RUNNING, problems(presence.PermissionMissing, presence.TooLateToJoin)),
)
async def check_in(
    session_id: UUID, member_id: UUID, ctx: ContextDep, response: Response
) -> SessionRead:
    """Let a student in: refused without permission to take part."""
    return http.tag(response, await presence.check_in(ctx, session_id, member_id))


@router.post(SEAT + "/assent", responses=merge(RUNNING, problems(presence.NotCheckedIn)))
async def answer_assent(
    session_id: UUID, member_id: UUID, data: AssentAnswer, ctx: ContextDep, response: Response
) -> SessionRead:
    """Note what a student answered aloud at the Welcome."""
    return http.tag(response, await presence.answer(ctx, session_id, member_id, data))


@router.post(
    SEAT + "/spoken-consent",
    responses=merge(
        RUNNING,
        problems(presence.NotCheckedIn, consent.NoFormInForce, consent.WrittenNoStands),
    ),
)
async def hear_consent(
    session_id: UUID, member_id: UUID, data: SpokenConsent, ctx: ContextDep, response: Response
) -> SessionRead:
    """Put on record what a student says aloud: to be recorded, quoted, asked again."""
    return http.tag(response, await welcome.hear(ctx, session_id, member_id, data))


@router.post(SEAT + "/leave", responses=merge(RUNNING, problems(presence.NotCheckedIn)))
async def leave(
    session_id: UUID, member_id: UUID, ctx: ContextDep, response: Response
) -> SessionRead:
    """Note that a student left."""
    return http.tag(response, await presence.leave(ctx, session_id, member_id))
