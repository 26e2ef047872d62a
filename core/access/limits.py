"""Rate limits for what strangers can do, counted in Postgres for all processes.

The library ``limits`` counts; the table ``RULES`` says what is limited, for whom and how often.
Several windows for one thing make a delay that grows with every wrong try.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerSecond
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy.orm import Session

from core.access.limit_counts import PostgresCounts
from core.errors import DatabaseAway, RolecallError
from core.models import utc_now
from core.text.dates import wait_in_words

_log = logging.getLogger(__name__)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
IPV6_NETWORK = 64
"""Bits that a provider gives to one customer (RFC 6177); the rest is theirs to choose."""


class Limit(StrEnum):
    """What is limited."""

    SIGN_IN = "sign-in"
    """A password, from a browser that was never signed in to that account."""
    SIGN_IN_AGAIN = "sign-in-again"
    """A password, from a browser that was signed in to that account before."""
    TICKET = "ticket"
    """A sign-in link that is not known. A known one always opens."""
    INTERVIEW_LINK = "interview-link"
    """An interview link that is not known. A known one always opens."""
    APPLY = "apply"
    LOST_LINK = "lost-link"


@dataclass(frozen=True)
class Rule:
    """At most ``most`` times in ``window``, for each combination of what ``per`` names."""

    per: tuple[str, ...]
    most: int
    window: timedelta


CLIENT, ACCOUNT, BROWSER, POSTING = ("client",), ("account",), ("browser",), ("posting",)
ALL: tuple[str, ...] = ()
RULES: dict[Limit, tuple[Rule, ...]] = {
    # Narrow rules first: a try that one of them refuses is not counted by those after it, so that
    # nobody can use up by himself what is there for all. A right password is given back.
    Limit.SIGN_IN: (
        # Nobody mistypes five times in a minute; then the wait grows to a quarter, a whole hour.
        Rule(ACCOUNT + CLIENT, 5, MINUTE),
        Rule(ACCOUNT + CLIENT, 10, 15 * MINUTE),
        Rule(ACCOUNT + CLIENT, 20, HOUR),
        # An office of a hundred behind one address, each of them wrong once on a Monday.
        Rule(CLIENT, 100, HOUR),
        # From many addresses at once. NIST SP 800-63B (3.2.2): at most 100 wrong tries.
        Rule(ACCOUNT, 30, HOUR),
        Rule(ACCOUNT, 100, DAY),
        # A check takes 64 MB and 50 ms of processor: five a second leave room for the pages.
        Rule(ALL, 300, MINUTE),
    ),
    # No stranger has such a browser, so none can make a member wait here.
    Limit.SIGN_IN_AGAIN: (
        Rule(ACCOUNT + BROWSER, 5, MINUTE),
        Rule(ACCOUNT + BROWSER, 10, 15 * MINUTE),
        Rule(ACCOUNT + BROWSER, 20, HOUR),
    ),
    # Links carry 256 random bits: this only ends the noise. Thirty is an office whose mail
    # scanner or old bookmarks try each link several times.
    Limit.TICKET: (Rule(CLIENT, 30, 10 * MINUTE),),
    Limit.INTERVIEW_LINK: (Rule(CLIENT, 30, 10 * MINUTE),),
    Limit.APPLY: (
        # A class of thirty that applies in one lesson on the school's network.
        Rule(CLIENT, 40, 10 * MINUTE),
        # A career fair's hall in a day.
        Rule(CLIENT, 250, DAY),
        # A posting that is read out on television; at 5 MB a resume 1.5 GB an hour at most.
        Rule(POSTING, 300, HOUR),
        Rule(ALL, 600, HOUR),
    ),
    Limit.LOST_LINK: (
        # Who has lost a link asks once or twice; ten are several people of one office.
        Rule(CLIENT, 10, HOUR),
        # What a team can look through.
        Rule(POSTING, 60, HOUR),
        Rule(ALL, 300, HOUR),
    ),
}
FAIL_CLOSED = frozenset({Limit.SIGN_IN, Limit.SIGN_IN_AGAIN})
"""Refused when Postgres cannot count: guessing passwords must stay limited. Everything else is
allowed then, as one application too many does less harm than a lost one."""
_WORDS = {
    Limit.SIGN_IN: "There were many wrong passwords just now. Please wait {wait}, then try again. "
    "An admin of your team can make a sign-in link, which works at once.",
    Limit.SIGN_IN_AGAIN: "There were many wrong passwords just now. Please wait {wait}, then try "
    "again. An admin of your team can make a sign-in link, which works at once.",
    Limit.TICKET: "Many sign-in links that are not known were tried from your network. A link that "
    "is known opens all the same.",
    Limit.INTERVIEW_LINK: "Many links that are not known were tried from your network. A link that "
    "is known opens all the same: please copy the whole of it.",
    Limit.APPLY: "Very many applications are arriving just now, and yours is not in yet. Please "
    "press Apply again in {wait}: what you typed stays here.",
    Limit.LOST_LINK: "Very many people are asking just now. Please try again in {wait}.",
}


class TooMany(RolecallError):
    """Something was done too often; ``seconds`` until it may be tried again."""

    def __init__(self, limit: Limit, seconds: float) -> None:
        super().__init__(_WORDS[limit].format(wait=wait_in_words(seconds)))
        self.seconds = seconds


class Limits:
    """The counters, for any thread of any process."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Session]]) -> None:
        """``begin`` opens a transaction; each count is one of its own."""
        self._counting = FixedWindowRateLimiter(PostgresCounts(begin))

    def take(self, limit: Limit, **who: str) -> None:
        """Count one more; what is refused counts as well.

        Args:
            limit: what is done.
            who: a value for each name that the rules of ``limit`` count by.

        Raises:
            TooMany: if it was done too often.
            DatabaseAway: if it cannot be counted and ``limit`` is one of ``FAIL_CLOSED``.
        """
        try:
            for rule in RULES[limit]:
                item, whose = _item(rule), _whose(limit, rule, who)
                if not self._counting.hit(item, *whose):
                    until = self._counting.get_window_stats(item, *whose).reset_time
                    _log.warning("too many: %s per %s", limit, "+".join(rule.per) or "all")
                    raise TooMany(limit, max(1.0, until - utc_now().timestamp()))
        except DatabaseAway:
            if limit in FAIL_CLOSED:
                raise
            _log.warning("not counted: %s", limit)

    @contextmanager
    def counting_failures(self, limit: Limit, **who: str) -> Iterator[None]:
        """Count one more, and take it back unless an error is raised: only failures are counted.

        Raises:
            TooMany, DatabaseAway: as ``take`` does.
        """
        self.take(limit, **who)
        yield
        for rule in RULES[limit]:
            self._counting.hit(_item(rule), *_whose(limit, rule, who), cost=-1)


def _item(rule: Rule) -> RateLimitItemPerSecond:
    return RateLimitItemPerSecond(rule.most, round(rule.window.total_seconds()))


def _whose(limit: Limit, rule: Rule, who: dict[str, str]) -> tuple[str, ...]:
    """What the counter's key ends in; hashed, as it is personal and of any length."""
    values = "\0".join(who[name] for name in rule.per)
    digest = hashlib.sha256(values.encode("utf-8", errors="replace")).hexdigest()
    return limit.value, "+".join(rule.per), digest[:32]


def client_network(address: str | None) -> str:
    """What one visitor is counted by: an IPv4 address, or the /64 that an IPv6 one lies in.

    An address that cannot be read is counted with all others of that kind.
    """
    try:
        found = ip_address((address or "").strip().partition("%")[0])
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    network = int(found) >> IPV6_NETWORK << IPV6_NETWORK
    return f"{IPv6Address(network)}/{IPV6_NETWORK}"
