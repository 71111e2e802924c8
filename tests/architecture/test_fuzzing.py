"""Schemathesis against the live server: no answer that the API does not document, and no 5xx.

Ids in paths and bodies are those of a district that has a row in every table, so that requests
get past the door.
"""

import copy
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from architecture.bodies import Bodies
from architecture.conftest import Place
from architecture.document import document
from architecture.test_other_districts import address, takes_an_id
from factories import PASSWORD
from ports import reserved_port
from tellmore.identity.abilities import Role
from tellmore.settings import Settings

pytestmark = pytest.mark.slow
EXAMPLES = int(os.environ.get("TELLMORE_FUZZ_EXAMPLES", "3"))
PATIENCE = 90.0
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
LEFT_OUT = {
    "/v1/me/sign-out-everywhere": "it would end the session of all the others",
    "/v1/sessions/{session_id}/live": "its answer never ends",
    "/healthz": "a 503 is its answer when no worker runs, as here",
}

schema = schemathesis.openapi.from_dict(copy.deepcopy(document()))


class Live:
    """The server as a process of its own, and the headers of a district administrator."""

    def __init__(self, url: str, place: Place, email: str) -> None:
        self.url = url
        self.place = place
        body = {"email": email, "password": PASSWORD}
        answer = httpx.post(f"{url}/v1/auth/sign-in", json=body, trust_env=False)
        answer.raise_for_status()
        self.headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    with reserved_port() as held:
        yield held


@pytest.fixture(scope="session")
def server(
    settings: Settings, port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    url = f"http://127.0.0.1:{port}"
    env = os.environ | {
        "TELLMORE_ENVIRONMENT": "development",
        "TELLMORE_DATABASE_URL": settings.database_url.get_secret_value(),
        "TELLMORE_SECRET_KEY": settings.secret_key.get_secret_value(),
        "TELLMORE_JWT_PRIVATE_KEY": settings.jwt_private_key.get_secret_value(),
        "TELLMORE_ARGON2_MEMORY_KIB": "64",
        "TELLMORE_ARGON2_PASSES": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONUNBUFFERED": "1",
    }
    log = tmp_path_factory.mktemp("fuzzing") / "server.log"
    command = [sys.executable, "-m", "tellmore.cli", "serve", "--port", str(port)]
    with log.open("wb") as out:
        child = subprocess.Popen(command, env=env, stdout=out, stderr=out)  # noqa: S603 - ours
    try:
        wait_until_ready(url, child, log)
        yield url
    finally:
        child.terminate()
        child.wait()


def wait_until_ready(url: str, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    told = "nothing"
    while True:
        try:
            answer = httpx.get(f"{url}/problems", trust_env=False)
            if answer.status_code == 200:
                return
            told = answer.text
        except httpx.TransportError as error:
            told = repr(error)
        assert child.poll() is None, log.read_text()
        assert time.monotonic() < deadline, f"{told}\n{log.read_text()}"
        time.sleep(0.1)


@pytest.fixture(scope="session")
async def email(there: Place) -> str:
    return await there.world.user(Role.DISTRICT_ADMIN)


@pytest.fixture(scope="session")
def live(server: str, there: Place, email: str) -> Live:
    return Live(server, there, email)


def at_home(value: Any, bodies: Bodies, name: str = "") -> Any:
    """Put ids that exist where a body refers to rows."""
    if isinstance(value, dict):
        return {key: at_home(each, bodies, str(key)) for key, each in value.items()}
    if isinstance(value, list):
        return [at_home(each, bodies, name.removesuffix("s")) for each in value]
    if isinstance(value, str) and name.endswith("_id") and re.fullmatch(r"[0-9a-f-]{36}", value):
        return str(bodies.id_named(name))
    return value


@schema.exclude(path=list(LEFT_OUT)).parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_documented(case: Case[Any], live: Live) -> None:
    if takes_an_id(case.path, case.method.lower()):
        ids = re.findall(r"[0-9a-f-]{36}", address(case.path, live.place))
        case.path_parameters = dict(zip(case.path_parameters, ids, strict=True))
    if isinstance(case.body, dict):
        case.body = at_home(case.body, Bodies(document(), live.place.ids))
    headers = {**live.headers, "If-Match": '"1"'}
    case.call_and_validate(base_url=live.url, headers=headers, checks=CHECKS)
