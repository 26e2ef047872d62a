"""Candidates of the interviewer without a key, in a process of their own.

Each waits until it is asked, answers with speech of one length after the other, and times the
first sound of what comes next. Beside them somebody loads a page every second. A call before
them, which only hears the first words, leaves loaded what each process loads once.
"""

import argparse
import asyncio
import json
import math
import time
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.voice.call import Call
from benchmarks.voice.figures import LATE_MS, lateness
from benchmarks.voice.sound import kept, packets
from benchmarks.voice.usage import Usage, usage

_BETWEEN_SENTENCES = 1.2
"""Seconds of quiet after which the interviewer has finished."""
_ANSWERED_WITHIN = 60.0
_SETTLED = 3.0
"""Seconds after a call in which a server forgets it."""
_CUT_OFF_FRAMES = 10
"""So many voiced frames during an answer are the interviewer speaking into it."""


@dataclass
class LocalPlan:
    """What the candidates do.

    Attributes:
        urls, pids: of the servers, over which the candidates are spread.
        offer: path that takes a call's offer.
        data: of the database that the servers share.
        answers: file of the answer by its length in seconds.
        staggered: whether each candidate begins with another length.
        every: seconds between two who come; nobody comes any more once one was not let in.
    """

    urls: list[str]
    pids: list[int]
    offer: str
    data: str
    candidates: int
    answers: dict[str, str]
    staggered: bool = True
    every: float = 0.0


@dataclass(frozen=True)
class Answer:
    """One answer: its length, and seconds from its end to the first voice (nan for none).

    Attributes:
        cut_off: whether the interviewer spoke before it was over.
    """

    candidate: int
    length: str
    waited: float
    cut_off: bool


async def _talk(
    call: Call, number: int, plan: LocalPlan, spoken: dict[str, list[bytes]]
) -> list[Answer]:
    lengths = list(plan.answers)
    first = number % len(lengths) if plan.staggered else 0
    ear, found = call.ear, []
    await _asked(call, call.asked_at)
    for length in lengths[first:] + lengths[:first]:
        await call.microphone.begin(spoken[length])
        began = call.microphone.began
        await call.microphone.finish()
        ended = call.microphone.ended
        during = sum(frame.voiced and began + 0.5 < frame.at <= ended for frame in ear.frames)
        heard = await ear.voiced_after(ended, _ANSWERED_WITHIN)
        found.append(Answer(number, length, heard - ended, during > _CUT_OFF_FRAMES))
        if not math.isnan(heard):
            await _asked(call, heard)
    return found


async def _asked(call: Call, since: float) -> None:
    """Wait until the interviewer has spoken and is quiet."""
    began = await call.ear.voiced_after(since, _ANSWERED_WITHIN)
    if not math.isnan(began):
        await call.ear.quiet_after(began, _BETWEEN_SENTENCES, _ANSWERED_WITHIN)


async def _greeted(url: str) -> None:
    """A call that hears the first words and hangs up."""
    call = Call()
    await call.connect(url)
    await call.ear.voiced_after(call.asked_at, _ANSWERED_WITHIN)
    await call.hang_up()


def _told(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.load(answer)


async def _loads_pages(url: str, seconds: list[float]) -> None:
    def load() -> float:
        began = time.monotonic()
        with urllib.request.urlopen(url, timeout=20) as page:
            page.read()
        return time.monotonic() - began

    while True:
        seconds.append(await asyncio.to_thread(load))
        await asyncio.sleep(1)


def _by_thread(plan: LocalPlan, before: list[Usage], after: list[Usage]) -> dict[str, float]:
    """Seconds of processor time by the threads' names; those of one pool count together."""
    found: dict[str, float] = {}
    for url, first, last in zip(plan.urls, before, after, strict=True):
        names = _told(f"{url}/bench-threads")
        for number, seconds in last.threads.items():
            name = names.get(number, "over").rstrip("0123456789").rstrip("_- ")
            found[name] = found.get(name, 0.0) + seconds - first.threads.get(number, 0.0)
    return found


async def _run(plan: LocalPlan) -> dict[str, object]:
    spoken = {length: packets(kept(Path(path))) for length, path in plan.answers.items()}
    data, calls = Path(plan.data), [Call() for _ in range(plan.candidates)]
    for url in plan.urls:
        await _greeted(url + plan.offer)
    await asyncio.sleep(_SETTLED)
    for url in plan.urls:
        _told(f"{url}/bench-load")
    before = [usage(pid, data) for pid in plan.pids]
    loads: list[float] = []
    pages = asyncio.create_task(_loads_pages(plan.urls[0] + "/", loads))
    talks = []
    for number, call in enumerate(calls):
        await call.connect(plan.urls[number % len(plan.urls)] + plan.offer)
        await asyncio.sleep(plan.every)
        if call.over:
            break
        talks.append(asyncio.create_task(_talk(call, number, plan, spoken)))
    answers = [answer for talk in await asyncio.gather(*talks) for answer in talk]
    pages.cancel()
    after = [usage(pid, data) for pid in plan.pids]
    threads = _by_thread(plan, before, after)
    late = [ms for call in calls for ms in lateness(_voiced(call))]
    for call in calls:
        await call.hang_up()
    return {
        "answers": [asdict(answer) for answer in answers],
        "let_in": len(talks),
        "late_frames": sum(ms > LATE_MS for ms in late),
        "frames": len(late),
        "latest": max(late, default=0.0),
        "taken": [_told(f"{url}/bench-load")["taken"] for url in plan.urls],
        "pages": loads,
        "before": [asdict(one) for one in before],
        "after": [asdict(one) for one in after],
        "threads": threads,
    }


def _voiced(call: Call) -> list[tuple[float, float]]:
    return [(frame.at, frame.place) for frame in call.ear.frames if frame.voiced]


def main() -> None:
    """Run the plan given as JSON, and print what was seen."""
    parser = argparse.ArgumentParser(description="The candidates of one local run.")
    parser.add_argument("plan", help="fields of LocalPlan, as JSON")
    print(json.dumps(asyncio.run(_run(LocalPlan(**json.loads(parser.parse_args().plan))))))


if __name__ == "__main__":
    main()
