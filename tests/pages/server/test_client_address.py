"""Whose word about a visitor's address is believed."""

import pytest

from pages.server.client_address import address_of

PEER = "10.0.0.1"


@pytest.mark.parametrize(
    ("hops", "forwarded", "found"),
    [
        (0, [], PEER),
        (0, ["203.0.113.9"], PEER),
        (1, [], PEER),
        (1, ["203.0.113.9"], "203.0.113.9"),
        (1, ["1.2.3.4, 203.0.113.9"], "203.0.113.9"),
        (1, ["1.2.3.4", "203.0.113.9"], "203.0.113.9"),
        (2, ["1.2.3.4, 203.0.113.9, 192.0.2.7"], "203.0.113.9"),
        (2, ["192.0.2.7"], PEER),
        (1, ["nonsense"], "unknown"),
        (1, ["2001:db8::1:2"], "2001:db8::/64"),
        (1, ["2001:db8::ffff:9"], "2001:db8::/64"),
        (1, ["::ffff:203.0.113.9"], "203.0.113.9"),
    ],
)
def test_as_many_proxies_are_believed_as_the_settings_say(
    hops: int, forwarded: list[str], found: str
) -> None:
    assert address_of(PEER, forwarded, hops) == found
