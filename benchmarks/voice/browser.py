"""Rolecall as it ships, for one candidate: the page, streamlit-webrtc, and Chromium's own sound.

Both ends are timed inside the browser; its jitter buffer is in every figure.
"""

import json
import math
import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, sync_playwright

from benchmarks.voice.compare import SPEECH_SECONDS, Run, Work, endpoint
from benchmarks.voice.figures import Figures, Spread, covered
from benchmarks.voice.servers import PEERS, Cores, running
from benchmarks.voice.sound import RATE, dense_speech
from benchmarks.voice.usage import usage
from core.access.interview_links import interview_url
from tests.e2e.candidate import Candidate, as_wave
from tests.e2e.conftest import launch

_SPEECH, _VOICE, _NOISE = 0.02, 0.08, 0.02
"""Levels (of full scale) from which something is the candidate's, the new voice, any voice."""
_COLLECT_PEERS = (
    "(() => { const Native = window.RTCPeerConnection; if (!Native) return;"
    " window.peersOfTheBenchmark = []; window.RTCPeerConnection = class extends Native {"
    " constructor(...given) { super(...given); window.peersOfTheBenchmark.push(this); } }; })();"
)
_SPEAK = (
    "sound => { window.speaking = true;"
    " window.speakIntoMicrophone(sound).then(() => { window.speaking = false; }); }"
)
Look = tuple[float, float, float, float]
"""Time in ms, the microphone's level, the voice's level and pitch; see listening.js."""


def measure(work: Work, number: int, folder: Path, cores: Cores) -> Run:
    """One run of one candidate.

    Raises:
        RuntimeError: if the server does not start.
    """
    log = folder / "endpoint.jsonl"
    log.unlink(missing_ok=True)
    with (
        endpoint(work.timing, log, cores) as address,
        running(PEERS["rolecall"], folder, cores, endpoint=address, data=folder / "data") as server,
        _affinity(cores.others),
    ):
        with urllib.request.urlopen(f"{server.url}/bench-link") as answer:
            link = interview_url(server.url, json.load(answer)["link"])
        before = usage(server.pid, server.data)
        replies, silences = _talk(link, work.turns)
        after = usage(server.pid, server.data)
        events = [json.loads(line) for line in log.read_text().splitlines()]
    known = [reply for reply in replies if not math.isnan(reply)]
    work_ms = covered((e["began"], e["t"]) for e in events if e["event"] == "worked") * 1_000
    each = work.timing.silence_ms + work_ms / max(1, len(replies) + 1)
    used = after.server + after.database - before.server - before.database
    figures = Figures(
        answered=len(known),
        asked=2 * work.turns,
        reply=Spread.of(known),
        overhead=Spread.of(reply - each for reply in known),
        silence=Spread.of(silences),
        stale=0,
        gaps=0,
        cores=used / (after.at - before.at),
        database_cores=(after.database - before.database) / (after.at - before.at),
        memory=after.memory / 1e6,
        memory_each=(after.memory - before.memory) / 1e6,
        own_cores=math.nan,
        parts={},
    )
    return Run("rolecall in Chromium", work, number, os.getloadavg()[0], figures)


@contextmanager
def _affinity(core: int | None) -> Iterator[None]:
    """Keep this process, and the browser that it starts, on one core meanwhile."""
    before = os.sched_getaffinity(0)
    if core is not None:
        os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _talk(link: str, turns: int) -> tuple[list[float], list[float]]:
    """Milliseconds from each end of speech to the reply, and from each cut-in to silence."""
    sound = as_wave(dense_speech(SPEECH_SECONDS).tobytes(), RATE)
    replies: list[float] = []
    silences: list[float] = []
    with sync_playwright() as playwright:
        browser = launch(playwright, "--autoplay-policy=no-user-gesture-required")
        candidate = Candidate(browser)
        candidate.context.add_init_script(_COLLECT_PEERS)
        candidate.starts_by_voice(link)
        candidate.waits_for_turn()
        frame = candidate.audio_frame()
        frame.evaluate(Path(__file__).with_name("listening.js").read_text())
        candidate.page.wait_for_timeout(1_500)
        for _ in range(turns):
            _wait_for_quiet(candidate, frame)
            replies.append(_says(candidate, frame, sound)[0])
            candidate.page.wait_for_timeout(1_500)
            reply, silence = _says(candidate, frame, sound)
            replies.append(reply)
            silences.append(silence)
        browser.close()
    return replies, silences


def _heard(frame: Frame) -> list[Look]:
    looks: list[Any] = frame.evaluate("() => window.heard")
    return [(time, sent, level, pitch) for time, sent, level, pitch in looks]


def _wait_for_quiet(candidate: Candidate, frame: Frame) -> None:
    for _ in range(200):
        candidate.page.wait_for_timeout(100)
        looks = _heard(frame)
        if not any(look[2] > _NOISE for look in looks if look[0] > looks[-1][0] - 1_200):
            return


def _says(candidate: Candidate, frame: Frame, sound: str) -> tuple[float, float]:
    """Speak; ms from the end to the reply, and from the begin to the old voice's silence."""
    since = _heard(frame)[-1][0]
    frame.evaluate(_SPEAK, sound)
    for _ in range(120):
        candidate.page.wait_for_timeout(100)
        looks = [look for look in _heard(frame) if look[0] > since]
        spoken = [look[0] for look in looks if look[1] > _SPEECH]
        if not spoken or frame.evaluate("() => window.speaking"):
            continue
        new = next((x[0] for x in looks if x[0] > spoken[-1] + 20 and x[2] > _VOICE), math.nan)
        if math.isnan(new):
            continue
        old = [x[0] for x in looks if spoken[0] <= x[0] < new and x[2] > _NOISE]
        return new - spoken[-1], (old[-1] - spoken[0]) if old else math.nan
    return math.nan, math.nan
