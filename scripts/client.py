"""Write the JavaScript client's types from the API; with `--check`, only say if they are stale."""

import subprocess
import sys
from pathlib import Path

CLIENT = Path(__file__).resolve().parent.parent / "frontend" / "client"
TYPES = CLIENT / "src" / "gen" / "schema.d.ts"


def generate() -> None:
    document = [sys.executable, "-m", "tellmore.cli", "openapi"]
    with (CLIENT / "openapi.json").open("w") as output:
        subprocess.run(document, stdout=output, check=True)  # noqa: S603 - our own command
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
