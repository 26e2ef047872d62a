"""The voice benchmark's own arithmetic: what it says of a run follows from what was seen."""

import asyncio
import math

import numpy as np
import pytest
from aiortc import RTCSessionDescription
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from benchmarks.voice.call import Ear, Frame, one_address, pitch_of
from benchmarks.voice.compare import Run, Work, table
from benchmarks.voice.endpoint import PITCHES
from benchmarks.voice.endpoint_timing import RATE, Detector, Timing
from benchmarks.voice.figures import (
    Figures,
    Spread,
    Turn,
    by_candidate,
    covered,
    lateness,
    overhead_ms,
    parts_of,
    voiced_gaps,
)
from benchmarks.voice.local import DATABASE, ELSE, PARTS, parts
from benchmarks.voice.sampling import WAITS, by_part, part_of, shares
from benchmarks.voice.servers import PEERS
from pages.server.closed_routes import ClosedRoutes

TURN = Turn(candidate=0, ended=10.0, heard=10.9)
SILENCE = {"event": "stopped", "t": 10.25, "last_loud": 10.05, "waited_ms": 200.0}


def worked(kind: str, began: float, until: float) -> dict[str, object]:
    return {"event": "worked", "kind": kind, "began": began, "t": until}


def asked(kind: str, at: float) -> dict[str, object]:
    return {"event": "asked", "kind": kind, "t": at}


@pytest.mark.parametrize(
    ("work", "left"),
    [
        ([], 700),
        ([worked("judgement", 10.3, 10.4), worked("speech", 10.5, 10.8)], 300),
        ([worked("judgement", 10.3, 10.6), worked("speech", 10.3, 10.6)], 400),
        ([worked("speech", 10.3, 10.6), worked("speech", 11.0, 11.3)], 400),
    ],
    ids=["none", "one after the other", "side by side, counted once", "of the next turn"],
)
def test_overhead_is_what_neither_endpoint_nor_model_took(
    work: list[dict[str, object]], left: float
) -> None:
    assert overhead_ms(TURN, [SILENCE, *work]) == pytest.approx(left)


def test_a_turn_without_a_reply_has_no_overhead() -> None:
    unanswered = Turn(candidate=0, ended=10.0, heard=math.nan)
    assert not unanswered.answered
    assert math.isnan(overhead_ms(unanswered, [SILENCE]))
    assert Spread.of([unanswered.reply_ms]) is None


def test_the_parts_of_a_turn_add_up_to_the_whole_and_show_what_was_asked_for_early() -> None:
    events = [
        SILENCE,
        asked("judgement", 10.26),
        asked("speech", 10.27),
        worked("judgement", 10.26, 10.5),
        {"event": "sent", "t": 10.6},
        {"event": "sent", "t": 12.0},
    ]
    parts = parts_of(TURN, events)
    assert sum(parts.values()) == pytest.approx(TURN.reply_ms)
    assert list(parts)[2:5] == ["judgement asked for", "speech asked for", "judged"]
    assert parts["the endpoint hears the last sound"] == pytest.approx(50)


def test_spans_that_overlap_count_once() -> None:
    assert covered([(0, 2), (1, 3), (5, 6), (5.5, 5.6)]) == pytest.approx(4)


def test_a_spread_of_few_values_has_the_greatest_as_its_95th_percentile() -> None:
    assert Spread.of([3.0, 1.0, math.nan, 2.0]) == Spread(2.0, 3.0, 3)
    assert Spread.of(map(float, range(1, 101))) == Spread(50.5, 95.0, 100)


def test_a_gap_is_one_within_a_reply_and_not_the_pause_between_two() -> None:
    within, pause, another = [(0.0, 440), (0.1, 440)], (5.0, 440), (5.07, 700)
    assert voiced_gaps([*within, pause, another]) == 1


def test_a_frame_is_as_late_as_its_place_in_the_voice_says_and_silence_is_no_gap() -> None:
    prompt, late, after_silence = (10.0, 0.0), (10.12, 0.02), (15.4, 5.38)
    assert lateness([prompt, late, after_silence]) == pytest.approx([0, 100, 20])
    assert lateness([]) == []


def test_every_thread_belongs_to_one_part_of_a_local_interview() -> None:
    found = parts({"MainThread": 1.0, "speech input": 2.0, "persistence": 0.5, "new": 0.25})
    assert found[ELSE] == 0.25
    assert sum(found.values()) == 3.75
    names = [name for names in PARTS.values() for name in names]
    assert len(names) == len(set(names))
    assert DATABASE not in found


def test_connections_are_the_candidates_in_order() -> None:
    events = [{"connection": c, "event": "connected"} for c in ("b", "a", "b")]
    assert [log[0]["connection"] for log in by_candidate(events)] == ["b", "a"]


# --- the fake endpoint ---


def tone(seconds: float) -> bytes:
    samples = 9_000 * np.sin(np.arange(int(RATE * seconds)) * 0.2)
    return bytes(samples.astype("<i2"))


