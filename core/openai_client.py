"""Makes the OpenAI SDK's clients from the settings; a client connects when it is used."""

from typing import Any
from urllib.parse import urlsplit

from openai import AsyncOpenAI, OpenAI

from core.settings import Settings

_UNNEEDED = "none"
"""An endpoint of one's own may need no key, but the SDK insists on one."""


def has_openai(settings: Settings) -> bool:
    """Whether a language model can be reached: by a key, or at an endpoint of one's own."""
    return bool(settings.openai_api_key or settings.openai_base_url)


def leads_talk(settings: Settings) -> bool:
    """Whether a speech-to-speech model leads interviews; else the local interviewer does."""
    return bool(settings.openai_api_key and settings.realtime_model)


def endpoint_host(settings: Settings) -> str | None:
    """Where the language model gets words, and voices if it ``leads_talk``; None for nowhere."""
    return urlsplit(_base_url(settings)).hostname if has_openai(settings) else None


def speech_host(settings: Settings) -> str | None:
    """Where the lines of the local interviewer are sent to be spoken; None for nowhere."""
    return urlsplit(settings.speech_base_url).hostname if settings.speech_base_url else None


def openai_client(settings: Settings, **options: Any) -> OpenAI:
    """A client for calls from a thread; ``options`` are the SDK's own (timeout, max_retries)."""
    return OpenAI(**_arguments(settings), **options)


def async_openai_client(settings: Settings, **options: Any) -> AsyncOpenAI:
    """A client for an event loop; use it on one loop only."""
    return AsyncOpenAI(**_arguments(settings), **options)


def speech_client(settings: Settings) -> AsyncOpenAI | None:
    """A client of the service that speaks, for one event loop; None where there is none.

    One retry, as for a connection that the service had closed meanwhile.
    """
    if settings.speech_base_url is None:
        return None
    key = settings.speech_key
    return AsyncOpenAI(
        api_key=key.get_secret_value() if key else _UNNEEDED,
        base_url=settings.speech_base_url,
        max_retries=1,
    )


def _arguments(settings: Settings) -> dict[str, Any]:
    key = settings.openai_api_key
    return {
        "api_key": key.get_secret_value() if key else _UNNEEDED,
        # Given even where it is the default, so that the SDK reads no setting of its own.
        "base_url": _base_url(settings),
    }


def _base_url(settings: Settings) -> str:
    return settings.openai_base_url or "https://api.openai.com/v1"
