"""The pages that guardians and students open by link. HTTP only; every rule lies below."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from tellmore.consent import answering, sheet
from tellmore.consent.kinds import Language
from tellmore.consent.links import PATH
from tellmore.core.html import Site
from tellmore.core.http import SettingsDep
from tellmore.identity.authentication import AnonymousContextDep

site = Site("tellmore.consent")
pages = site.router("consent-pages")
LOOK = ["GET", "HEAD"]


async def chosen_language(
    lang: Annotated[str | None, Query(max_length=35)] = None,
) -> Language | None:
    return Language(lang) if lang in set(Language) else None


async def typed_fields(request: Request) -> dict[str, str]:
    """The fields of the form as text; files and repeated names have no place in it."""
    async with request.form(max_files=0, max_fields=30) as form:
        return {key: value.strip() for key, value in form.items() if isinstance(value, str)}


Chosen = Annotated[Language | None, Depends(chosen_language)]
Typed = Annotated[dict[str, str], Depends(typed_fields)]


@pages.api_route(PATH + "/{token}", methods=LOOK)
async def look(
    token: str, ctx: AnonymousContextDep, settings: SettingsDep, chosen: Chosen
) -> Response:
    """What is asked; once it is answered, the receipt."""
    opened = await sheet.open_link(ctx, settings, token, chosen)
    template = "ask.html" if opened.given is None else "receipt.html"
    return site.page(template, opened.header, opened.language, **opened.values())


@pages.api_route(PATH + "/{token}/questions", methods=LOOK)
async def questions(
    token: str, ctx: AnonymousContextDep, settings: SettingsDep, chosen: Chosen
) -> Response:
    """The questions that will be asked: the right to inspect."""
    opened = await sheet.open_link(ctx, settings, token, chosen)
    return site.page("questions.html", opened.header, opened.language, **opened.values())


@pages.post(PATH + "/{token}")
async def decide(
    token: str, ctx: AnonymousContextDep, settings: SettingsDep, chosen: Chosen, typed: Typed
) -> Response:
    """Sign."""
    await answering.decide(ctx, settings, token, typed, chosen)
    return _back(token, chosen)


@pages.post(PATH + "/{token}/withdraw")
async def withdraw(
    token: str, ctx: AnonymousContextDep, settings: SettingsDep, chosen: Chosen, typed: Typed
) -> Response:
    """Take back a yes."""
    await answering.withdraw(ctx, settings, token, typed, chosen)
    return _back(token, chosen)


def _back(token: str, chosen: Language | None) -> Response:
    """To the receipt, by another request: sending the page again signs nothing twice."""
    address = f"{PATH}/{quote(token, safe='')}"
    return RedirectResponse(f"{address}?lang={chosen}" if chosen else address, status_code=303)
