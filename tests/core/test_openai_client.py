"""Where the language model is, as the settings say."""

import pytest
from pydantic import SecretStr

from core.openai_client import endpoint_host, has_openai
from core.settings import Settings


@pytest.mark.parametrize(
    ("key", "base_url", "host"),
    [
        (None, None, None),
        ("a key", None, "api.openai.com"),
        (None, "http://models.example:8080/v1", "models.example"),
        ("a key", "https://models.example/v1", "models.example"),
    ],
)
def test_words_go_to_the_endpoint_of_the_settings_or_nowhere(
    key: str | None, base_url: str | None, host: str | None
) -> None:
    settings = Settings(openai_api_key=SecretStr(key) if key else None, openai_base_url=base_url)
    assert endpoint_host(settings) == host
    assert has_openai(settings) is (host is not None)
