"""From what candidates and endpoint saw to figures (pure); moments in seconds, spans in ms."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Event = Mapping[str, Any]
"""A line of the endpoint's log."""
GAP_MS = 60.0
_PAUSE_MS = 1_000.0
"""A longer gap lies between two replies: FastRTC sends nothing there."""
LATE_MS = 40.0
"""A frame of the voice so much later than it belongs is late: no less does a listener's jitter
buffer take up. Silence is not counted: hardly a packet of it is sent."""


@dataclass(frozen=True)
class Turn:
    """A candidate spoke to the end, at ``ended``, and heard a reply from ``heard`` on (or nan)."""

    candidate: int
    ended: float
    heard: float

    @property
    def answered(self) -> bool:
        """Whether a reply came."""
        return not math.isnan(self.heard)

    @property
    def reply_ms(self) -> float:
        """From the end of the candidate's speech to the first new voice."""
        return (self.heard - self.ended) * 1_000


@dataclass(frozen=True)
class CutIn:
    """A candidate spoke from ``began`` into a reply, which was last heard at ``quiet`` (or nan)."""

    candidate: int
    began: float
    quiet: float


@dataclass
class Seen:
    """What one candidate saw.

    Attributes:
        stale: frames of an old reply after the candidate had spoken to the end.
        frames: moment and pitch of each voiced frame.
    """

    turns: list[Turn] = field(default_factory=list)
    cut_ins: list[CutIn] = field(default_factory=list)
    stale: int = 0
    frames: list[tuple[float, int]] = field(default_factory=list)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Seen":
        """What a candidates' process wrote, read again."""
        return cls(
            [Turn(**turn) for turn in data["turns"]],
            [CutIn(**cut_in) for cut_in in data["cut_ins"]],
            data["stale"],
            [(at, pitch) for at, pitch in data["frames"]],
        )


@dataclass(frozen=True)
class Spread:
    """Percentiles of some milliseconds, and how many there were."""

    p50: float
    p95: float
    count: int

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread | None":
        """The percentiles of those values that are numbers; None without any.

        With few values the 95th percentile is the greatest one.
        """
        known = sorted(value for value in values if not math.isnan(value))
        if not known:
            return None
        return cls(statistics.median(known), known[math.ceil(0.95 * len(known)) - 1], len(known))


def by_candidate(events: Iterable[Event]) -> list[list[Event]]:
    """The log by connection, in the order of connecting, which is the candidates'."""
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event["connection"], []).append(event)
    return list(found.values())


def parts_of(turn: Turn, events: Sequence[Event]) -> dict[str, float]:
    """What an answered turn's time went to, in ms; their sum is the whole.

    Each part ends with what its name says; where speech is asked for before the judgement is
    there, the order shows it. A turn that the endpoint cut in two counts from its last end.
    """
    within = [event for event in events if turn.ended <= event["t"] <= turn.heard]
    ends: dict[str, float] = {}
    for event in within:
        if event["event"] == "stopped":
            ends["the endpoint hears the last sound"] = max(turn.ended, event["last_loud"])
        name = _PARTS.get((event["event"], event.get("kind")))
        if name:
            ends[name] = event["t"]
    steps = [("", turn.ended), *sorted(ends.items(), key=_moment), ("heard", turn.heard)]
    return {name: (at - before) * 1_000 for (_, before), (name, at) in pairwise(steps)}


def _moment(step: tuple[str, float]) -> float:
    return step[1]


_PARTS = {
    ("stopped", None): "its silence is over",
    ("asked", "judgement"): "judgement asked for",
    ("worked", "judgement"): "judged",
    ("asked", "speech"): "speech asked for",
    ("worked", "speech"): "speech begins to be made",
    ("sent", None): "first sound sent",
}


