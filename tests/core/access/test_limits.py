"""What strangers may do is bounded, for each of them and for all, and members are not shut out."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access import limits
from core.access.attempts import sign_in_limit
from core.access.limit_counts import PostgresCounts, forget_old_counts
from core.access.limits import FAIL_CLOSED, RULES, Limit, Limits, TooMany, client_network
from core.access.sessions import redeem_ticket, sign_in, sign_out
from core.errors import DatabaseAway, InvalidInput
from core.models import LimitCount, utc_now
from core.text.dates import wait_in_words
from db.engine import Sessions
from tests.factories import make_user, together

PASSWORD = "correct horse battery"


@pytest.fixture
def counted(sessions: Sessions) -> Limits:
    return Limits(sessions.begin)


def taken(counted: Limits, limit: Limit, **who: str) -> bool:
    try:
        counted.take(limit, **who)
    except TooMany:
        return False
    return True


def a_day_passes(sessions: Sessions, by: timedelta = timedelta(days=1)) -> None:
    with sessions.begin() as db:
        db.execute(update(LimitCount).values(expires_at=LimitCount.expires_at - by))


# Counting


@pytest.mark.parametrize("limit", list(Limit))
def test_every_limit_refuses_at_last_and_names_the_wait(counted: Limits, limit: Limit) -> None:
    who = {name: "one" for rule in RULES[limit] for name in rule.per}
    most = min(rule.most for rule in RULES[limit])
    assert all(taken(counted, limit, **who) for _ in range(most))
    with pytest.raises(TooMany) as refused:
        counted.take(limit, **who)
    assert "{" not in str(refused.value)
    assert 0 < refused.value.seconds <= max(rule.window.total_seconds() for rule in RULES[limit])


def test_each_visitor_is_counted_alone(counted: Limits) -> None:
    while taken(counted, Limit.TICKET, client="192.0.2.1"):
        pass
    assert taken(counted, Limit.TICKET, client="192.0.2.2")


def test_after_the_window_it_may_be_tried_again(sessions: Sessions, counted: Limits) -> None:
    while taken(counted, Limit.TICKET, client="192.0.2.1"):
        pass
    a_day_passes(sessions)
    assert taken(counted, Limit.TICKET, client="192.0.2.1")


def test_two_processes_that_count_at_once_let_no_more_through(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, Limit.TICKET, (limits.Rule(("client",), 10, timedelta(hours=1)),))
    both = [Limits(sessions.begin), Limits(sessions.begin)]
    results = together(
        *[lambda one=one: taken(one, Limit.TICKET, client="x") for one in both * 20]
    )  # fmt: skip
    assert results.count(True) == 10


def test_what_a_narrow_rule_refuses_uses_up_nothing_of_what_is_for_all(
    sessions: Sessions, counted: Limits
) -> None:
    for _ in range(100):
        taken(counted, Limit.APPLY, client="one", posting="here")
    with sessions() as db:
        counts = dict(db.execute(select(LimitCount.key, LimitCount.count)).all())
    (for_posting,) = [count for key, count in counts.items() if "/posting/" in key]
    assert for_posting == RULES[Limit.APPLY][0].most


def test_no_key_holds_what_somebody_typed(sessions: Sessions, counted: Limits) -> None:
    for email in ("ada@mail.org", "x" * 100_000, "\0\ud800"):
        counted.take(Limit.SIGN_IN, account=email, client="192.0.2.1")
    with sessions() as db:
        keys = db.scalars(select(LimitCount.key)).all()
    assert not [key for key in keys if "ada" in key or "192" in key or len(key) > 120]


def test_old_counts_go_and_running_ones_stay(sessions: Sessions, counted: Limits) -> None:
    counted.take(Limit.SIGN_IN, account="ada@mail.org", client="x")
    a_day_passes(sessions, timedelta(hours=2))
    with sessions.begin() as db:
        forget_old_counts(db)
    with sessions() as db:
        kept = db.scalars(select(LimitCount.key)).all()
    assert len(kept) == sum(r.window > timedelta(hours=2) for r in RULES[Limit.SIGN_IN])


def test_the_storage_is_what_the_library_asks_for(sessions: Sessions) -> None:
    storage = PostgresCounts(sessions.begin)
    assert storage.check()
    assert [storage.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    assert storage.get("a") == 3
    assert 55 < storage.get_expiry("a") - utc_now().timestamp() <= 61
    storage.clear("a")
    assert (storage.get("a"), storage.get_expiry("a")) == (0, 0.0)
    storage.incr("b", 60, amount=5)
    assert storage.reset() == 1
    assert storage.get("b") == 0


def test_when_nothing_can_be_counted_passwords_are_refused_and_the_rest_goes_on() -> None:
    @contextmanager
    def away() -> Iterator[Session]:
        raise DatabaseAway
        yield

    def begin() -> AbstractContextManager[Session]:
        return away()

    counted = Limits(begin)
    for limit in Limit:
        who = {name: "one" for rule in RULES[limit] for name in rule.per}
        if limit in FAIL_CLOSED:
            with pytest.raises(DatabaseAway):
                counted.take(limit, **who)
        else:
            counted.take(limit, **who)
    assert {Limit.SIGN_IN, Limit.SIGN_IN_AGAIN} == FAIL_CLOSED
    assert not PostgresCounts(begin).check()


# Passwords


class Door:
    """The sign-in form, as the page uses it."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions, self.limits = sessions, Limits(sessions.begin)
        self.checked = 0

    def try_password(
        self, email: str, password: str, client: str = "192.0.2.1", cookie: str | None = None
    ) -> str:
        """How it went: in, wrong, or wait."""
        with self.sessions.begin() as db:
            limit, who = sign_in_limit(db, email, cookie, client)
        try:
            with self.limits.counting_failures(limit, **who), self.sessions.begin() as db:
                self.checked += 1
                sign_in(db, email, password)
        except TooMany:
            return "wait"
        except InvalidInput:
            return "wrong"
        return "in"


