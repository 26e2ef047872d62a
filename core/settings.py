"""Settings from the environment (prefix ``ROLECALL_``) and ``.env``."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).parent.parent
IDLE_HOURS = 12
"""A day full of meetings does not sign a member of the team out, a night does."""


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
    """The address that browsers open, path included; links begin with it, and its scheme decides
    about cookies. Without it, links begin with what the page was opened by."""
    trusted_hops: Annotated[int, Field(ge=0, le=10)] = 0
    """How many proxies stand in front; so many entries of X-Forwarded-For are trusted."""
    demo_data: bool = True
    """Put made-up postings into an empty database."""
    public_inspector: bool = False
    """Open the prompt inspector, on made-up postings only, to people who have not signed in."""
    idle_hours: Annotated[float, Field(ge=1, le=336)] = IDLE_HOURS
    """Hours without use after which a member of the team is signed out."""
    link_days: Annotated[int, Field(ge=1, le=365)] = 14
    """Days until an interview link expires."""
    recording_days: Annotated[int, Field(ge=1, le=3_650)] = 180
    """Days until the recording of an interview is deleted; its candidate may do so earlier."""
    max_live_interviews: Annotated[int, Field(ge=1, le=64)] = 16
    """Live interviews that one process carries before it asks people to wait."""
    max_local_interviews: Annotated[int | None, Field(ge=1, le=64)] = None
    """Of them, those that are spoken without a key; None: as many as were measured on its cores."""
    admit_by_load: bool = True
    """Ask people to wait, or to write, also while sound comes late or the processor is used up."""
    grace_seconds: Annotated[float, Field(ge=0, le=600)] = 30
    """Seconds that a live session is kept after its media connection is gone."""
    end_silence_ms: Annotated[int, Field(ge=300, le=10_000)] = 1_400
    """Milliseconds of silence that end an answer."""
    local_voice: Literal["american", "british"] = "american"
    """Speaks where there is no key: natural; or clear but mechanical."""
    local_speed: Annotated[float, Field(ge=0.7, le=1.4)] = 1.0
    """How fast the local voice speaks, as a factor; slower still for who asks for it."""
    speech_base_url: str | None = None
    """A service with ``/audio/speech`` whose voice the local interviewer speaks with, as
    ``http(s)://…/v1``; what it says goes there."""
    speech_model: str = ""
    """As the service names it."""
    speech_voice: str = ""
    """As the service names it."""
    speech_key: SecretStr | None = None
    """The service's own; ``openai_api_key`` is never sent there."""
    worker: bool = True
    """Do queued work in the app's own process; without it run ``python -m db.worker``."""
    ice_servers: list[dict[str, object]] = []
    """STUN and TURN servers in WebRTC's own form; none are needed on one network."""

    openai_api_key: Annotated[
        SecretStr | None,
        Field(validation_alias=AliasChoices("OPENAI_API_KEY", "ROLECALL_OPENAI_API_KEY")),
    ] = None
    """Without a key the interviewer is the local one, and the candidate's words stay here."""
    openai_base_url: Annotated[
        str | None,
        Field(validation_alias=AliasChoices("OPENAI_BASE_URL", "ROLECALL_OPENAI_BASE_URL")),
    ] = None
    """Any endpoint that speaks OpenAI's protocols; the websocket's address follows from it."""
    realtime_model: str = "gpt-realtime-2.1"
    """Leads the talk where there is a key; empty leaves that to the local interviewer."""
    realtime_voice: str = "marin"
    transcription_model: str = "gpt-transcribe"
    realtime_max_minutes: Annotated[int, Field(ge=1, le=600)] = 90
    """Minutes of an interview's live connections to the model, all together."""
    realtime_max_tokens: Annotated[int, Field(ge=1_000)] = 2_000_000
    """Tokens of one interview, read and made, all connections together."""
    realtime_max_reconnects: Annotated[int, Field(ge=0, le=1_000)] = 20
    """Lost connections to the model that one interview makes anew."""
    realtime_tries: Annotated[int, Field(ge=1, le=20)] = 6
    """Tries to make one lost connection anew before the interview goes on in writing."""
    realtime_guesses: Annotated[int, Field(ge=0, le=3)] = 3
    """Lines that may follow, made while an answer is judged: tokens for a shorter wait."""
    realtime_recycle_minutes: Annotated[float, Field(gt=0, le=600)] = 50
    """Age at which a connection is renewed between turns; the provider ends it at 60."""

    evaluation_model: str = "gpt-5.6-terra"
    """Proposes ratings after the interview, where a key or an endpoint is set."""
    evaluation_seconds: Annotated[float, Field(ge=1, le=600)] = 90
    """Seconds that it may take for one answer."""
    evaluation_wait_minutes: Annotated[int, Field(ge=0, le=1_440)] = 10
    """Minutes after a spoken interview in which the candidate may put mis-heard lines right
    before ratings are proposed; a person of the team can go ahead at once."""

    @field_validator("base_url")
    @classmethod
    def _an_address(cls, url: str | None) -> str | None:
        if not url:
            return None
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise ValueError("must be an address such as https://jobs.example.org")
        if parts.query or parts.fragment:
            raise ValueError("must end with the path")
        return url.rstrip("/")

    @field_validator("speech_base_url")
    @classmethod
    def _asked_by_http(cls, url: str | None) -> str | None:
        if url and not url.casefold().startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return url or None

    @model_validator(mode="after")
    def _a_voice_with_a_name(self) -> "Settings":
        if self.speech_base_url and not (self.speech_model and self.speech_voice):
            raise ValueError(
                "ROLECALL_SPEECH_BASE_URL needs ROLECALL_SPEECH_MODEL and ROLECALL_SPEECH_VOICE "
                "beside it, as the service names them"
            )
        return self

    @field_validator("openai_base_url")
    @classmethod
    def _dialled_by_http(cls, url: str | None) -> str | None:
        if url and not url.casefold().startswith(("http://", "https://")):
            raise ValueError(
                "must begin with http:// or https://, also where the interviewer's voice "
                "goes over a websocket"
            )
        return url
