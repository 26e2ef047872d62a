"""What one interview's speaking model is set up with."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.models import InterviewSession, utc_now
from core.openai_client import async_openai_client, has_openai, openai_client
from core.realtime.models.openai.config import config_for
from core.settings import Settings
from tests.factories import ready_interview


def settings(**more: Any) -> Settings:
    return Settings(_env_file=None, **more)


def test_the_language_is_the_interviews_and_the_rest_the_settings(db: Session) -> None:
    interview = ready_interview(db, None)
    interview.language = "de"
    config = config_for(db, settings(realtime_voice="cedar"), interview.id)
    assert (config.language, config.voice) == ("de", "cedar")
    assert (config.spent.tokens, config.spent.minutes) == (0, 0)


def test_what_earlier_sessions_used_counts_for_the_caps(db: Session) -> None:
    interview = ready_interview(db, None)
    began = utc_now() - timedelta(hours=1)
    usage = {"text_in": 700, "audio_out": 300, "transcribed_ms": 9_000}
    for reconnects in (1, 2):
        db.add(
            InterviewSession(
                interview_id=interview.id,
                model="openai",
                usage=usage,
                reconnects=reconnects,
                created_at=began,
                ended_at=began + timedelta(minutes=6),
            )
        )
    db.flush()
    spent = config_for(db, settings(), interview.id).spent
    assert (spent.tokens, spent.reconnects) == (2_000, 3)
    assert spent.minutes == pytest.approx(12)


def test_an_unknown_interview_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        config_for(db, settings(), uuid.uuid4())


def test_the_sockets_address_follows_from_the_base_url() -> None:
    own = settings(openai_api_key="k", openai_base_url="http://127.0.0.1:9/v1")
    assert str(async_openai_client(own).base_url) == "http://127.0.0.1:9/v1/"


def test_an_endpoint_of_ones_own_needs_no_key() -> None:
    own = settings(openai_base_url="http://127.0.0.1:9/v1")
    assert has_openai(own)
    assert openai_client(own).api_key
    assert not has_openai(settings())


def test_a_key_is_not_shown_by_the_settings() -> None:
    assert "a-secret" not in repr(settings(openai_api_key="a-secret"))


@pytest.mark.parametrize("url", ["ws://localhost:8080/v1", "wss://example.org/v1", "example.org"])
def test_an_endpoint_that_is_not_named_by_http_is_refused_in_words(url: str) -> None:
    with pytest.raises(ValidationError, match="must begin with http:// or https://"):
        settings(openai_base_url=url)


@pytest.mark.parametrize("url", ["http://localhost:8080/v1", "HTTPS://example.org/v1", "", None])
def test_an_endpoint_named_by_http_or_none_at_all_is_taken(url: str | None) -> None:
    assert settings(openai_base_url=url).openai_base_url == url
