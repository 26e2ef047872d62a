"""Candidates of one run, in a process of their own: ``python -m benchmarks.voice.candidates``.

Each speaks for a second, times the reply, cuts in on it, and times the silence and the next
reply. What was seen goes to standard output as JSON; ``figures`` makes figures of it.
"""

import argparse
import asyncio
import json
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.voice.call import Call, Ear, now, stay_on_one_address
from benchmarks.voice.figures import CutIn, Seen, Turn
from benchmarks.voice.sound import kept, packets
from benchmarks.voice.usage import usage
from tests.realtime.lossy_road import LossyRoad

_ANSWER_SECONDS = 12.0
"""For how long a reply is waited for."""
_INTO_REPLY_SECONDS = 1.5
_QUIET_SECONDS = 0.25
_SETTLE_SECONDS = 2.0
_CONNECTED_SECONDS = 15.0


@dataclass
class Plan:
    """What the candidates do.

    Attributes:
        url: takes the offers.
        speech: file of what each says.
        log: the endpoint's.
        pid: the server's process.
        data: folder of its Postgres, "" for none.
        greeted: whether the server speaks first.
        loss: share of the packets that the network loses.
        jitter_ms: greatest delay of a packet; they overtake each other.
        stagger: seconds over which they begin, one after the other; 0 for all at once.
        profiler: a command that runs while they talk and ends at SIGINT; none if empty.
    """

    url: str
    speech: str
    log: str
    pid: int
    data: str = ""
    greeted: bool = False
    candidates: int = 1
    turns: int = 4
    loss: float = 0.0
    jitter_ms: float = 0.0
    stagger: float = 0.0
    profiler: list[str] = field(default_factory=list)


@dataclass
class Candidate:
    """One of them."""

    number: int
    plan: Plan
    call: Call
    speech: list[bytes]
    seen: Seen = field(default_factory=Seen)

    async def talk(self) -> None:
        """Take all turns."""
        ear = self.call.ear
        late = self.plan.stagger * self.number / self.plan.candidates
        await asyncio.sleep(_SETTLE_SECONDS + late)
        if self.plan.greeted:
            await ear.voiced_after(self.call.asked_at, 30)
            await ear.quiet_after(now(), 1.0, 30)
        for _ in range(self.plan.turns):
            if await self._says(ear):
                await asyncio.sleep(_INTO_REPLY_SECONDS)
                await self._cuts_in(ear)
                await ear.quiet_after(now() + 0.5, 1.0, 15)
            await asyncio.sleep(0.3)

    async def _says(self, ear: Ear) -> bool:
        """Speak, and wait for a reply; whether it came."""
        before = ear.pitch_before(now())
        await self.call.microphone.begin(self.speech)
        await self.call.microphone.finish()
        return await self._is_answered(ear, before)

    async def _is_answered(self, ear: Ear, before: int) -> bool:
        ended = self.call.microphone.ended
        heard = await ear.voiced_after(ended, _ANSWER_SECONDS, other_than=before)
        self.seen.turns.append(Turn(self.number, ended, heard))
        until = now() if heard != heard else heard
        self.seen.stale += sum(
            frame.pitch == before != 0 for frame in ear.frames if ended <= frame.at < until
        )
        return heard == heard

    async def _cuts_in(self, ear: Ear) -> None:
        before = ear.pitch_before(now())
        await self.call.microphone.begin(self.speech)
        began = self.call.microphone.began
        quiet = asyncio.ensure_future(ear.quiet_after(began, _QUIET_SECONDS, 8))
        await self.call.microphone.finish()
        await self._is_answered(ear, before)
        self.seen.cut_ins.append(CutIn(self.number, began, await quiet))

    def sums_up(self) -> Seen:
        """What was seen, with the gaps in the voice."""
        self.seen.frames = [
            (frame.at, frame.pitch) for frame in self.call.ear.frames if frame.voiced
        ]
        return self.seen


async def _connected(plan: Plan, number: int, speech: list[bytes]) -> Candidate:
    """A candidate whose session has reached the endpoint, so that both count alike."""
    lossy = plan.loss or plan.jitter_ms
    road = LossyRoad(plan.loss, plan.jitter_ms / 1_000, seed=number + 1) if lossy else None
    candidate = Candidate(number, plan, Call(road), speech)
    await candidate.call.connect(plan.url)
    end = time.monotonic() + _CONNECTED_SECONDS
    while _connections(plan) <= number and time.monotonic() < end:
        await asyncio.sleep(0.05)
    return candidate


@contextmanager
def _beside(command: list[str]) -> Iterator[None]:
    """Run ``command`` until the block ends."""
    if not command:
        yield
        return
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)


def _connections(plan: Plan) -> int:
    return Path(plan.log).read_text().count('"connected"')


async def _run(plan: Plan) -> dict[str, object]:
    if plan.loss or plan.jitter_ms:
        stay_on_one_address()
    speech = packets(kept(Path(plan.speech)))
    data = Path(plan.data) if plan.data else None
    alone = usage(plan.pid, data)
    candidates = [await _connected(plan, n, speech) for n in range(plan.candidates)]
    await asyncio.sleep(1)
    with _beside(plan.profiler):
        before, own = usage(plan.pid, data), time.process_time()
        await asyncio.gather(*(candidate.talk() for candidate in candidates))
        after, own = usage(plan.pid, data), time.process_time() - own
    seen = [candidate.sums_up() for candidate in candidates]
    for candidate in candidates:
        await candidate.call.hang_up()
    return {
        "seen": [asdict(one) for one in seen],
        "alone": asdict(alone),
        "before": asdict(before),
        "after": asdict(after),
        "wanted": 2 * plan.turns * plan.candidates,
        "own_cores": own / (after.at - before.at),
    }


def main() -> None:
    """Run the plan given as JSON, and print what was seen."""
    parser = argparse.ArgumentParser(description="The candidates of one run.")
    parser.add_argument("plan", help="fields of Plan, as JSON")
    print(json.dumps(asyncio.run(_run(Plan(**json.loads(parser.parse_args().plan))))))


if __name__ == "__main__":
    main()
