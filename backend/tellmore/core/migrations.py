"""Alembic, driven from code: the same for commands, tests and the health check."""

from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from tellmore.core.db import async_url

ROOT = Path(__file__).resolve().parents[3]


def config(owner_url: str = "", service_role: str = "tellmore_app") -> Config:
    """`service_role` is granted what the service needs, table by table."""
    made = Config()
    made.set_main_option("script_location", str(ROOT / "alembic"))
    made.set_main_option(
        "file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    made.attributes["owner_url"] = async_url(owner_url)
    made.attributes["service_role"] = service_role
    return made


def upgrade(owner_url: str, service_role: str) -> None:
    command.upgrade(config(owner_url, service_role), "head")


@lru_cache
def head() -> str | None:
    return ScriptDirectory.from_config(config()).get_current_head()
