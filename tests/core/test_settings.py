"""What a deployment sets is checked before the server starts."""

from typing import Any

import pytest
from pydantic import ValidationError

from core.settings import Settings


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://jobs.example.org", "https://jobs.example.org"),
        ("https://jobs.example.org/careers/", "https://jobs.example.org/careers"),
        ("http://box:8501", "http://box:8501"),
        ("", None),
        (None, None),
    ],
)
def test_the_address_of_the_site_is_kept_without_its_last_stroke(
    given: str | None, kept: str | None
) -> None:
    assert Settings(_env_file=None, base_url=given).base_url == kept


@pytest.mark.parametrize(
    "given",
    ["jobs.example.org", "ftp://jobs.example.org", "https://", "https://ada@jobs.example.org",
     "https://jobs.example.org?next=1", "https://jobs.example.org#top"],
)  # fmt: skip
def test_what_is_no_address_of_a_site_is_refused_in_words(given: str) -> None:
    with pytest.raises(ValidationError, match=r"must (be an address such as|end with the path)"):
        Settings(_env_file=None, base_url=given)


def test_a_served_voice_needs_its_names_and_an_address_by_http() -> None:
    assert Settings(_env_file=None, speech_base_url="").speech_base_url is None
    whole: dict[str, Any] = {
        "speech_base_url": "http://box:8880/v1",
        "speech_model": "m",
        "speech_voice": "v",
    }
    assert Settings(_env_file=None, **whole).speech_base_url == "http://box:8880/v1"
    for missing in ("speech_model", "speech_voice"):
        with pytest.raises(ValidationError, match="ROLECALL_SPEECH_MODEL and ROLECALL_SPEECH_VOI"):
            Settings(_env_file=None, **{**whole, missing: ""})
    with pytest.raises(ValidationError, match="must begin with http:// or https://"):
        Settings(_env_file=None, **{**whole, "speech_base_url": "box:8880/v1"})
