"""Every way in which a database is away, in a whole interview: ``python -m tests.db.fault_matrix``.

Prints what the candidate saw and what was kept; the test beside it holds the program to it. The
server is a real embedded one, watched as an app watches it. The fault comes as an answer is
given, in mid-interview, and lasts as long as the row says.
"""

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from uuid import UUID

import psycopg
from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from core.errors import DatabaseAway
from core.interviews.service import find_interview, list_turns
from core.models import InterviewStatus, Speaker
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models import commands as do
from core.realtime.models.typed_model import TypedModel
from core.realtime.session.room import OVER, Notice, RoomState
from core.realtime.session.service import RealtimeInterviewService
from core.realtime.session.session import LiveSession
from db import startup_lock
from db.embedded import EmbeddedPostgres
from db.engine import Database, make_engine
from db.liveness import plain_url
from db.migrate import upgrade
from db.pg_cluster import Cluster
from tests.db import faults
from tests.factories import ready_interview
from tests.realtime.fake_realtime import FakeRealtime, Script
from tests.realtime.spoken_interview import SpokenInterview

AT = 2
"""The answer that the fault comes with, counted from 1."""
DISK_BYTES = 160 * 1024 * 1024
MOST_SECONDS = 240
Turns = list[tuple[Speaker, str]]