def test_a_turn_is_over_after_the_silence_in_the_audios_own_time() -> None:
    detector = Detector()
    assert list(detector.feed(tone(0.5))) == ["started"]
    assert list(detector.feed(bytes(RATE * 2 * 19 // 100))) == []
    assert list(detector.feed(bytes(RATE * 2 // 100 + 7))) == ["stopped"]
    assert not detector.speaking


@pytest.mark.parametrize(
    ("eagerness", "turn", "waits"),
    [("low", 2, 8_000), ("high", 2, 2_000), (None, 2, 4_000), ("low", 1, 200)],
)
def test_semantic_detection_waits_as_documented_where_a_turn_sounds_unfinished(
    eagerness: str | None, turn: int, waits: float
) -> None:
    timing = Timing(unsure_every=2)
    assert timing.wait_ms({"type": "semantic_vad", "eagerness": eagerness}, turn) == waits
    assert timing.wait_ms({"type": "server_vad"}, turn) == 200


# --- the candidate ---


@pytest.mark.parametrize("pitch", PITCHES)
@pytest.mark.parametrize(("begin", "end"), [(0, 960), (120, 960), (0, 500)])
def test_a_frame_has_its_pitch_also_where_sound_fills_a_part_of_it(
    pitch: int, begin: int, end: int
) -> None:
    frame = np.random.default_rng(1).normal(0, 200, 960)
    frame[begin:end] += 9_000 * np.sin(2 * np.pi * pitch * np.arange(end - begin) / 48_000)
    assert pitch_of(frame) == pitch


def test_a_new_reply_begins_with_two_frames_of_another_pitch() -> None:
    heard = ((1, 440), (2, 700), (3, 440), (4, 1_000), (5, 1_000))
    ear = Ear([Frame(at, True, pitch) for at, pitch in heard])
    assert asyncio.run(ear.voiced_after(1.0, 1e9, other_than=440)) == 4
    assert asyncio.run(ear.voiced_after(1.5, 1e9)) == 2


def test_an_ear_knows_what_it_heard_last() -> None:
    heard = [(1, 440), *((2, 700),) * 25, (3, 440)]
    ear = Ear([Frame(at, True, pitch) for at, pitch in heard])
    assert ear.pitch_before(1.5) == 440
    assert ear.pitch_before(4) == 700, "a frame that fades out may have any pitch"
    assert ear.last_voiced(2.5) == 3
    assert ear.last_voiced(4.0) == 4.0


def test_a_road_gets_one_address_of_many() -> None:
    candidates = [
        "a=candidate:1 1 udp 1 fe80::1 4 typ host",
        "a=candidate:2 1 tcp 1 10.0.0.1 4 typ host",
        "a=candidate:3 1 UDP 1 10.0.0.1 4 typ host",
        "a=candidate:4 1 udp 1 10.0.0.2 4 typ host",
    ]
    offer = RTCSessionDescription("\r\n".join(["v=0", *candidates, "a=end-of-candidates"]), "offer")
    lines = one_address(offer).sdp.splitlines()
    assert lines == ["v=0", candidates[2], "a=end-of-candidates"]


def test_rolecalls_server_lets_the_calls_of_the_benchmark_in() -> None:
    async def served(request: Request) -> PlainTextResponse:
        return PlainTextResponse("served")

    offer = PEERS["rolecall"].offer
    app = Starlette(routes=[Route(offer, served, methods=["POST"])])
    with TestClient(ClosedRoutes(app)) as client:
        assert client.post(offer).text == "served"


# --- the sampler ---


def test_a_stack_belongs_to_the_innermost_part_that_is_known() -> None:
    stack = [
        "run (asyncio/events.py:80)",
        "hear (core/realtime/bridge.py:3)",
        "mean (numpy/x.py:1)",
    ]
    assert part_of(stack) == "our 20 ms: on_mic, pull, hear"
    assert part_of([*stack, "get (queue.py:171)"]) == WAITS


def test_a_threads_time_is_shared_out_by_its_samples() -> None:
    lines = [
        "thread (7): pool_0;run (a.py:1);encode (aiortc/codecs/opus.py:2) 3",
        "thread (7): pool_0;run (a.py:1);unknown (b.py:2) 1",
        "thread (7): pool_0;run (a.py:1);get (queue.py:171) 90",
        "thread (8): pool_1;run (a.py:1);get (queue.py:171) 9",
    ]
    found = shares(by_part(lines), {"7": 1.0}, {"7": 2.0, "8": 0.5, "9": 0.1}, seconds=10)
    assert found["pool"] == pytest.approx({"Opus": 7.5, "else": 2.5, WAITS: 5.0})
    assert found["native"] == pytest.approx({"not sampled": 1.0})


# --- the table ---


def test_the_table_has_a_row_a_server_with_its_medians_and_extremes() -> None:
    def run(peer: str, number: int, overhead: float) -> Run:
        spread = Spread(overhead, overhead + 20, 8)
        figures = Figures(
            answered=8, asked=8, reply=spread, overhead=spread, silence=None, stale=number,
            gaps=0, cores=0.25, database_cores=0.0, memory=100.0, memory_each=5.0, own_cores=0.1,
            parts={},
        )  # fmt: skip
        return Run(peer, Work(), number, 1.5, figures)

    runs = [run("floor", n, 200 + n) for n in (1, 2, 3)] + [run("rolecall", 1, 330)]
    floor, rolecall = list(table(runs))[2:4]
    assert "| floor | 24 of 24 | 202 [201, 203] | 202 [201, 203] | 222 [221, 223] | - |" in floor
    assert "| rolecall | 8 of 8 | 330 |" in rolecall
