"""The interviewer without a key: end of an answer to first voice, by the answer's length."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.voice.figures import Spread
from benchmarks.voice.local_candidates import LocalPlan
from benchmarks.voice.servers import PEERS, PROJECT, Cores, running
from benchmarks.voice.sound import answer, keep

LENGTHS = (3, 10, 30, 60, 120)
"""Seconds."""


@dataclass(frozen=True)
class LocalRun:
    """One round with some candidates at once.

    Attributes:
        waits: end of an answer to first voice in ms, by the answer's length in seconds.
        unanswered: answers after which nothing came.
        cut_off: answers into which the interviewer spoke.
        late_frames: share of frames that came more than 60 ms after the one before.
        pages: a page's load in ms, meanwhile.
        cores: of server and database.
        memory: megabytes of the server's process.
    """

    candidates: int
    round: int
    load: float
    waits: dict[str, list[float]]
    unanswered: int
    cut_off: int
    late_frames: float
    pages: Spread | None
    cores: float
    memory: float
    memory_each: float

    @property
    def in_words(self) -> str:
        """The run in a line."""
        waits = Spread.of(ms for every in self.waits.values() for ms in every)
        told = f"first voice after {waits.p50:.0f} ms" if waits else "no reply"
        return f"round {self.round}, {self.candidates} at once: {told}"

    def as_json(self) -> str:
        """A line of the results."""
        return json.dumps({"peer": "rolecall without a key", **asdict(self)})


def measure(
    candidates: int, lengths: Sequence[int], number: int, folder: Path, cores: Cores
) -> LocalRun:
    """One round.

    Raises:
        RuntimeError: if a process failed; the message has its log.
    """
    answers = {str(length): folder / f"answer-{length}.npy" for length in lengths}
    for length, path in answers.items():
        if not path.exists():
            keep(answer(float(length)), path)
    with running(PEERS["rolecall"], folder, cores, data=folder / "data") as server:
        plan = LocalPlan(
            url=server.offer_url,
            pid=server.pid,
            data=str(server.data),
            candidates=candidates,
            answers={length: str(path) for length, path in answers.items()},
        )
        own = [sys.executable, "-m", "benchmarks.voice.local_candidates", json.dumps(asdict(plan))]
        command = [*cores.for_others(), *own]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the candidates failed:\n{done.stderr[-2_000:]}")
    return _figures(json.loads(done.stdout.splitlines()[-1]), candidates, number)


def _figures(found: dict[str, Any], candidates: int, number: int) -> LocalRun:
    waits: dict[str, list[float]] = {}
    for one in found["answers"]:
        waits.setdefault(one["length"], []).append(one["waited"] * 1_000)
    before, after = found["before"], found["after"]
    used = sum(after[what] - before[what] for what in ("server", "database"))
    return LocalRun(
        candidates=candidates,
        round=number,
        load=os.getloadavg()[0],
        waits={k: [ms for ms in v if ms == ms] for k, v in waits.items()},
        unanswered=sum(one["waited"] != one["waited"] for one in found["answers"]),
        cut_off=sum(one["cut_off"] for one in found["answers"]),
        late_frames=found["late_frames"] / max(1, found["frames"]),
        pages=Spread.of(seconds * 1_000 for seconds in found["pages"]),
        cores=used / (after["at"] - before["at"]),
        memory=after["memory"] / 1e6,
        memory_each=(after["memory"] - before["memory"]) / 1e6 / candidates,
    )


def table(runs: Sequence[LocalRun]) -> Iterator[str]:
    """Markdown: a row for each number of candidates; p50/p95 in ms over all rounds, by length."""
    lengths = list(dict.fromkeys(length for run in runs for length in sorted(run.waits, key=int)))
    heads = ["at once", *(f"{length} s" for length in lengths)]
    heads += ["no reply", "cut off", "late frames", "page p95", "cores", "MB each"]
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for count in dict.fromkeys(run.candidates for run in runs):
        own = [run for run in runs if run.candidates == count]
        cells = [str(count)]
        for length in lengths:
            spread = Spread.of(ms for run in own for ms in run.waits.get(length, []))
            cells.append(f"{spread.p50:,.0f}/{spread.p95:,.0f}" if spread else "-")
        cells += [
            str(sum(run.unanswered for run in own)),
            str(sum(run.cut_off for run in own)),
            f"{max(run.late_frames for run in own):.2%}",
            f"{max(run.pages.p95 if run.pages else 0.0 for run in own):,.0f}",
            f"{max(run.cores for run in own):.2f}",
            f"{max(run.memory_each for run in own):.1f}",
        ]
        yield f"| {' | '.join(cells)} |"
    if runs:
        loads = [run.load for run in runs]
        yield f"\nms from the end of an answer to the first voice, p50/p95 of {len(runs)} rounds. "
        yield f"Load {min(loads):.1f}-{max(loads):.1f}."