@pytest.fixture
def door(sessions: Sessions) -> Door:
    return Door(sessions)


@pytest.fixture
def member(sessions: Sessions) -> str:
    with sessions.begin() as db:
        return make_user(db, password=PASSWORD).email


def known_browser(sessions: Sessions, email: str) -> str:
    """The cookie of a browser whose session for this account is over."""
    with sessions.begin() as db:
        cookie = redeem_ticket(db, sign_in(db, email, PASSWORD).ticket)
        sign_out(db, cookie)
        return cookie


def test_of_64_wrong_passwords_five_are_looked_at(door: Door, member: str) -> None:
    answers = [door.try_password(member, f"wrong {number}") for number in range(64)]
    assert answers == ["wrong"] * 5 + ["wait"] * 59
    assert door.checked == 5
    assert door.try_password(member, PASSWORD) == "wait"


def test_the_delay_grows_with_every_wrong_try(
    sessions: Sessions, door: Door, member: str
) -> None:  # fmt: skip
    hourly = 0
    for _ in range(60):
        while door.try_password(member, "wrong") == "wrong":
            hourly += 1
        a_day_passes(sessions, timedelta(minutes=1))
    assert hourly == 20


def test_200_wrong_passwords_from_ten_addresses_at_once_stay_under_the_bound(
    door: Door, member: str
) -> None:
    def client(number: int) -> list[str]:
        return [door.try_password(member, "wrong", client=f"192.0.2.{number}") for _ in range(20)]

    rows = together(*[lambda number=number: client(number) for number in range(10)])
    answers = [answer for row in rows for answer in row]  # type: ignore[attr-defined]
    assert answers.count("wrong") == 30
    assert answers.count("wait") == 170


def test_a_stranger_cannot_make_a_member_wait_in_a_browser_that_is_known(
    sessions: Sessions, door: Door, member: str
) -> None:
    cookie = known_browser(sessions, member)
    for number in range(60):
        door.try_password(member, "wrong", client=f"192.0.2.{number}")
    assert door.try_password(member, PASSWORD, client="198.51.100.1") == "wait"
    assert door.try_password(member, PASSWORD, cookie=cookie) == "in"


def test_a_known_browser_is_bounded_too_and_known_to_its_account_alone(
    sessions: Sessions, door: Door, member: str
) -> None:
    cookie = known_browser(sessions, member)
    answers = [door.try_password(member, "wrong", cookie=cookie) for _ in range(10)]
    assert answers == ["wrong"] * 5 + ["wait"] * 5
    with sessions.begin() as db:
        other = make_user(db, password=PASSWORD).email
        assert sign_in_limit(db, other, cookie, "x")[0] is Limit.SIGN_IN
        assert sign_in_limit(db, member, "another", "x")[0] is Limit.SIGN_IN


def test_an_address_without_an_account_is_answered_as_one_with_an_account(
    door: Door, member: str
) -> None:
    with_account, without = (
        [door.try_password(email, "wrong", client=client) for _ in range(8)]
        for email, client in ((member, "a"), ("nobody@mail.org", "b"))
    )
    assert with_account == without


def test_right_passwords_are_not_counted(door: Door, member: str) -> None:
    assert {door.try_password(member, PASSWORD) for _ in range(30)} == {"in"}


# Addresses


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("nonsense", "unknown"),
        ("1.2.3.4, 5.6.7.8", "unknown"),
    ],
)
def test_a_visitor_is_an_address_or_the_network_behind_it(
    address: str | None, counted_as: str
) -> None:
    assert client_network(address) == counted_as


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "a minute"), (60, "a minute"), (61, "2 minutes"), (900, "15 minutes"),
     (3_000, "an hour"), (3_600, "an hour"), (3_601, "2 hours"), (86_400, "24 hours")],
)  # fmt: skip
def test_a_wait_is_told_in_words_and_never_too_short(seconds: float, words: str) -> None:
    assert wait_in_words(seconds) == words
