"""The OpenAPI document, without a database."""

from functools import lru_cache
from typing import Any

from pydantic import SecretStr

from tellmore.app import create_app
from tellmore.core.keys import new_private_key
from tellmore.settings import Environment, Settings

METHODS = ("get", "post", "put", "patch", "delete")


@lru_cache
def document() -> dict[str, Any]:
    settings = Settings(
        environment=Environment.DEVELOPMENT,
        DATABASE_URL=SecretStr("postgresql://nobody@nowhere/nothing"),
        secret_key=SecretStr("k" * 40),
        jwt_private_key=SecretStr(new_private_key()),
    )
    made: dict[str, Any] = create_app(settings).openapi()
    return made


def operations() -> list[tuple[str, str]]:
    """Every method and path, in the order of the paths."""
    return [
        (method, path)
        for path, methods in sorted(document()["paths"].items())
        for method in METHODS
        if method in methods
    ]
