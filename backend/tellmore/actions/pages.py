"""The page that a participant opens by link. Reading it changes nothing; answering is a POST."""

from typing import Annotated

from fastapi import Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from tellmore.actions import links
from tellmore.actions.links import Shown
from tellmore.actions.models import Heard
from tellmore.core.html import Header, Site
from tellmore.core.html.site import language_of
from tellmore.core.http import SettingsDep
from tellmore.identity.authentication import AnonymousContextDep

site = Site("tellmore.actions")
router = site.router("heard")
Token = Annotated[str, Path(max_length=200)]


@router.api_route("/heard/{token}", methods=["GET", "HEAD"])
async def show(
    token: Token, request: Request, ctx: AnonymousContextDep, settings: SettingsDep
) -> Response:
    shown = await links.show(ctx, token, settings)
    header = _header(shown)
    language = language_of(request, header)
    return site.page("heard.html", header, language, shown=shown, action=request.url.path)


@router.post("/heard/{token}")
async def answer(
    token: Token,
    heard: Annotated[Heard, Form()],
    request: Request,
    ctx: AnonymousContextDep,
    settings: SettingsDep,
) -> Response:
    await links.answer(ctx, token, heard, settings)
    return RedirectResponse(f"{request.url.path}?{request.url.query}", status_code=303)


def _header(shown: Shown) -> Header:
    return Header(
        school=shown.school.name,
        district=shown.district_name,
        language=shown.page.language,
        contact_name=shown.school.contact_name,
        contact_email=shown.school.contact_email,
        contact_phone=shown.school.contact_phone,
    )
