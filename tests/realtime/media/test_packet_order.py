"""Packets are handed on in the order of sending, at once where nothing is missing."""

import random
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pytest

from core.realtime.media.packet_order import RESTART, TICKS_MS, PacketOrder

PACKET_MS = 20
ROADS = ((0.05, 30), (0.02, 60), (0.0, 60), (0.1, 60))
"""Share of the packets that is lost, and the greatest delay in ms, drawn evenly for each."""


@dataclass(frozen=True)
class Sent:
    """The ``number``-th packet of a call; 16 and 32 bits begin anew within it."""

    number: int
    ssrc: int = 7
    first: int = 65_500
    begin: int = (1 << 32) - 960 * 50

    @property
    def sequence_number(self) -> int:
        return (self.first + self.number) % (1 << 16)

    @property
    def timestamp(self) -> int:
        return (self.begin + self.number * PACKET_MS * TICKS_MS) % (1 << 32)


def handed_on(numbers: list[int]) -> list[int]:
    """What comes out, as the packets of these numbers come in."""
    order: PacketOrder[Sent] = PacketOrder()
    return [one.number for number in numbers for one in order.take(Sent(number))]


def arrivals(loss: float, jitter_ms: float, seed: int) -> list[tuple[float, int]]:
    """A minute of packets: when each comes, in ms, and its number."""
    chance = random.Random(seed)
    return sorted(
        (number * PACKET_MS + chance.uniform(0, jitter_ms), number)
        for number in range(3_000)
        if chance.random() >= loss
    )


def test_what_comes_in_order_waits_for_nothing() -> None:
    order: PacketOrder[Sent] = PacketOrder()
    assert all(order.take(Sent(n)) == [Sent(n)] for n in range(200))


@pytest.mark.parametrize(
    ("come", "handed"),
    [
        ([0, 2, 1, 3], [0, 1, 2, 3]),
        ([0, 3, 2, 1, 4], [0, 1, 2, 3, 4]),
        ([0, 1, 1, 2, 1, 2, 3], [0, 1, 2, 3]),
        ([0, 2, 2, 2, 2], [0]),
        ([0, 2, 3, 4, 5], [0, 2, 3, 4, 5]),
        ([0, 2, 3, 4, 1, 5], [0, 2, 3, 4, 5]),
        ([0, 200, 201, 202], [0, 200, 201, 202]),
    ],
    ids=[
        "overtaken", "turned round", "doubled", "doubled while another is missing", "lost",
        "too late", "four seconds lost",
    ],
)  # fmt: skip
def test_each_is_handed_on_once_and_in_its_place(come: list[int], handed: list[int]) -> None:
    assert handed_on(come) == handed


def test_a_lost_packet_is_waited_for_until_one_comes_that_was_sent_60_ms_later() -> None:
    order: PacketOrder[Sent] = PacketOrder()
    handed = [[one.number for one in order.take(Sent(n))] for n in (0, 2, 3, 4, 5)]
    assert handed == [[0], [], [], [2, 3, 4], [5]]


def test_of_two_lost_in_a_row_the_second_has_its_time_as_well() -> None:
    assert handed_on([0, 3, 4, 2, 5]) == [0, 2, 3, 4, 5]


@pytest.mark.parametrize(("loss", "jitter_ms"), ROADS)
@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_arrives_is_lost_and_nothing_stays_behind(
    loss: float, jitter_ms: float, seed: int
) -> None:
    order: PacketOrder[Sent] = PacketOrder()
    come = arrivals(loss, jitter_ms, seed)
    delays, handed = [], []
    for moment, number in come:
        for one in order.take(Sent(number)):
            handed.append(one.number)
            delays.append(moment - one.number * PACKET_MS)
    assert all(one < other for one, other in pairwise(handed))
    assert len(come) - len(handed) <= 3, "but what is held at the end"
    assert median(delays[-500:]) < jitter_ms + PACKET_MS
    assert max(delays) <= 2 * jitter_ms + 4 * PACKET_MS


def test_a_network_later_than_expected_is_waited_for_longer_and_not_for_ever() -> None:
    order: PacketOrder[Sent] = PacketOrder()
    came = [number for _, number in arrivals(0.0, 120, 1)]
    handed = [one.number for number in came for one in order.take(Sent(number))]
    assert order.late <= 0.02 * len(came)
    assert len(handed) >= 0.98 * len(came)
    usual = PacketOrder[Sent]().patience
    assert order.patience > usual
    for number in range(3_000, 8_000):
        order.take(Sent(number))
    assert order.patience == usual


def test_a_sender_who_begins_anew_is_heard_at_once() -> None:
    order: PacketOrder[Sent] = PacketOrder()
    for number in range(1_000):
        order.take(Sent(number))
    order.take(Sent(1_001))
    another = Sent(0, ssrc=8, first=123, begin=5)
    assert order.take(another) == [Sent(1_001), another]
    for number in range(1, 300):
        order.take(Sent(number, ssrc=8, first=123, begin=5))
    behind = Sent(300 - RESTART - 1, ssrc=8, first=123, begin=5)
    assert order.take(behind) == [behind]
