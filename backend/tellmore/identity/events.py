from uuid import UUID

from tellmore.core.events import DomainEvent


class UserCreated(DomainEvent, type="user.created", public=False):
    user_id: UUID


class UserUpdated(DomainEvent, type="user.updated", public=False):
    user_id: UUID


class TeachingAttested(DomainEvent, type="user.teaching_attested", public=False):
    """An administrator answers for it that this person teaches nobody."""

    user_id: UUID


class TeachingAttestationEnded(DomainEvent, type="user.teaching_attestation_ended", public=False):
    """It was taken back, or the account was linked to the roster, which knows better."""

    user_id: UUID


class UserSignedIn(DomainEvent, type="user.signed_in", public=False):
    user_id: UUID


class UserLockedOut(DomainEvent, type="user.locked_out", public=False):
    user_id: UUID


class UserSignedOutEverywhere(DomainEvent, type="user.signed_out_everywhere", public=False):
    user_id: UUID


class UserUnlocked(DomainEvent, type="user.unlocked", public=False):
    user_id: UUID


class PasswordLinkMade(DomainEvent, type="user.password_link_made", public=False):
    user_id: UUID


class PasswordChosen(DomainEvent, type="user.password_chosen", public=False):
    user_id: UUID


class RefreshTokenReused(DomainEvent, type="user.refresh_token_reused", public=False):
    user_id: UUID
    family_id: UUID


class ApiClientCreated(DomainEvent, type="api_client.created", public=False):
    api_client_id: UUID


class ApiClientRotated(DomainEvent, type="api_client.rotated", public=False):
    api_client_id: UUID


class ApiClientRevoked(DomainEvent, type="api_client.revoked", public=False):
    api_client_id: UUID
