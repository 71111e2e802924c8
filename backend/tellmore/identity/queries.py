from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, exists, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.identity.abilities import Role
from tellmore.identity.models import (
    ApiClient,
    ApiClientSecret,
    Membership,
    PasswordLink,
    RefreshToken,
    User,
    UserStatus,
)


def user_by_email(email: str) -> SelectOfScalar[User]:
    return select(User).where(col(User.email) == email)


def users() -> SelectOfScalar[User]:
    return select(User)


def user(user_id: UUID) -> SelectOfScalar[User]:
    return select(User).where(col(User.id) == user_id)


def users_by_id(user_ids: Sequence[UUID]) -> SelectOfScalar[User]:
    return select(User).where(col(User.id).in_(user_ids))


def memberships(user_ids: list[UUID]) -> SelectOfScalar[Membership]:
    return select(Membership).where(col(Membership.user_id).in_(user_ids))


def refresh_token(token_hash: str) -> SelectOfScalar[RefreshToken]:
    """Locked: two tabs that refresh at once must not both spend the token."""
    return select(RefreshToken).where(col(RefreshToken.token_hash) == token_hash).with_for_update()


def password_link(token_hash: str) -> SelectOfScalar[PasswordLink]:
    """Locked: of two who hold the link, one chooses."""
    return select(PasswordLink).where(col(PasswordLink.token_hash) == token_hash).with_for_update()


def signed_in(user_id: UUID, family_id: UUID, at: datetime) -> Select[User, bool, Membership]:
    """A row for each membership, or one: the user, and whether this sign-in still holds.

    One statement, because it goes before every request.
    """
    live = exists().where(
        col(RefreshToken.family_id) == family_id,
        col(RefreshToken.revoked_at).is_(None),
        col(RefreshToken.expires_at) > at,
    )
    return (
        select(User, live, Membership)
        .outerjoin(Membership, col(Membership.user_id) == col(User.id))
        .where(col(User.id) == user_id)
    )


def api_clients() -> SelectOfScalar[ApiClient]:
    return select(ApiClient)


def api_client(row_id: UUID) -> SelectOfScalar[ApiClient]:
    return select(ApiClient).where(col(ApiClient.id) == row_id)


def api_client_by_public_id(client_id: str) -> SelectOfScalar[ApiClient]:
    return select(ApiClient).where(col(ApiClient.client_id) == client_id)


def secrets_of(row_id: UUID) -> SelectOfScalar[ApiClientSecret]:
    return select(ApiClientSecret).where(col(ApiClientSecret.api_client_id) == row_id)


def outgoing_secrets(row_ids: Sequence[UUID], at: datetime) -> SelectOfScalar[ApiClientSecret]:
    """Those that a newer one replaces, and that work for a while still."""
    return select(ApiClientSecret).where(
        col(ApiClientSecret.api_client_id).in_(row_ids), col(ApiClientSecret.expires_at) > at
    )


def administrators() -> SelectOfScalar[UUID]:
    return (
        select(User.id)
        .join(Membership, col(Membership.user_id) == col(User.id))
        .where(
            col(Membership.role) == Role.DISTRICT_ADMIN,
            col(Membership.school_id).is_(None),
            col(User.status) == UserStatus.ACTIVE,
        )
        .limit(1)
    )
