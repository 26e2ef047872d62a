"""A house is full before it stutters, and opens again once it is well."""

import asyncio
from dataclasses import dataclass

import pytest

from core.realtime.load import (
    LATE_SECONDS,
    LOCAL_AT_MOST,
    LOCAL_EACH,
    NEW_SECONDS,
    REALTIME_EACH,
    WINDOW_SECONDS,
    LoadMeter,
    local_interviews,
)
from core.realtime.models.typed_model import TypedModel
from core.realtime.rooms import AllRoomsTaken, Rooms
from core.realtime.session.room import RoomState
from core.realtime.session.service import RealtimeInterviewService
from db.engine import Sessions
from tests.factories import ready_interview
from tests.realtime.loopback import until


@dataclass
class Machine:
    """A process on so many cores whose time a test moves.

    Attributes:
        used: share of one core that it uses.
        waiting: seconds of transcription ahead.
        spoken: interviews in it.
        each: share of a core that each is expected to use.
    """

    cores: int = 1
    used: float = 0.2
    waiting: float = 0.0
    spoken: int = 0
    each: float = LOCAL_EACH
    now: float = 0.0
    spent: float = 0.0

    def __post_init__(self) -> None:
        self.meter = LoadMeter(
            lambda: self.waiting,
            now=lambda: self.now,
            processor=lambda: self.spent,
            cores=self.cores,
            each=self.each,
        )

    @property
    def full(self) -> bool:
        """Whether it takes nobody more."""
        return self.meter.is_full(self.spoken)

    def goes_on(self, seconds: float = 2 * WINDOW_SECONDS, late: float = 0.0) -> None:
        """So long passes, in which this share of what is due is late."""
        for number in range(round(seconds * 50)):
            self.now += 0.02
            self.spent += 0.02 * self.used
            is_late = int(number * late) != int((number + 1) * late)
            self.meter.note(LATE_SECONDS if is_late else 0.001)


def test_a_quiet_house_is_open() -> None:
    machine = Machine()
    assert not machine.full
    machine.goes_on()
    assert not machine.full


def test_a_house_whose_frames_come_late_is_full_until_they_hardly_do() -> None:
    machine, seen = Machine(), list[bool]()
    for share in (0.03, 0.1, 0.03, 0.0):
        machine.goes_on(late=share)
        seen.append(machine.full)
    assert seen == [False, True, True, False]


@pytest.mark.parametrize("cores", [1, 2, 4])
def test_a_house_that_uses_its_cores_is_full(cores: int) -> None:
    machine, seen = Machine(cores), list[bool]()
    for share in (0.7, 0.9, 0.75, 0.5):
        machine.used = share * cores
        machine.goes_on()
        seen.append(machine.full)
    assert seen == [False, True, True, False]


def test_a_house_where_words_wait_to_be_made_out_is_full() -> None:
    machine, seen = Machine(), list[bool]()
    for machine.waiting in (1.0, 3.0, 1.0, 0.1):
        seen.append(machine.full)
    assert seen == [False, True, True, False]


def test_one_moment_does_not_fill_a_house() -> None:
    machine = Machine()
    machine.goes_on(WINDOW_SECONDS)
    machine.used = 1.0
    machine.goes_on(1.0, late=0.4)
    machine.used = 0.2
    machine.goes_on(1.0)
    assert not machine.full


def test_a_house_that_stood_still_once_is_not_full() -> None:
    machine = Machine()
    machine.goes_on()
    for _ in range(50):
        machine.meter.note(0.5)  # what is overdue comes at once
    machine.goes_on(2.0)
    assert not machine.full


def test_what_was_long_ago_is_forgotten_also_where_nothing_has_been_due_since() -> None:
    machine = Machine(used=1.0)
    machine.goes_on(late=1.0)
    assert machine.full
    machine.now += 60
    assert not machine.full


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize(
    ("each", "every"),
    [(0.08, 0.1), (LOCAL_EACH, 0.1), (LOCAL_EACH, 5.0), (0.08, 40.0), (0.3, 40.0)],
)
def test_who_comes_one_after_another_finds_room_until_it_is_full_and_nobody_ever_stutters(
    cores: int, each: float, every: float
) -> None:
    """Sound is late once interviews, which use so much of a core when they have begun to answer,
    leave a tenth of the cores."""
    machine, begun = Machine(cores, used=0.05), list[float]()

    def passes(seconds: float) -> None:
        for _ in range(max(1, round(seconds))):
            answering = sum(machine.now - at >= 10 for at in begun)
            machine.used = 0.05 + answering * each
            well = machine.used < 0.9 * cores
            assert well, f"{len(begun)} are too many"
            machine.goes_on(min(seconds, 1.0))

    machine.goes_on()
    few = local_interviews(cores)
    while not machine.full and len(begun) < few:
        machine.meter.begins()
        machine.spoken += 1
        begun.append(machine.now)
        passes(every)
    passes(60.0)
    assert len(begun) >= min(few, int(0.5 * cores / each)), "room was left"


@pytest.mark.parametrize(("each", "room"), [(LOCAL_EACH, 7), (REALTIME_EACH, 16)])
def test_who_has_just_begun_counts_before_it_is_measured(each: float, room: int) -> None:
    machine, seen = Machine(each=each), list[bool]()
    for machine.spoken in range(room + 1):
        seen.append(machine.full)
        machine.meter.begins()
    machine.now += NEW_SECONDS + 1
    machine.goes_on()
    assert seen == [False] * room + [True]
    assert not machine.full


@pytest.mark.parametrize("cores", [1, 2, 64])
def test_one_process_carries_only_so_many_local_interviews(cores: int) -> None:
    assert 4 <= local_interviews(cores) <= LOCAL_AT_MOST


def test_only_so_many_may_speak_and_the_next_may_write(
    sessions: Sessions,
) -> None:
    rooms = Rooms(RealtimeInterviewService(sessions.begin), lambda _: TypedModel(), most_spoken=1)
    with sessions.begin() as db:
        first, second = (ready_interview(db).id for _ in range(2))
    try:
        rooms.start(first)
        with pytest.raises(AllRoomsTaken, match="or answer in writing"):
            rooms.start(second)
        writes = rooms.start(second, spoken=False)
        assert writes.live
        with pytest.raises(AllRoomsTaken, match="your voice would not come through"):
            rooms.let_speak(writes)
        assert rooms.start(first).live, "who types for a while, or reloads, keeps the place"
    finally:
        rooms.close()


def test_who_was_cut_off_keeps_the_place_in_a_full_house_for_a_while(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = Rooms(RealtimeInterviewService(sessions.begin), lambda _: TypedModel(), most_spoken=1)
    with sessions.begin() as db:
        first, second = (ready_interview(db).id for _ in range(2))
    try:
        left = rooms.start(first)
        left.stop()
        asyncio.run(until(lambda: bool(left.view and left.view.state is RoomState.LEFT)))
        assert not left.live
        with pytest.raises(AllRoomsTaken):
            rooms.require_place(second)
        rooms.require_place(first)
        assert rooms.start(first).live
        left.stop()
        monkeypatch.setattr("core.realtime.bridge.KEPT_SECONDS", 0.0)
        assert not left.live
        rooms.require_place(second)
        assert rooms.start(second).live
    finally:
        rooms.close()


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
