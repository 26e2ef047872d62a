"""By which address a visitor is counted, at a real server."""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.access.limits import RULES, Limit
from tests.conftest import copy_of
from tests.e2e.conftest import AppServer, free_port

pytestmark = [pytest.mark.xdist_group("browser")]


def serving(root: Path, url: str, log: Path, hops: int) -> AppServer:
    """An app behind so many proxies."""
    settings = {"ROLECALL_TRUSTED_HOPS": str(hops)}
    return AppServer(root, url, free_port(), log, settings=settings)


@pytest.fixture(scope="module", params=[0, 1], ids=["no-proxy", "one-proxy"])
def hops_app(
    request: pytest.FixtureRequest, project_root: Path, server_url: str, migrated_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[AppServer]:  # fmt: skip
    log = tmp_path_factory.mktemp("hops") / "app.log"
    server = serving(project_root, copy_of(server_url, migrated_url), log, request.param)
    server.start()
    yield server
    server.stop()


def redeem(app: AppServer, forwarded: str) -> str:
    """What a sign-in link that is not known is answered with."""
    form = urllib.parse.urlencode({"ticket": "x" * 43}).encode()
    request = urllib.request.Request(
        f"{app.url}/auth/enter", form, {"X-Forwarded-For": forwarded}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as refusal:
        return refusal.read().decode()


def test_an_address_is_believed_as_the_settings_say_also_from_this_machine(
    hops_app: AppServer,
) -> None:
    (rule,) = RULES[Limit.TICKET]
    answers = [redeem(hops_app, f"203.0.113.{number}") for number in range(rule.most + 1)]
    limited = "Many sign-in links" in answers[-1]
    assert not any("Many sign-in links" in answer for answer in answers[:-1])
    assert limited is (hops_app.settings["ROLECALL_TRUSTED_HOPS"] == "0")
