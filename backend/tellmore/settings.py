"""Everything that the environment decides, read once and never changed."""

from enum import StrEnum
from functools import lru_cache
from typing import Self

from pydantic import AliasChoices, Field, HttpUrl, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


MIN_SECRET = 32
WEAK = ("changeme", "secret", "password", "default", "example")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TELLMORE_", frozen=True, extra="ignore")

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

    @model_validator(mode="after")
    def refuse_default_secrets(self) -> Self:
        if self.development:
            return self
        secret = self.secret_key.get_secret_value()
        if len(secret) < MIN_SECRET or any(word in secret.lower() for word in WEAK):
            msg = "TELLMORE_SECRET_KEY must be at least 32 random characters"
            raise ValueError(msg)
        return self


@lru_cache
def get_settings() -> Settings:
    return Settings()
