"""A worker with one more job, which writes down what it does; the tests watch and kill it."""

import asyncio
import os
import time
from pathlib import Path

from sqlmodel import col, select

from tellmore import worker
from tellmore.core import jobs
from tellmore.core.context import Context
from tellmore.districts.models import School
from tellmore.settings import get_settings

DIARY = Path(os.environ["DIARY"])
UNBLOCKED = Path(f"{DIARY}.unblocked")


def note(line: str) -> None:
    with DIARY.open("a") as diary:
        diary.write(line + "\n")


def wait_until_unblocked() -> None:
    while not UNBLOCKED.exists():
        time.sleep(0.05)


def first_time() -> bool:
    return not DIARY.exists()


@jobs.job("tests.write")
async def write(ctx: Context, word: str) -> None:
    if word in {"block", "linger"}:
        note("begun")
        await asyncio.to_thread(wait_until_unblocked)
    if word == "fail" and await asyncio.to_thread(first_time):
        note("failing")
        raise ValueError(os.environ["SAID"])
    schools = await ctx.session.exec(select(School.name).order_by(col(School.name)))
    note(f"{word} {ctx.district_id} {','.join(schools)}")


asyncio.run(worker.run(get_settings()))
