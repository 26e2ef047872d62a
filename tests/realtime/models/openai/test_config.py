"""What one interview's speaking model is set up with."""

from typing import Any

import pytest
from pydantic import ValidationError

from core.openai_client import async_openai_client, has_openai, openai_client
from core.realtime.models.openai.config import OpenAIConfig
from core.settings import Settings
from core.usage import Spent


def settings(**more: Any) -> Settings:
    return Settings(_env_file=None, **more)


def test_the_choices_are_those_of_the_settings() -> None:
    config = OpenAIConfig.of(settings(realtime_voice="cedar"), "de", Spent(tokens=7))
    assert (config.language, config.voice, config.spent.tokens) == ("de", "cedar", 7)


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
