"""Where the language model is, as the settings say."""

import pytest
from pydantic import SecretStr

from core.openai_client import endpoint_host, has_openai, speech_client, speech_host
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


def test_the_key_of_one_service_is_not_sent_to_another() -> None:
    settings = Settings(
        _env_file=None,
        openai_api_key=SecretStr("a key"),
        speech_base_url="http://voices.example:8880/v1",
        speech_model="m",
        speech_voice="v",
    )
    client = speech_client(settings)
    assert client is not None
    assert client.api_key != "a key"
    assert speech_host(settings) == client.base_url.host == "voices.example"
    assert speech_host(Settings(_env_file=None)) is None
    assert speech_client(Settings(_env_file=None)) is None
