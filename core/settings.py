"""Settings from the environment (prefix ``ROLECALL_``) and ``.env``."""

from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).parent.parent


class Settings(BaseSettings):
    """Everything that a deployment may choose; each has a default that needs no account."""

    model_config = SettingsConfigDict(
        env_prefix="ROLECALL_", env_file=".env", extra="ignore", populate_by_name=True
    )

    database_url: Annotated[
        SecretStr | None,
        Field(validation_alias=AliasChoices("DATABASE_URL", "ROLECALL_DATABASE_URL")),
    ] = None
    """A Postgres to use; without it one is embedded under ``data_dir``."""
    data_dir: Path = HOME / ".rolecall"
    """Where the embedded Postgres keeps its data."""
    base_url: str | None = None
    """The address that links begin with; without it, the one the page was opened by."""
    secure_cookies: bool = False
    """Send the sign-in cookie over HTTPS only; set it wherever TLS is in front."""
    demo_data: bool = True
    """Put made-up postings into an empty database."""
    public_inspector: bool = False
    """Open the prompt inspector, on made-up postings only, to people who have not signed in."""
    link_days: Annotated[int, Field(ge=1, le=365)] = 14
    """Days until an interview link expires."""
    max_live_interviews: Annotated[int, Field(ge=1, le=64)] = 8
    """Live interviews that one process carries before it asks people to wait."""
    grace_seconds: Annotated[float, Field(ge=0, le=600)] = 30
    """Seconds that a live session is kept after its media connection is gone."""
    end_silence_ms: Annotated[int, Field(ge=300, le=10_000)] = 1_400
    """Milliseconds of silence that end an answer."""
    ice_servers: list[dict[str, object]] = []
    """STUN and TURN servers in WebRTC's own form; none are needed on one network."""
