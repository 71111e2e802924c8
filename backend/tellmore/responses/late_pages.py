"""The page that a student opens by link in the days after. HTTP only; every rule lies below."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from tellmore.core.html import Site
from tellmore.core.html.site import language_of
from tellmore.core.http import SettingsDep
from tellmore.identity.authentication import AnonymousContextDep
from tellmore.responses import late_thoughts
from tellmore.responses.late_links import PATH, Opened, open_link

site = Site("tellmore.responses")
pages = site.router("late-thoughts-pages")


async def typed_fields(request: Request) -> dict[str, str]:
    """The fields of the form as text; there may be one for each thing that was said."""
    async with request.form(max_files=0, max_fields=1000) as form:
        fields = {key: value.strip() for key, value in form.items() if isinstance(value, str)}
    request.state.written = fields.get("thought", "")
    return fields


async def opened_link(
    token: str, request: Request, ctx: AnonymousContextDep, settings: SettingsDep
) -> Opened:
    return await open_link(ctx, settings, token, language_of(request))


OpenedDep = Annotated[Opened, Depends(opened_link)]
Typed = Annotated[dict[str, str], Depends(typed_fields)]


@pages.api_route(PATH + "/{token}", methods=["GET", "HEAD"])
async def look(opened: OpenedDep, done: str | None = None) -> Response:
    """What one can do here. Looking changes nothing, and shows nobody's words."""
    done = done if done in {"added", "struck"} else None
    return _page(opened, "late.html", done=done)


@pages.post(PATH + "/{token}")
async def add(typed: Typed, opened: OpenedDep, ctx: AnonymousContextDep) -> Response:
    """Add a thought. Read first what was typed: whatever refuses gives it back."""
    await late_thoughts.add_thought(ctx, opened, typed)
    return _back(opened, "added")


@pages.post(PATH + "/{token}/said")
async def show(opened: OpenedDep, ctx: AnonymousContextDep, typed: Typed) -> Response:
    """Show the student's own words, to choose what to take back."""
    said = await late_thoughts.what_was_said(ctx, opened, typed)
    return _page(opened, "said.html", said=said, typed=typed)


@pages.post(PATH + "/{token}/strike")
async def strike(opened: OpenedDep, ctx: AnonymousContextDep, typed: Typed) -> Response:
    """Take back what was chosen."""
    struck = await late_thoughts.strike(ctx, opened, typed)
    return _back(opened, "struck" if struck else "")


def _page(opened: Opened, template: str, **values: object) -> Response:
    shown = {**opened.values(), "done": None, **values}
    return site.page(template, opened.header, opened.header.language, **shown)


def _back(opened: Opened, done: str) -> Response:
    """By another request: sending the page again adds nothing twice."""
    address = f"{PATH}/{quote(opened.token, safe='')}"
    return RedirectResponse(f"{address}?lang={opened.header.language}&done={done}", status_code=303)
