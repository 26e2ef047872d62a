"""By which names a server is reached: where it listens and what is configured decide."""

import pytest
from streamlit import config

from pages.composition.wiring import Services
from pages.server.site_address import is_own_host

ANYWHERE = "box:8501 box.fritz.box:8501 192.168.1.7:8501 [fe80::1]:8501 jobs.example.org localhost"
HERE = "localhost localhost:8501 localhost:9000 Localhost.:8501 127.0.0.1:8501 [::1]:8501"
ELSEWHERE = "evil.example:8501 localhost.evil.example 127.0.0.1.evil.example x@localhost [::1 :8501"


@pytest.mark.parametrize(
    ("listens", "address", "own", "foreign"),
    [
        ("localhost", None, HERE, ANYWHERE.removesuffix("localhost") + ELSEWHERE),
        ("127.0.0.1", None, HERE, ELSEWHERE),
        ("::1", None, HERE, ELSEWHERE),
        ("0.0.0.0", None, f"{HERE} {ANYWHERE}", ""),  # noqa: S104 (the setting's value)
        ("::", None, f"{HERE} {ANYWHERE}", ""),
        ("", None, f"{HERE} {ANYWHERE}", ""),
        ("192.168.1.7", None, f"{HERE} {ANYWHERE}", ""),
        ("localhost", "https://jobs.example.org", "jobs.example.org", f"{HERE} {ELSEWHERE}"),
        ("192.168.1.7", "http://box:8501", "box:8501 BOX:8501", f"box 192.168.1.7:8501 {HERE}"),
    ],
)
def test_a_site_answers_to_its_own_names(
    services: Services, monkeypatch: pytest.MonkeyPatch, listens: str, address: str | None,
    own: str, foreign: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(services.settings, "base_url", address)
    before = config.get_option("server.address")
    config.set_option("server.address", listens or None, "a test")
    try:
        assert [host for host in own.split() if not is_own_host(host)] == []
        assert [host for host in foreign.split() if is_own_host(host)] == []
    finally:
        config.set_option("server.address", before, "a test")
