from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, SecretStr, StringConstraints

from tellmore.core.schemas import Line, Ordered, Patch, Schema
from tellmore.identity.abilities import Ability, Role
from tellmore.identity.models import UserStatus
from tellmore.identity.permissions import ClientAction, UserAction

Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$"
    ),
]
Language = Literal["en", "es"]


def _whole(secret: SecretStr) -> SecretStr:
    """JSON may hold half a character. The error must not say which: it is of a secret."""
    typed = secret.get_secret_value()
    if typed.encode(errors="replace").decode() != typed:
        msg = "this holds half a character"
        raise ValueError(msg)
    return secret


Secret = Annotated[SecretStr, Field(max_length=1024), AfterValidator(_whole)]


def _long_enough(password: SecretStr) -> SecretStr:
    if not 12 <= len(password.get_secret_value()) <= 1024:  # noqa: PLR2004  # NIST SP 800-63B asks for 15 or a second factor, 8 at least
        msg = "use at least 12 characters; a few unrelated words do well"
        raise ValueError(msg)
    return password


NewPassword = Annotated[Secret, AfterValidator(_long_enough)]


class SignIn(Schema):
    email: Email
    password: Secret


class AccessTokenRead(Schema):
    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    scope: str


class MembershipWrite(Schema):
    role: Role
    school_id: UUID | None = None


class MembershipRead(Schema):
    role: Role
    school_id: UUID | None


class MeRead(Schema):
    """Who is signed in, and what the page may show."""

    id: UUID
    kind: Literal["user", "client"]
    name: str
    email: str | None
    district_id: UUID
    language: Language
    memberships: list[MembershipRead]
    abilities: list[Ability]
    staff_id: UUID | None
    """Staff in the roster: what students say whom they teach, or may teach, is kept from them."""


class UserCreate(Schema):
    email: Email
    name: Line
    password: NewPassword | None = None
    """None: the person chooses one, by a link that is made for them."""
    language: Language = "en"
    memberships: list[MembershipWrite]
    staff_id: UUID | None = None
    teaches_nobody: bool = False
    """You attest it of somebody who is not in the roster. Without it raw text stays closed."""


class UserUpdate(Patch):
    name: Line = ""
    language: Language = "en"
    status: UserStatus = UserStatus.ACTIVE
    memberships: list[MembershipWrite] = []
    staff_id: UUID | None = None
    teaches_nobody: bool = False
    """Attest it, or take the attestation back."""


class UserRead(Schema):
    id: UUID
    email: str
    name: str
    status: UserStatus
    language: str
    memberships: list[MembershipRead]
    staff_id: UUID | None
    teaches_nobody: bool
    """An administrator attested it. With neither this nor `staff_id`, raw text stays closed."""
    teaches_nobody_at: datetime | None
    teaches_nobody_by: UUID | None
    last_sign_in_at: datetime | None
    locked_until: datetime | None
    """Too many wrong passwords: nobody signs in before this."""
    sign_in_set_up: bool
    can: Ordered[UserAction]
    created_at: datetime
    updated_at: datetime
    version: int


class SignInLinkRead(Schema):
    """The link is shown once; we keep its hash."""

    url: str
    expires_at: datetime


class PasswordChoice(Schema):
    token: Annotated[Secret, Field(min_length=1, max_length=200)]
    password: NewPassword


class ApiClientCreate(Schema):
    name: Line
    scopes: list[Ability]


class ApiClientRead(Schema):
    id: UUID
    client_id: str
    name: str
    scopes: list[Ability]
    last_used_at: datetime | None
    revoked_at: datetime | None
    old_secret_until: datetime | None
    """While a new secret takes over: for so long the one before it works too."""
    can: Ordered[ClientAction]
    created_at: datetime
    updated_at: datetime
    version: int


class ApiClientWithSecret(Schema):
    """The secret is shown once; we keep its hash."""

    client: ApiClientRead
    client_secret: str
