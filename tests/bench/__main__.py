"""`make bench`: each module of this folder measures one thing and prints it as a ratio."""

import asyncio
import importlib
import inspect
import pkgutil
from pathlib import Path


def main() -> None:
    for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if found.name.startswith("_"):
            continue
        measure = importlib.import_module(f"bench.{found.name}").measure
        lines = asyncio.run(measure()) if inspect.iscoroutinefunction(measure) else measure()
        for line in lines:
            print(line)  # noqa: T201  # what a benchmark is for


if __name__ == "__main__":
    main()
