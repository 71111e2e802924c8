"""Everything that the environment decides, read once and never changed."""

from enum import StrEnum
from functools import lru_cache
from typing import Self

from pydantic import AliasChoices, Field, HttpUrl, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


MIN_SECRET = 32
WEAK = ("changeme", "secret", "password", "default", "example")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="TELLMORE_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    environment: Environment = Environment.PRODUCTION
    database_url: SecretStr = Field(
        validation_alias=AliasChoices("TELLMORE_DATABASE_URL", "DATABASE_URL")
    )
    owner_database_url: SecretStr | None = None
    """The role that owns the tables and migrates; the service never connects with it."""
    secret_key: SecretStr
    """Keys the hashes of link tokens and seals stored webhook secrets."""
    jwt_private_key: SecretStr
    """An EC P-256 private key as PEM."""
    public_url: HttpUrl = HttpUrl("http://127.0.0.1:8000")
    """Where people and systems reach us: what links in mail begin with."""
    static_dir: str | None = None
    """The built page, served at / when set."""
    port: int = Field(default=8000, validation_alias=AliasChoices("TELLMORE_PORT", "PORT"))
    access_token_seconds: int = 900
    refresh_token_days: int = 14
    argon2_memory_kib: int = 19456
    argon2_passes: int = 2
    max_body_bytes: int = 2_000_000
    max_upload_bytes: int = 200_000_000
    pool_size: int = 10
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = True
    mail_from: str = "Tellmore <no-reply@localhost>"

    @property
    def development(self) -> bool:
        return self.environment is Environment.DEVELOPMENT

    @property
    def over_tls(self) -> bool:
        """Whether people reach us over TLS, wherever on the way it ends."""
        return self.public_url.scheme == "https"

    @model_validator(mode="after")
    def refuse_another_kind_of_key(self) -> Self:
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415  # loads slowly
        from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415  # as above
            load_pem_private_key,
        )

        try:
            key = load_pem_private_key(self.jwt_private_key.get_secret_value().encode(), None)
        except (ValueError, TypeError):
            key = None
        if not (isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == "secp256r1"):
            msg = "TELLMORE_JWT_PRIVATE_KEY must be an EC P-256 private key as PEM"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def refuse_default_secrets(self) -> Self:
        if self.development:
            return self
        secret = self.secret_key.get_secret_value()
        if len(secret) < MIN_SECRET or any(word in secret.lower() for word in WEAK):
            msg = "TELLMORE_SECRET_KEY must be at least 32 random characters"
            raise ValueError(msg)
        return self


class SettingsError(Exception):
    """The environment lacks something, or says what can't be; each line names a variable."""


@lru_cache
def get_settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)
        raise SettingsError("\n".join(_line(**each) for each in wrong)) from None


def _line(*, loc: tuple[str | int, ...], msg: str, **_: object) -> str:
    """Say what is wrong with one variable, by its name and without its value."""
    sentence = msg.removeprefix("Value error, ")
    if not loc:
        return sentence
    name = str(loc[0]).upper().removeprefix("TELLMORE_")
    return f"TELLMORE_{name}: {sentence}"
