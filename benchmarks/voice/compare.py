"""All servers side by side on the same work, round after round, as a table."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.voice.candidates import Plan
from benchmarks.voice.endpoint_timing import Timing
from benchmarks.voice.figures import Figures, Spread, figures
from benchmarks.voice.servers import PEERS, PROJECT, Cores, Peer, running, started
from benchmarks.voice.sound import dense_speech, keep
from tests.counterparts.process import free_port

SPEECH_SECONDS = 1.0
Profiler = Callable[[int], list[str]]


@dataclass(frozen=True)
class Work:
    """What every server is given to do in one run.

    Attributes:
        candidates: calls at once.
        turns: of each candidate; in each a reply is heard and cut in on.
        loss, jitter_ms, stagger: see ``candidates.Plan``.
    """

    candidates: int = 1
    turns: int = 4
    loss: float = 0.0
    jitter_ms: float = 0.0
    stagger: float = 0.0
    timing: Timing = field(default_factory=Timing)

    @property
    def label(self) -> str:
        """The work in few words."""
        timing = self.timing
        words = [f"N={self.candidates}", f"model {timing.model_ms:.0f} ms"]
        if timing.unsure_every:
            words.append(f"1 of {timing.unsure_every} turns sounds unfinished")
        if self.stagger:
            words.append(f"begun within {self.stagger:g} s")
        if self.loss or self.jitter_ms:
            words.append(f"{self.loss:.0%} lost, jitter {self.jitter_ms:.0f} ms")
        return ", ".join(words)


@dataclass(frozen=True)
class Run:
    """One server's figures for some work in one round; ``load`` is the machine's, of a minute."""

    peer: str
    work: Work
    round: int
    load: float
    figures: Figures

    @property
    def in_words(self) -> str:
        """The run in a line."""
        figures = self.figures
        overhead = f"overhead {figures.overhead.p50:.0f} ms" if figures.overhead else "no reply"
        turns = f"{figures.answered} of {figures.asked} turns answered"
        return f"round {self.round}, {self.work.label}, {self.peer}: {turns}, {overhead}"

    def as_json(self) -> str:
        """A line of the results."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return json.dumps({"at": at, **asdict(self)})


@contextmanager
def endpoint(timing: Timing, log: Path, cores: Cores) -> Iterator[str]:
    """The fake endpoint until the block ends; gives its address, http://…/v1."""
    port = free_port()
    own = [sys.executable, "-m", "benchmarks.voice.endpoint", "--port", str(port)]
    for one in fields(timing):
        own += ["--" + one.name.replace("_", "-"), str(getattr(timing, one.name))]
    command = [*cores.for_others(), *own, "--log", str(log)]
    with started(command, log.with_suffix(".out"), {}) as process:
        while process.poll() is None and not log.exists():
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/v1"


@dataclass(frozen=True)
class Seen:
    """What was found in one run: by the candidates' process, and by the endpoint."""

    found: dict[str, Any]
    events: list[dict[str, Any]]

    @property
    def figures(self) -> Figures:
        """The figures of it."""
        return figures(self.found, self.events)


def measure(
    peer: Peer, work: Work, folder: Path, cores: Cores, profiler: Profiler | None = None
) -> Seen:
    """One run; ``profiler`` makes a command that watches a process, given its id.

    Raises:
        NotInstalled: if the server's environment is missing.
        RuntimeError: if a process failed; the message has its log.
    """
    speech, log = folder / "speech.npy", folder / f"endpoint-{peer.name}.jsonl"
    if not speech.exists():
        keep(dense_speech(SPEECH_SECONDS), speech)
    log.unlink(missing_ok=True)
    with (
        endpoint(work.timing, log, cores) as address,
        running(peer, folder, cores, endpoint=address, data=folder / "data") as server,
    ):
        plan = Plan(
            url=server.offer_url,
            speech=str(speech),
            log=str(log),
            pid=server.pid,
            data=str(server.data or ""),
            greeted=peer.greets,
            candidates=work.candidates,
            turns=work.turns,
            loss=work.loss,
            jitter_ms=work.jitter_ms,
            stagger=work.stagger,
            profiler=[*cores.for_others(), *profiler(server.pid)] if profiler else [],
        )
        found = _talk(plan, cores)
        events = [json.loads(line) for line in log.read_text().splitlines()]
    (folder / f"seen-{peer.name}.json").write_text(json.dumps(found))
    return Seen(found, events)


def _talk(plan: Plan, cores: Cores) -> dict[str, Any]:
    own = [sys.executable, "-m", "benchmarks.voice.candidates", json.dumps(asdict(plan))]
    command = [*cores.for_others(), *own]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the candidates failed:\n{done.stderr[-500:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def rounds(
    peers: Sequence[str], works: Sequence[Work], count: int, folder: Path, cores: Cores
) -> Iterator[Run]:
    """Every server on every work, side by side in each round; a server that fails is said."""
    for number in range(1, count + 1):
        for work in works:
            for name in peers:
                try:
                    seen = measure(PEERS[name], work, folder, cores)
                    yield Run(name, work, number, os.getloadavg()[0], seen.figures)
                except RuntimeError as error:
                    print(f"{name}, {work.label}, round {number}: {error}", file=sys.stderr)


def table(runs: Sequence[Run]) -> Iterator[str]:
    """The table as markdown, a row a server and work: medians of the rounds [extremes]."""
    heads = (
        "work", "server", "turns answered", "reply p50", "overhead p50", "overhead p95",
        "speech begins -> silence", "stale frames", "voiced gaps", "cores", "MB", "MB each",
        "candidates' cores",
    )  # fmt: skip
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for work in dict.fromkeys(run.work for run in runs):
        for name in dict.fromkeys(run.peer for run in runs):
            own = [run.figures for run in runs if run.work == work and run.peer == name]
            if own:
                yield f"| {work.label} | {name} | {' | '.join(_row(own))} |"
    if runs:
        loads = [run.load for run in runs]
        load = f"Load {min(loads):.1f}-{max(loads):.1f}."
        yield f"\nms; medians of the rounds [least, greatest]. {load}"


def _row(own: Sequence[Figures]) -> list[str]:
    return [
        f"{sum(f.answered for f in own)} of {sum(f.asked for f in own)}",
        _ranged([_p50(f.reply) for f in own]),
        _ranged([_p50(f.overhead) for f in own]),
        _ranged([f.overhead.p95 if f.overhead else None for f in own]),
        _ranged([_p50(f.silence) for f in own]),
        _ranged([f.stale for f in own]),
        _ranged([f.gaps for f in own]),
        _ranged([f.cores for f in own], 2),
        _ranged([f.memory for f in own]),
        _ranged([f.memory_each for f in own], 1),
        _ranged([f.own_cores for f in own], 2),
    ]


def _p50(spread: Spread | None) -> float | None:
    return spread.p50 if spread else None


def _ranged(values: Sequence[float | None], digits: int = 0) -> str:
    """Median of the known values, and their extremes where they differ."""
    known = [value for value in values if value is not None]
    if not known:
        return "-"
    median, least, most = (f"{f(known):,.{digits}f}" for f in (statistics.median, min, max))
    return median if least == most else f"{median} [{least}, {most}]"


def trace(runs: Sequence[Run]) -> Iterator[str]:
    """Where the time of a turn goes: each part's mean in ms, for each server and work."""
    for run in runs:
        yield f"{run.peer}, {run.work.label}, round {run.round}"
        for name, span in run.figures.parts.items():
            yield f"  {span:>8.1f} ms  {name}"
        yield f"  {sum(run.figures.parts.values()):>8.1f} ms  in all"
