import os
import sys
import threading
import time
from typing import Any
from uuid import uuid4

import pytest

from factories import World
from postbox import Working
from tellmore.core import solves
from tellmore.core.context import Context


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no rank of its own")
async def test_a_long_solve_stands_back_behind_the_screens(
    world: World, working: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own thread alone: what the worker does next has its old rank."""
    ranks: list[int] = []
    usual = os.getpriority(os.PRIO_PROCESS, 0)  # of the thread that asks

    def work(_: solves.Onlooker) -> None:
        until = time.monotonic() + 20
        while time.monotonic() < until and rank() == usual:
            time.sleep(0.01)
        ranks.append(rank())

    def rank() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    async def prepare(_: Context, __: solves.Solve) -> solves.Work:
        return work

    async def keep(_: Context, __: solves.Solve, found: Any) -> None:
        assert found is None

    monkeypatch.setattr(solves, "SHORT", 0.0)
    monkeypatch.setattr(solves, "PAUSE", 0.02)
    kind = solves.Kind("test.rank", prepare, keep)
    monkeypatch.setitem(solves._kinds, kind.name, kind)  # gone after the test
    async with world.context() as ctx:
        await solves.start(ctx, kind.name, uuid4(), {})
    await working()
    assert ranks == [solves.BEHIND]
    assert os.getpriority(os.PRIO_PROCESS, 0) == usual
