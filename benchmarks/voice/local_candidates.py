"""Candidates of the interviewer without a key, in a process of their own.

Each waits until it is asked, answers with speech of one length after the other, and times the
first sound of what comes next. Beside them somebody loads a page every second.
"""

import argparse
import asyncio
import json
import math
import time
import urllib.request
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.voice.call import Call, now
from benchmarks.voice.figures import GAP_MS
from benchmarks.voice.sound import kept, packets
from benchmarks.voice.usage import usage

_BETWEEN_SENTENCES = 1.2
"""Seconds of quiet after which the interviewer has finished."""
_ANSWERED_WITHIN = 60.0
_CUT_OFF_FRAMES = 10
"""So many voiced frames during an answer are the interviewer speaking into it."""


@dataclass
class LocalPlan:
    """What the candidates do.

    Attributes:
        answers: file of the answer by its length in seconds.
        staggered: whether each candidate begins with another length.
    """

    url: str
    pid: int
    data: str
    candidates: int
    answers: dict[str, str]
    staggered: bool = True


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


async def _loads_pages(url: str, seconds: list[float]) -> None:
    def load() -> float:
        began = time.monotonic()
        with urllib.request.urlopen(url, timeout=20) as page:
            page.read()
        return time.monotonic() - began

    while True:
        seconds.append(await asyncio.to_thread(load))
        await asyncio.sleep(1)


async def _run(plan: LocalPlan) -> dict[str, object]:
    spoken = {length: packets(kept(Path(path))) for length, path in plan.answers.items()}
    data, calls = Path(plan.data), [Call() for _ in range(plan.candidates)]
    before, began = usage(plan.pid, data), now()
    for call in calls:
        await call.connect(plan.url)
    loads: list[float] = []
    pages = asyncio.create_task(_loads_pages(plan.url.rsplit("/", 1)[0] + "/", loads))
    talks = (_talk(call, n, plan, spoken) for n, call in enumerate(calls))
    answers = [answer for talk in await asyncio.gather(*talks) for answer in talk]
    pages.cancel()
    after = usage(plan.pid, data)
    greeted = [call.ear.frames for call in calls]
    gaps = [(b.at - a.at) * 1_000 for frames in greeted for a, b in pairwise(frames)]
    for call in calls:
        await call.hang_up()
    return {
        "answers": [asdict(answer) for answer in answers],
        "late_frames": sum(gap > GAP_MS for gap in gaps),
        "frames": len(gaps),
        "pages": loads,
        "before": asdict(before),
        "after": asdict(after),
        "began": began,
    }


def main() -> None:
    """Run the plan given as JSON, and print what was seen."""
    parser = argparse.ArgumentParser(description="The candidates of one local run.")
    parser.add_argument("plan", help="fields of LocalPlan, as JSON")
    print(json.dumps(asyncio.run(_run(LocalPlan(**json.loads(parser.parse_args().plan))))))


if __name__ == "__main__":
    main()
