"""A real SMTP server, and a worker that performs what is due."""

import email
import email.policy
from collections.abc import Awaitable, Callable
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tellmore import worker
from tellmore.core import jobs
from tellmore.core.db import Database
from tellmore.settings import Settings

Working = Callable[[], Awaitable[None]]


class Postbox:
    """What the server was given; `reply` is what it says to a recipient."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.reply = "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.reply

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        self.letters.append(parsed)
        return "250 OK"

    def to(self, address: str | None) -> EmailMessage:
        (letter,) = [one for one in self.letters if one["To"] == address]
        return letter


async def work(settings: Settings, database: Database) -> None:
    """Perform what is due, as the worker does, and stop.

    Not what the clock brings: that is for every district, those of all other tests among them.
    """
    worker.import_jobs()
    with (
        jobs.queue.replace_connector(jobs.connector(settings)),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(jobs.queue.periodic_registry, "periodic_tasks", {})
        async with jobs.queue.open_async():
            await jobs.queue.run_worker_async(
                wait=False,
                install_signal_handlers=False,
                delete_jobs="always",
                additional_context={"works": jobs.Works(database, settings)},
            )
