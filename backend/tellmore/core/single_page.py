"""The built page, served from the same origin as the API."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from tellmore.core.errors import NotFound
from tellmore.settings import Settings

ANYWHERE = "/{path:path}"
RESERVED = ("v1/", "problems")


def install(app: FastAPI, settings: Settings) -> None:
    """Serve the page's files; every other address that a browser asks for is the page itself."""
    if settings.static_dir is None:
        return
    root = Path(settings.static_dir).resolve()
    files = StaticFiles(directory=root)

    @app.get(ANYWHERE, include_in_schema=False)
    async def page(path: str, request: Request) -> Response:
        if path.startswith(RESERVED) or "\0" in path:
            raise NotFound
        target = (root / path).resolve()
        if path and target.is_relative_to(root) and target.is_file():
            return _cached(await files.get_response(path, request.scope), path)
        return FileResponse(root / "index.html", headers={"Cache-Control": "no-cache"})


def _cached(response: Response, path: str) -> Response:
    """A hashed asset never changes under its name."""
    lasting = path.startswith("assets/")
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if lasting else "no-cache"
    )
    return response
