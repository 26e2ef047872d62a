"""By which address a visitor is counted, at a real server."""

import urllib.error
import urllib.parse
import urllib.request

from core.access.limits import RULES, Limit
from tests.e2e.conftest import AppServer

LIMITED = "Many sign-in links"


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


def limited(app: AppServer) -> list[bool]:
    """Whether each of one more than may try is told to wait, all from this machine; each says
    that it speaks for another.
    """
    (rule,) = RULES[Limit.TICKET]
    tries = range(rule.most + 1)
    return [LIMITED in redeem(app, f"203.0.113.{number}") for number in tries]


def test_whom_somebody_claims_to_speak_for_counts_for_nothing_also_from_this_machine(
    shared_app: AppServer,
) -> None:
    *before, last = limited(shared_app)
    assert (any(before), last) == (False, True)


def test_whom_the_one_proxy_speaks_for_is_counted(proxied_app: AppServer) -> None:
    assert not any(limited(proxied_app))
