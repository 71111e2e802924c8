"""The application: middleware, routers, problem handlers; nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from tellmore import __version__, api
from tellmore.core import health, middleware, openapi, problems, rooms, single_page
from tellmore.core.db import Database
from tellmore.core.hot_reads import HotReads
from tellmore.core.live import Hub
from tellmore.core.security import AccessTokens, Passwords
from tellmore.identity.tokens import Keys
from tellmore.settings import Settings, get_settings

ABOUT = """Run empathy interviews with students: draw fairly, ask permission, listen, act, answer.

Every refusal is a problem document (RFC 9457). Every list is paged by an opaque cursor."""


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or get_settings()
    app = FastAPI(
        title="Tellmore",
        version=__version__,
        description=ABOUT,
        lifespan=_lifespan,
        generate_unique_id_function=openapi.operation_id,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    _furnish(app, settings)
    rooms.import_each("reactions")
    problems.install(app)
    app.include_router(health.router)
    app.include_router(api.build())
    for page in api.PAGES:
        app.include_router(page)
    single_page.install(app, settings)
    middleware.install(app, settings)
    openapi.install(app)
    return app


def _furnish(app: FastAPI, settings: Settings) -> None:
    app.state.settings = settings
    app.state.database = Database(settings)
    app.state.live = Hub(settings)
    app.state.hot = HotReads(settings)
    app.state.keys = Keys(settings, Passwords(settings), AccessTokens(settings))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    database: Database = app.state.database
    await database.refuse_unsafe_role()
    yield
    live: Hub = app.state.live
    hot: HotReads = app.state.hot
    await live.close()
    await hot.close()
    await database.close()
