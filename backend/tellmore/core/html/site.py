"""One room's pages: templates over the shared ones, words, and refusals that are pages too."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException

from tellmore.core.errors import Invalid, Problem
from tellmore.core.html import words
from tellmore.core.http import TransactionalRoute
from tellmore.core.languages import Language

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # No script at all: what a page by link needs, a browser without script can do.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
}


@dataclass(frozen=True)
class Header:
    """Who speaks, and the human whom one can reach. Stands on top of every page."""

    school: str
    district: str
    language: Language
    contact_name: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    familiar: bool = False
    """The reader is a student."""
    home: str = ""
    """Where the page lies: a form that is refused stands at another address."""


class PageProblem(Problem):
    """A refusal that knows in whose name, and in which language, it speaks."""

    template: ClassVar[str] = "problem.html"

    def __init__(self, header: Header | None = None, **values: Any) -> None:
        super().__init__()
        self.header = header
        self.values = values


class Site:
    """Renders templates of one room; `package` holds its `templates` and its `words.toml`."""

    def __init__(self, package: str) -> None:
        self.words = words.Words(package)
        self.environment = Environment(
            loader=ChoiceLoader([PackageLoader(package), PackageLoader("tellmore.core.html")]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def router(self, tag: str) -> APIRouter:
        return APIRouter(tags=[tag], route_class=self._route_class(), include_in_schema=False)

    def render(
        self, template: str, header: Header | None, language: Language, **values: Any
    ) -> str:
        familiar = header is not None and header.familiar
        say = partial(self.words.say, language, familiar=familiar)
        return self.environment.get_template(template).render(
            t=say,
            day=partial(words.day, language),
            language=language,
            languages=list(Language),
            header=header,
            **{"here": "", **values},
        )

    def page(
        self,
        template: str,
        header: Header | None,
        language: Language,
        *,
        status: int = 200,
        **values: Any,
    ) -> HTMLResponse:
        body = self.render(template, header, language, **values)
        return HTMLResponse(body, status, {**HEADERS, "Content-Language": language})

    def refusal(self, request: Request, problem: Problem) -> Response:
        """Show a refusal as a page: what happened, and what one can do.

        What a room left in `request.state.written` is given back: typed words are not lost.
        """
        header = problem.header if isinstance(problem, PageProblem) else None
        template = problem.template if isinstance(problem, PageProblem) else PageProblem.template
        values: Mapping[str, Any] = problem.values if isinstance(problem, PageProblem) else {}
        response = self.page(
            template,
            header,
            language_of(request, header),
            status=problem.status,
            problem=self._key(problem),
            here=header.home if header else "",
            written=getattr(request.state, "written", ""),
            minutes=-(-int(problem.headers.get("Retry-After", 0)) // 60),
            **values,
        )
        response.headers.update(problem.headers)
        return response

    def _key(self, problem: Problem) -> str:
        key = f"problem-{problem.slug()}"
        return key if key in self.words.known else "problem-default"

    def _route_class(self) -> type[TransactionalRoute]:
        site = self

        class PageRoute(TransactionalRoute):
            def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
                handler = super().get_route_handler()

                async def run(request: Request) -> Response:
                    try:
                        return await handler(request)
                    except Problem as problem:
                        return site.refusal(request, problem)
                    except (RequestValidationError, HTTPException):
                        return site.refusal(request, Invalid())

                return run

        return PageRoute


def language_of(request: Request, header: Header | None = None) -> Language:
    """The one that the reader chose, else that of the letter, else the browser's."""
    chosen = request.query_params.get("lang")
    if chosen in set(Language):
        return Language(chosen)
    if header is not None:
        return header.language
    return Language.closest(request.headers.get("accept-language", "").split(",")[0])