class World:
    """A database as an app has it, and hands on its server."""

    def __init__(self, root: Path) -> None:
        self.root = root
        server = EmbeddedPostgres(root)
        url = server.start()
        engine = make_engine(url, answer_seconds=MOST_SECONDS)
        upgrade(engine)
        engine.dispose()
        self.server = server
        self.database = Database(make_url(url), server)
        self.cut: Callable[[Session], None] | None = None
        self.unheard = False

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A transaction, which a fault may cut off before its commit, or whose end is not told."""
        with self.database.begin() as db:
            yield db
            cut, self.cut = self.cut, None
            if cut:
                db.flush()
                cut(db)
        unheard, self.unheard = self.unheard, False
        if unheard:
            raise DatabaseAway

    def admin(self) -> psycopg.Connection:
        return psycopg.connect(plain_url(self.database.url), autocommit=True, connect_timeout=3)

    @property
    def cluster(self) -> Cluster:
        return self.server._cluster

    def close(self) -> None:
        self.database.close()
        self.server.stop(force=True)


class Fault(Protocol):
    """Begins a fault and ends it after so many seconds."""

    async def __call__(self, world: World, seconds: float) -> None: ...


async def _killed(world: World, seconds: float) -> None:
    """Killed with -9, and kept from coming back for so long."""
    with startup_lock.between_threads:
        faults.postmaster(world.cluster).kill()
        await asyncio.sleep(seconds)


async def _orphaned(world: World, seconds: float) -> None:
    faults.kill_leaving_orphans(world.cluster)


async def _restarted(world: World, seconds: float) -> None:
    await asyncio.to_thread(world.cluster.shut_down)


async def _frozen(world: World, seconds: float) -> None:
    with faults.frozen(world.cluster):
        await asyncio.sleep(seconds)


async def _out_of_connections(world: World, seconds: float) -> None:
    """Strangers hold every connection, and those of the pool are gone."""
    held = [world.admin()]
    held[0].execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with suppress(psycopg.OperationalError):
        while True:
            held.append(world.admin())
    await asyncio.sleep(seconds)
    for connection in held:
        connection.close()


def _fill(path: Path) -> None:
    with open(path, "wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1024 * 64))


async def _out_of_disk(world: World, seconds: float) -> None:
    full = world.root.parent / "full"
    _fill(full)
    await asyncio.sleep(seconds)
    full.unlink()


async def _read_only(world: World, seconds: float) -> None:
    for value in ("on", "off"):
        with world.admin() as admin:
            admin.execute("SET default_transaction_read_only = off")
            admin.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
            admin.execute("SELECT pg_reload_conf()")
        await asyncio.sleep(seconds if value == "on" else 0)


async def _cut_off(world: World, seconds: float) -> None:
    def cut(db: Session) -> None:
        pid = db.scalar(text("SELECT pg_backend_pid()"))
        with world.admin() as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", [pid])

    world.cut = cut


async def _unheard(world: World, seconds: float) -> None:
    world.unheard = True


@dataclass(frozen=True)
class Row:
    """A fault, and for how many seconds it lasts; ``disk`` if it needs a small one of its own."""

    name: str
    fault: Fault
    seconds: float = 0.0
    disk: bool = False


ROWS = (
    Row("killed with -9", _killed),
    Row("away for 30 s", _killed, 30),
    Row("its children frozen, and killed with -9", _orphaned),
    Row("restarted (fast)", _restarted),
    Row("frozen for 20 s", _frozen, 20),
    Row("out of disk for 20 s", _out_of_disk, 20, disk=True),
    Row("out of connections for 20 s", _out_of_connections, 20),
    Row("read-only for 20 s", _read_only, 20),
    Row("a backend ended in mid-transaction", _cut_off),
    Row("a commit that nobody heard of", _unheard),
)


@dataclass
class Outcome:
    """What came of an interview.

    Attributes:
        saw: notices that the room showed, and a state that ended it too early.
        seconds: from the answer that met the fault until the next question.
        given: what the candidate said or wrote.
        kept: what of the candidate stands in Postgres.
    """

    saw: list[str] = field(default_factory=list)
    seconds: float = 0.0
    given: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    completed: bool = False

    @property
    def lost(self) -> int:
        """Answers given that are not kept."""
        return sum((Counter(self.given) - Counter(self.kept)).values())

    @property
    def twice(self) -> int:
        """Answers kept more often than they were given."""
        return sum((Counter(self.kept) - Counter(self.given)).values())


def in_writing(world: World, row: Row | None) -> Outcome:
    """A whole interview in writing."""
    outcome, interview_id = Outcome(), _new_interview(world)
    asyncio.run(asyncio.wait_for(_write(world, row, interview_id, outcome), MOST_SECONDS))
    return _kept(world, interview_id, outcome)


async def _write(world: World, row: Row | None, interview_id: UUID, outcome: Outcome) -> None:
    session = LiveSession(
        interview_id, RealtimeInterviewService(world.begin), TypedModel(), SpeechBuffer()
    )
    session.tell(do.SetTyping(True))
    running = asyncio.create_task(session.run())
    answered = 0
    async with _watching(session, outcome):
        while not running.done():
            await asyncio.sleep(0.01)
            asked = sum(turn.speaker is Speaker.INTERVIEWER for turn in session.view.turns)
            if asked == answered or session.view.state is not RoomState.LISTENING:
                continue
            answered, words = asked, f"This is answer {len(outcome.given) + 1}, in some words."
            if row and row.disk:  # more than fits into what the tables have at hand
                words += f" {random.randbytes(16_000).hex()}"
            outcome.given.append(words)
            meets = row is not None and len(outcome.given) == AT
            fault = asyncio.create_task(row.fault(world, row.seconds)) if row and meets else None
            if fault:
                await asyncio.sleep(0.2)  # so that the answer meets it
            began = time.monotonic()
            session.tell(do.TypeAnswer(words))
            while len(session.view.turns) < asked * 2 and not running.done():
                await asyncio.sleep(0.01)
            if fault:
                await _until_asked(session, running, asked)
                outcome.seconds = time.monotonic() - began
                await fault
            if len(outcome.given) == AT + 2:
                session.tell(do.EndInterview())
                break
        await running


async def _until_asked(session: LiveSession, running: "asyncio.Task[None]", asked: int) -> None:
    while not running.done():
        turns = session.view.turns
        if sum(turn.speaker is Speaker.INTERVIEWER for turn in turns) > asked:
            return
        await asyncio.sleep(0.01)


@asynccontextmanager
async def _watching(session: LiveSession, outcome: Outcome) -> AsyncIterator[None]:
    async def watch() -> None:
        while True:
            _note(outcome, session)
            await asyncio.sleep(0.01)

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()
        _note(outcome, session)


def _note(outcome: Outcome, session: LiveSession) -> None:
    notice, state = session.view.notice, session.view.state
    early = state in OVER and state is not RoomState.COMPLETED
    for seen in (notice.value if notice is not Notice.NONE else "", state.value if early else ""):
        if seen and seen not in outcome.saw:
            outcome.saw.append(seen)


def by_voice(world: World, row: Row | None) -> Outcome:
    """A whole spoken interview, with the stand-in for the speaking model."""
    outcome, interview_id = Outcome(), _new_interview(world)
    asyncio.run(asyncio.wait_for(_speak(world, row, interview_id, outcome), MOST_SECONDS))
    return _kept(world, interview_id, outcome)


async def _speak(world: World, row: Row | None, interview_id: UUID, outcome: Outcome) -> None:
    async with FakeRealtime(Script(seconds_a_word=0.03)) as server:
        spoken = SpokenInterview(server, world, interview_id)  # type: ignore[arg-type]
        fault = asyncio.create_task(_in_mid_interview(world, row, spoken, outcome))
        await spoken.run()
        await fault
    outcome.given = list(spoken.given)
    outcome.saw = list(dict.fromkeys(str(v.notice) for v in spoken.views if v.notice))


async def _in_mid_interview(
    world: World, row: Row | None, spoken: SpokenInterview, outcome: Outcome
) -> None:
    while spoken.answered < AT or spoken.session is None:
        await asyncio.sleep(0.01)
    if row:
        began, asked = time.monotonic(), len(spoken.session.view.turns)
        await row.fault(world, row.seconds)
        while len(spoken.session.view.turns) <= asked and spoken.session.view.state not in OVER:
            await asyncio.sleep(0.01)
        outcome.seconds = time.monotonic() - began


def _new_interview(world: World) -> UUID:
    with world.database.begin() as db:
        return ready_interview(db, None).id


def _kept(world: World, interview_id: UUID, outcome: Outcome) -> Outcome:
    with world.database.begin() as db:
        turns = list_turns(db, interview_id)
        interview = find_interview(db, interview_id)
        outcome.completed = interview.status is InterviewStatus.COMPLETED
    numbers = [turn.number for turn in turns]
    assert numbers == list(range(1, len(turns) + 1)), numbers
    said = [turn.text for turn in turns if turn.speaker is Speaker.CANDIDATE]
    outcome.kept = [words for words in said if words in outcome.given]
    return outcome


def _cells(row: Row | None, how: str, outcome: Outcome) -> tuple[str, ...]:
    return (
        row.name if row else "none",
        how,
        ", ".join(outcome.saw) or "nothing of it",
        f"{outcome.seconds:.1f}" if row else "",
        str(len(outcome.given)),
        str(len(outcome.kept)),
        str(outcome.lost),
        str(outcome.twice),
        "yes" if outcome.completed else "NO",
    )


HEAD = ("Fault", "Interview", "The candidate saw", "Back after s", "Given", "Kept", "Lost",
        "Stored twice", "Completed")  # fmt: skip
WAYS: dict[str, Callable[[World, Row | None], Outcome]] = {
    "in writing": in_writing,
    "by voice": by_voice,
}


@contextmanager
def world_in(folder: Path, *, disk: bool = False) -> Iterator[World]:
    """A world under ``folder``; on a small file system of its own where ``disk`` says so.

    Raises:
        OSError: if this user may not mount one.
    """
    folder.mkdir(mode=0o755)
    with ExitStack() as stack:
        if disk:
            size = f"size={DISK_BYTES},mode=755"
            mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
            if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
                raise OSError("a small disk cannot be mounted here")
            stack.callback(subprocess.run, ["umount", "-l", str(folder)], check=False)
        world = World(folder / "data")
        stack.callback(world.close)
        yield world


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="outages of 3 s, to look at it")
    short = parser.parse_args().short
    folder = Path(tempfile.mkdtemp(prefix="rolecall-faults-"))
    folder.chmod(0o755)
    try:
        for cells in (HEAD, ("---",) * len(HEAD)):
            print("| " + " | ".join(cells) + " |")
        for place, row in enumerate((None, *ROWS)):
            shown = replace(row, seconds=min(3.0, row.seconds)) if row and short else row
            with world_in(folder / str(place), disk=bool(row and row.disk)) as world:
                for how, play in WAYS.items():
                    cells = _cells(shown, how, play(world, shown))
                    print("| " + " | ".join(cells) + " |", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
