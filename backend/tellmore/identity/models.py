from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from tellmore.core.clock import now
from tellmore.core.models import Owned, Stamped, json_column, same_district, text_enum, timestamp
from tellmore.identity.abilities import Role


class UserStatus(StrEnum):
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


class User(Owned, Stamped, table=True):
    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("email"),
        same_district("staff_id", "staff"),
    )

    email: str
    """In lower case; an address signs in to one district."""
    name: str
    password_hash: str | None = None
    status: UserStatus = text_enum(UserStatus, "user_status", default=UserStatus.ACTIVE)
    language: str = "en"
    staff_id: UUID | None = Field(default=None, index=True)
    """The staff member that this is in the roster: what conflict checks go by."""
    teaches_nobody_at: datetime | None = timestamp(default=None)
    """When an administrator attested that this person, who is not in the roster, teaches nobody."""
    teaches_nobody_by: UUID | None = None
    failed_sign_ins: int = 0
    locked_until: datetime | None = timestamp(default=None)
    last_sign_in_at: datetime | None = timestamp(default=None)

    @property
    def teaches_nobody(self) -> bool:
        return self.staff_id is None and self.teaches_nobody_at is not None


class Membership(Owned, table=True):
    __tablename__ = "memberships"
    __table_args__ = (
        same_district("user_id", "users", ondelete="CASCADE"),
        same_district("school_id", "schools"),
        UniqueConstraint("user_id", "role", "school_id", postgresql_nulls_not_distinct=True),
    )

    user_id: UUID = Field(index=True)
    role: Role = text_enum(Role, "membership_role")
    school_id: UUID | None = None
    """None: in every school of the district."""


class RefreshToken(Owned, table=True):
    """One link in a family of rotating tokens. Using a spent one revokes the family."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (
        same_district("user_id", "users", ondelete="CASCADE"),
        UniqueConstraint("token_hash"),
    )

    user_id: UUID = Field(index=True)
    family_id: UUID = Field(index=True)
    token_hash: str
    created_at: datetime = timestamp(default_factory=now)
    expires_at: datetime = timestamp()
    used_at: datetime | None = timestamp(default=None)
    revoked_at: datetime | None = timestamp(default=None)


class PasswordLink(Owned, table=True):
    """By this a person chooses a password, once. There is one at most, the newest."""

    __tablename__ = "password_links"
    __table_args__ = (
        same_district("user_id", "users", ondelete="CASCADE"),
        UniqueConstraint("token_hash"),
    )

    user_id: UUID = Field(index=True)
    token_hash: str
    created_at: datetime = timestamp(default_factory=now)
    expires_at: datetime = timestamp()
    used_at: datetime | None = timestamp(default=None)


class ApiClient(Owned, Stamped, table=True):
    __tablename__ = "api_clients"
    __table_args__ = (UniqueConstraint("district_id", "id"), UniqueConstraint("client_id"))

    client_id: str
    name: str
    scopes: list[str] = json_column()
    revoked_at: datetime | None = timestamp(default=None)
    last_used_at: datetime | None = timestamp(default=None)


class ApiClientSecret(Owned, table=True):
    """A client may hold two while one is being replaced."""

    __tablename__ = "api_client_secrets"
    __table_args__ = (same_district("api_client_id", "api_clients", ondelete="CASCADE"),)

    api_client_id: UUID = Field(index=True)
    secret_hash: str
    created_at: datetime = timestamp(default_factory=now)
    expires_at: datetime | None = timestamp(default=None)
