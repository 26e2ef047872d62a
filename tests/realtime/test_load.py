"""A house is full before it stutters, and opens again once it is well."""

from dataclasses import dataclass

import pytest

from core.realtime.load import LATE_SECONDS, WINDOW_SECONDS, LoadMeter
from core.realtime.models.typed_model import TypedModel
from core.realtime.rooms import AllRoomsTaken, Rooms
from core.realtime.session.service import RealtimeInterviewService
from db.engine import Sessions
from tests.factories import ready_interview


@dataclass
class Machine:
    """A process on so many cores whose time a test moves.

    Attributes:
        used: share of one core that it uses.
        waiting: seconds of transcription ahead.
    """

    cores: int = 1
    used: float = 0.2
    waiting: float = 0.0
    now: float = 0.0
    spent: float = 0.0

    def __post_init__(self) -> None:
        self.meter = LoadMeter(
            lambda: self.waiting,
            now=lambda: self.now,
            processor=lambda: self.spent,
            cores=self.cores,
        )

    def goes_on(self, seconds: float = 2 * WINDOW_SECONDS, late: float = 0.0) -> None:
        """So long passes, in which this share of what is due is late."""
        for number in range(round(seconds * 50)):
            self.now += 0.02
            self.spent += 0.02 * self.used
            is_late = int(number * late) != int((number + 1) * late)
            self.meter.note(LATE_SECONDS if is_late else 0.001)


def test_a_quiet_house_is_open() -> None:
    machine = Machine()
    assert not machine.meter.full
    machine.goes_on()
    assert not machine.meter.full


def test_a_house_whose_frames_come_late_is_full_until_they_hardly_do() -> None:
    machine, seen = Machine(), list[bool]()
    for share in (0.03, 0.1, 0.03, 0.0):
        machine.goes_on(late=share)
        seen.append(machine.meter.full)
    assert seen == [False, True, True, False]


@pytest.mark.parametrize("cores", [1, 2, 4])
def test_a_house_that_uses_its_cores_is_full(cores: int) -> None:
    machine, seen = Machine(cores), list[bool]()
    for share in (0.8, 0.9, 0.8, 0.5):
        machine.used = share * cores
        machine.goes_on()
        seen.append(machine.meter.full)
    assert seen == [False, True, True, False]


def test_a_house_where_words_wait_to_be_made_out_is_full() -> None:
    machine, seen = Machine(), list[bool]()
    for machine.waiting in (1.0, 3.0, 1.0, 0.1):
        seen.append(machine.meter.full)
    assert seen == [False, True, True, False]


def test_one_moment_does_not_fill_a_house() -> None:
    machine = Machine()
    machine.goes_on(WINDOW_SECONDS)
    machine.used = 1.0
    machine.goes_on(1.0, late=0.4)
    machine.used = 0.2
    machine.goes_on(1.0)
    assert not machine.meter.full


def test_what_was_long_ago_is_forgotten_also_where_nothing_has_been_due_since() -> None:
    machine = Machine(used=1.0)
    machine.goes_on(late=1.0)
    assert machine.meter.full
    machine.now += 60
    assert not machine.meter.full


def test_a_full_house_lets_in_who_is_there_already_and_who_writes(sessions: Sessions) -> None:
    machine = Machine(waiting=10.0)
    service = RealtimeInterviewService(sessions.begin)
    rooms = Rooms(service, lambda _: TypedModel(), load=machine.meter)
    with sessions.begin() as db:
        first, second, third = (ready_interview(db).id for _ in range(3))
    try:
        rooms.start(first)
        with pytest.raises(AllRoomsTaken, match="try again in a few minutes, or answer in writing"):
            rooms.start(second)
        assert rooms.start(first).live
        assert rooms.start(third, spoken=False).live
        machine.waiting = 0.0
        assert rooms.start(second).live
    finally:
        rooms.close()
