"""Write the JavaScript client's types from the API; with `--check`, only say if they are stale.

The document is taken from the application itself, with settings made up on the spot: describing
the API needs neither a database nor a secret.
"""

import json
import secrets
import subprocess
import sys
from pathlib import Path

from pydantic import SecretStr

from tellmore.app import create_app
from tellmore.core.keys import new_private_key
from tellmore.settings import Environment, Settings

CLIENT = Path(__file__).resolve().parent.parent / "frontend" / "client"
TYPES = CLIENT / "src" / "gen" / "schema.d.ts"


def document() -> str:
    settings = Settings(
        environment=Environment.DEVELOPMENT,
        DATABASE_URL=SecretStr("postgresql://nobody@127.0.0.1/none"),
        secret_key=SecretStr(secrets.token_urlsafe(32)),
        jwt_private_key=SecretStr(new_private_key()),
    )
    return json.dumps(create_app(settings).openapi(), indent=2, sort_keys=True)


def generate() -> None:
    (CLIENT / "openapi.json").write_text(document())
    subprocess.run(["npm", "run", "--silent", "generate"], cwd=CLIENT, check=True)  # noqa: S607 - the environment's npm


def main(*, check: bool) -> int:
    before = TYPES.read_text()
    generate()
    if not check or TYPES.read_text() == before:
        return 0
    TYPES.write_text(before)
    print("The client's types are not those of the API: run `make client` and commit the result.")
    return 1


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