def overhead_ms(turn: Turn, events: Sequence[Event]) -> float:
    """The reply's time less the endpoint's silence and the model's own work; nan without a reply.

    Work that was done side by side counts once.
    """
    within = [event for event in events if turn.ended <= event["t"] <= turn.heard]
    waited = [event["waited_ms"] for event in within if event["event"] == "stopped"]
    work = [(e["began"], e["t"]) for e in within if e["event"] == "worked"]
    return turn.reply_ms - (waited[-1] if waited else 0.0) - covered(work) * 1_000


def covered(spans: Iterable[tuple[float, float]]) -> float:
    """Length of what spans cover together."""
    total, until = 0.0, -math.inf
    for begin, end in sorted(spans):
        total += max(0.0, end - max(begin, until))
        until = max(until, end)
    return total


def voiced_gaps(frames: Iterable[tuple[float, int]]) -> int:
    """How often a reply broke off for more than ``GAP_MS`` between two of its frames."""
    gaps = ((b - a) * 1_000 for (a, pitch), (b, other) in pairwise(frames) if pitch == other)
    return sum(GAP_MS < gap < _PAUSE_MS for gap in gaps)


def lateness(voiced: Iterable[tuple[float, float]]) -> list[float]:
    """How many ms after its time each voiced frame of a call was heard.

    Of each frame its moment and its place (RTP time) are given; its time is what they would be if
    it had been as prompt as the promptest.
    """
    behind = [at - place for at, place in voiced]
    return [(each - min(behind)) * 1_000 for each in behind]


@dataclass(frozen=True)
class Figures:
    """One run in figures; None where there was nothing to count.

    Attributes:
        answered, asked: turns.
        reply: end of speech to first new voice.
        overhead: the same less the endpoint's silence and the model's work.
        silence: begin of a cut-in to the last sound of the old reply.
        cores: processor time of server and database a second.
        database_cores: the database's share of it.
        memory: megabytes of the server's process.
        memory_each: how many of them came with each interview.
        own_cores: what the candidates' process used; near 1 its own lateness is measured.
    """

    answered: int
    asked: int
    reply: Spread | None
    overhead: Spread | None
    silence: Spread | None
    stale: int
    gaps: int
    cores: float
    database_cores: float
    memory: float
    memory_each: float
    own_cores: float
    parts: dict[str, float]


def figures(found: Mapping[str, Any], events: Iterable[Event]) -> Figures:
    """The figures of what a candidates' process wrote, and the endpoint's log beside it."""
    seen = [Seen.of(one) for one in found["seen"]]
    logs = by_candidate(events)
    turns = [turn for one in seen for turn in one.turns]
    answered = [turn for turn in turns if turn.answered]
    known = [turn for turn in answered if turn.candidate < len(logs)]
    alone, before, after = (found[name] for name in ("alone", "before", "after"))
    seconds = after["at"] - before["at"]
    database = (after["database"] - before["database"]) / seconds
    cut_ins = [cut_in for one in seen for cut_in in one.cut_ins]
    return Figures(
        answered=len(answered),
        asked=found["wanted"],
        reply=Spread.of(turn.reply_ms for turn in answered),
        overhead=Spread.of(overhead_ms(turn, logs[turn.candidate]) for turn in known),
        silence=Spread.of((cut_in.quiet - cut_in.began) * 1_000 for cut_in in cut_ins),
        stale=sum(one.stale for one in seen),
        gaps=sum(voiced_gaps(one.frames) for one in seen),
        cores=(after["server"] - before["server"]) / seconds + database,
        database_cores=database,
        memory=after["memory"] / 1e6,
        memory_each=(after["memory"] - alone["memory"]) / 1e6 / max(1, len(seen)),
        own_cores=found["own_cores"],
        parts=mean_parts([parts_of(turn, logs[turn.candidate]) for turn in known]),
    )


def mean_parts(every: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The parts' means over the turns, in their usual order; a part that is missing counts 0."""
    names = dict.fromkeys(name for parts in every for name in parts)
    return {name: statistics.mean(parts.get(name, 0.0) for parts in every) for name in names}
