"""Mail leaves the house here alone. A letter carries a link and no answer of anybody's."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr

import aiosmtplib

from tellmore.settings import Settings

PATIENCE = 20.0
_TRY_AGAIN = 500
"""Replies below this say "later", those from it on "never" (RFC 5321)."""


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    language: str


class MailRefusedError(Exception):
    """The other side will not take this letter, however often it is sent."""


class MailDelayedError(Exception):
    """It did not go out this time."""


async def send(settings: Settings, letter: Letter) -> None:
    """Hand one letter to the server that the installation names."""
    password = settings.smtp_password
    try:
        await aiosmtplib.send(
            compose(settings, letter),
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_username,
            password=password.get_secret_value() if password else None,
            start_tls=settings.smtp_starttls,
            timeout=PATIENCE,
        )
    except aiosmtplib.SMTPRecipientsRefused as error:
        codes = [refused.code for refused in error.recipients]
        raise _problem(min(codes, default=0)) from None
    except aiosmtplib.SMTPResponseException as error:
        raise _problem(error.code) from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailDelayedError(type(error).__name__) from None
    except ValueError:
        raise MailRefusedError("address") from None


def compose(settings: Settings, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    name, sender = parseaddr(settings.mail_from)
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)  # which drops the Content headers that were there before
    message["Content-Language"] = letter.language
    return message


def _problem(code: int) -> Exception:
    kind = MailRefusedError if code >= _TRY_AGAIN else MailDelayedError
    return kind(f"SMTP {code}")
