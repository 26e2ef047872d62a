"""The interviewer without a key: end of an answer to first voice, by the answer's length.

A frame of the voice is late if it came out of the candidate's jitter buffer more than 40 ms after
its time (``figures.lateness``); at the server, if it was taken more than 20 ms after it was due.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.voice.figures import Spread
from benchmarks.voice.local_candidates import LocalPlan
from benchmarks.voice.servers import PEERS, PROJECT, Cores, running
from benchmarks.voice.sound import answer, keep

LENGTHS = (3, 10, 30, 60, 120)
"""Seconds."""
PARTS = {
    "the sound of both sides (WebRTC), pages": ("MainThread",),
    "session, detectors of speech and echo": ("live-interviews",),
    "transcription": ("speech input", "without a name, gives way"),
    "whether it sounds finished": ("end of turn",),
    "the voice": ("speech output",),
    "SQL and what else is done beside the loops": (
        "persistence",
        "asyncio",
        "AnyIO worker thread",
        "ThreadPoolExecutor-0",
    ),
}
"""Threads by what they do."""
ELSE, DATABASE = "other threads", "Postgres"


@dataclass(frozen=True)
class LocalRun:
    """One round with some candidates at once.

    Attributes:
        candidates: who were let in.
        waits: end of an answer to first voice in ms, by the answer's length in seconds.
        unanswered: answers after which nothing came.
        cut_off: answers into which the interviewer spoke.
        late_frames: share of the voice's frames that were late, 0 to 1.
        latest: the latest of them, in ms.
        taken_late: share of the frames that were taken late at the server.
        taken_latest: the latest of them, in ms.
        pages: a page's load in ms, meanwhile.
        cores: of servers and database.
        memory: megabytes of the servers' processes.
        parts: ms of processor time a second of an interview, by part.
    """

    candidates: int
    processes: int
    round: int
    load: float
    waits: dict[str, list[float]]
    unanswered: int
    cut_off: int
    late_frames: float
    latest: float
    taken_late: float
    taken_latest: float
    pages: Spread | None
    cores: float
    memory: float
    memory_each: float
    parts: dict[str, float]

    @property
    def label(self) -> str:
        """The work in few words."""
        return (
            f"{self.candidates} in {self.processes}" if self.processes > 1 else str(self.candidates)
        )

    @property
    def in_words(self) -> str:
        """The run in a line."""
        waits = Spread.of(ms for every in self.waits.values() for ms in every)
        told = f"first voice after {waits.p50:.0f} ms" if waits else "no reply"
        late = f"{self.late_frames:.2%} of frames late (at the server {self.taken_late:.2%})"
        return f"round {self.round}, {self.label} at once: {told}, {late}, load {self.load:.1f}"

    def as_json(self) -> str:
        """A line of the results."""
        return json.dumps({"peer": "rolecall without a key", **asdict(self)})


def measure(
    candidates: int,
    lengths: Sequence[int],
    number: int,
    folder: Path,
    cores: Cores,
    processes: int = 1,
    every: float = 0.0,
) -> LocalRun:
    """One round, with the candidates spread over so many processes of the server.

    The first of them has the server's core, and each other one the next. With ``every`` one
    candidate comes every so many seconds, until one is not let in.

    Raises:
        RuntimeError: if a process failed; the message has its log.
    """
    answers = {str(length): folder / f"answer-{length}.npy" for length in lengths}
    for length, path in answers.items():
        if not path.exists():
            keep(answer(float(length)), path)
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                running(
                    PEERS["rolecall"],
                    folder,
                    cores.next(each),
                    data=folder / "data",
                    limits=every > 0,
                )
            )
            for each in range(processes)
        ]
        plan = LocalPlan(
            urls=[server.url for server in servers],
            pids=[server.pid for server in servers],
            offer=PEERS["rolecall"].offer,
            data=str(folder / "data"),
            candidates=candidates,
            every=every,
            answers={length: str(path) for length, path in answers.items()},
        )
        own = [sys.executable, "-m", "benchmarks.voice.local_candidates", json.dumps(asdict(plan))]
        command = [*cores.for_others(), *own]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the candidates failed:\n{done.stderr[-2_000:]}")
    return _figures(json.loads(done.stdout.splitlines()[-1]), number)


def _figures(found: dict[str, Any], number: int) -> LocalRun:
    waits: dict[str, list[float]] = {}
    for one in found["answers"]:
        waits.setdefault(one["length"], []).append(one["waited"] * 1_000)
    before, after, taken = found["before"], found["after"], found["taken"]
    candidates = found["let_in"]
    seconds = after[0]["at"] - before[0]["at"]
    memory = sum(one["memory"] for one in after)
    database = max(one["database"] for one in after) - max(one["database"] for one in before)
    servers = sum(one["server"] for one in after) - sum(one["server"] for one in before)
    return LocalRun(
        candidates=candidates,
        processes=len(taken),
        round=number,
        load=os.getloadavg()[0],
        waits={k: [ms for ms in v if ms == ms] for k, v in waits.items()},
        unanswered=sum(one["waited"] != one["waited"] for one in found["answers"]),
        cut_off=sum(one["cut_off"] for one in found["answers"]),
        late_frames=found["late_frames"] / max(1, found["frames"]),
        latest=found["latest"],
        taken_late=sum(one["late"] for one in taken) / max(1, sum(one["frames"] for one in taken)),
        taken_latest=max(one["worst"] for one in taken) * 1_000,
        pages=Spread.of(seconds * 1_000 for seconds in found["pages"]),
        cores=(servers + database) / seconds,
        memory=memory / 1e6,
        memory_each=(memory - sum(one["memory"] for one in before)) / 1e6 / candidates,
        parts={
            name: used * 1_000 / seconds / candidates
            for name, used in [*parts(found["threads"]).items(), (DATABASE, database)]
        },
    )


def parts(threads: Mapping[str, float]) -> dict[str, float]:
    """Processor time by part, from that of threads by name."""
    found = dict.fromkeys([*PARTS, ELSE], 0.0)
    for thread, used in threads.items():
        part = next((part for part, names in PARTS.items() if thread in names), ELSE)
        found[part] += used
    return found


def table(runs: Sequence[LocalRun]) -> Iterator[str]:
    """Markdown: a row for each number of candidates; p50/p95 in ms over all rounds, by length.

    Of what is not a time the worst round is shown.
    """
    lengths = list(dict.fromkeys(length for run in runs for length in sorted(run.waits, key=int)))
    heads = ["at once", *(f"{length} s" for length in lengths)]
    heads += ["no reply", "cut off", "late frames, latest", "at the server", "page p95", "cores"]
    yield f"| {' | '.join([*heads, 'MB each'])} |"
    yield "|---" * (len(heads) + 1) + "|"
    for label in dict.fromkeys(run.label for run in runs):
        own = [run for run in runs if run.label == label]
        cells = [label]
        for length in lengths:
            spread = Spread.of(ms for run in own for ms in run.waits.get(length, []))
            cells.append(f"{spread.p50:,.0f}/{spread.p95:,.0f}" if spread else "-")
        cells += [
            str(sum(run.unanswered for run in own)),
            str(sum(run.cut_off for run in own)),
            f"{max(run.late_frames for run in own):.2%}, {max(run.latest for run in own):,.0f} ms",
            f"{max(run.taken_late for run in own):.2%}, "
            f"{max(run.taken_latest for run in own):,.0f} ms",
            f"{max(run.pages.p95 if run.pages else 0.0 for run in own):,.0f}",
            f"{max(run.cores for run in own):.2f}",
            f"{max(run.memory_each for run in own):.1f}",
        ]
        yield f"| {' | '.join(cells)} |"
    if runs:
        loads = [run.load for run in runs]
        yield f"\nms from the end of an answer to the first voice, p50/p95 of {len(runs)} rounds. "
        yield f"Load {min(loads):.1f}-{max(loads):.1f}."
        yield from _parts_table(runs)


def _parts_table(runs: Sequence[LocalRun]) -> Iterator[str]:
    labels = list(dict.fromkeys(run.label for run in runs))
    yield f"\n| ms of processor a second, each | {' | '.join(labels)} |"
    yield "|---" * (len(labels) + 1) + "|"
    for part in runs[0].parts:
        cells = (
            f"{statistics.mean(run.parts[part] for run in runs if run.label == label):.1f}"
            for label in labels
        )
        yield f"| {part} | {' | '.join(cells)} |"
