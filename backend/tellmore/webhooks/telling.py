"""Tells the district's administrators that nothing is sent to an endpoint any more."""

from uuid import UUID

from tellmore.core import jobs
from tellmore.core.context import Context, system_context
from tellmore.core.db import Scope
from tellmore.core.mail import Letter, MailRefusedError, send
from tellmore.identity import service as people
from tellmore.webhooks import service
from tellmore.webhooks.models import DisabledReason, WebhookEndpoint

WORDS = {
    "en": {
        "subject": "Tellmore stopped sending a webhook",
        "gone": "The receiver answered that it is gone (410).",
        "failing": "For five days nothing that was sent has arrived.",
        "text": (
            "Nothing is sent to {host} any more. {why}\n\n"
            "Events are kept. Once the receiver is well, switch the endpoint on again and replay "
            "what it missed:\n{url}\n"
        ),
    },
    "es": {
        "subject": "Tellmore dejó de enviar un webhook",
        "gone": "El receptor respondió que ya no existe (410).",
        "failing": "Desde hace cinco días no ha llegado nada de lo enviado.",
        "text": (
            "Ya no se envía nada a {host}. {why}\n\n"
            "Los eventos se conservan. Cuando el receptor funcione, vuelva a activarlo y reenvíe "
            "lo que le falta:\n{url}\n"
        ),
    },
}


@jobs.errand("webhooks.tell_disabled")
async def tell(works: jobs.Works, scope: Scope, endpoint_id: str, user_id: str) -> None:
    """Send one administrator one letter, where this installation sends mail at all."""
    if works.settings.smtp_host is None:
        return
    async with works.database.transaction(scope) as session:
        ctx = system_context(session, scope)
        letter = await _letter(
            ctx, UUID(endpoint_id), UUID(user_id), str(works.settings.public_url)
        )
    if letter is not None:
        try:
            await send(works.settings, letter)
        except MailRefusedError:
            return  # however often it is sent: the page says it too


async def tell_administrators(ctx: Context, endpoint: WebhookEndpoint) -> None:
    """Have a letter sent to each, once this is committed."""
    for admin in await people.administrators(ctx):
        await tell.defer(ctx, endpoint_id=str(endpoint.id), user_id=str(admin.id))


async def _letter(ctx: Context, endpoint_id: UUID, user_id: UUID, home: str) -> Letter | None:
    """None when it is well again, or gone, or the person is no administrator any more."""
    endpoint = await service.find(ctx, endpoint_id)
    admin = next((one for one in await people.administrators(ctx) if one.id == user_id), None)
    if admin is None or endpoint is None or endpoint.enabled:
        return None
    words = WORDS.get(admin.language, WORDS["en"])
    why = words[(endpoint.disabled_reason or DisabledReason.FAILING).value]
    url = f"{home.rstrip('/')}/v1/webhook-endpoints/{endpoint.id}"
    text = words["text"].format(host=service.host(endpoint), why=why, url=url)
    return Letter(admin.email, words["subject"], text, admin.language)
