"""The servers that are measured, as processes pinned to one core."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.voice.environments import OTHERS, program
from tests.counterparts.process import end_process, free_port

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
_START_SECONDS = 120


@dataclass(frozen=True)
class Peer:
    """A server to measure.

    Attributes:
        script: file under ``peers``.
        offer: path that takes a call's offer.
        greets: whether it speaks first.
    """

    name: str
    script: str
    offer: str = "/offer"
    greets: bool = False


PEERS = {
    peer.name: peer
    for peer in (
        Peer("floor", "floor.py"),
        Peer("fastrtc", "with_fastrtc.py", "/webrtc/offer"),
        Peer("pipecat", "with_pipecat.py"),
        Peer("rolecall", "rolecall.py", "/bench-offer", greets=True),
    )
}


@dataclass(frozen=True)
class Cores:
    """Which core the server has, and which all else; None leaves both to the scheduler."""

    server: int | None = 0
    others: int | None = 1

    def next(self, number: int) -> "Cores":
        """The cores where another server has the ``number``-th core after this one's."""
        return self if self.server is None else replace(self, server=self.server + number)

    def for_server(self) -> list[str]:
        """What stands before the server's command."""
        return _pinned(self.server)

    def for_others(self) -> list[str]:
        """What stands before everything else's."""
        return _pinned(self.others)


def _pinned(core: int | None) -> list[str]:
    found = shutil.which("taskset")
    return [] if core is None or found is None else [found, "-c", str(core)]


@dataclass(frozen=True)
class Server:
    """A running server."""

    peer: Peer
    url: str
    pid: int
    data: Path | None
    log: Path

    @property
    def offer_url(self) -> str:
        """Takes a call's offer."""
        return f"{self.url}{self.peer.offer}"


@contextmanager
def running(
    peer: Peer,
    folder: Path,
    cores: Cores,
    *,
    endpoint: str = "",
    data: Path | None = None,
    limits: bool = False,
) -> Iterator[Server]:
    """Run ``peer`` until the block ends; ``endpoint`` is http://…/v1, "" for a server without.

    Only with ``limits`` does Rolecall say when it is full.

    Raises:
        RuntimeError: if it does not start; the message has its log.
    """
    port = free_port()
    log, own = folder / f"{peer.name}-{port}.log", {"PORT": str(port)}
    if endpoint:
        own["ENDPOINT"] = endpoint.replace("http", "ws", 1)
    if peer.name == "rolecall":
        assert data is not None
        own |= _rolecall(endpoint, data) | ({} if limits else _NO_LIMITS)
    command = [*cores.for_server(), *_command(peer, port)]
    with started(command, log, own) as process:
        url = f"http://localhost:{port}"
        _wait_for(f"{url}/healthz", process, log)
        yield Server(peer, url, process.pid, data if peer.name == "rolecall" else None, log)


def _command(peer: Peer, port: int) -> list[str]:
    script = str(HERE / "peers" / peer.script)
    if peer.name in OTHERS:
        return [str(program(peer.name)), script]
    if peer.name == "rolecall":
        own = ["--server.port", str(port), "--server.headless", "true"]
        return [sys.executable, "-m", "streamlit", "run", script, *own]
    return [sys.executable, script]


_NO_LIMITS = {
    "ROLECALL_MAX_LIVE_INTERVIEWS": "64",
    "ROLECALL_MAX_LOCAL_INTERVIEWS": "64",
    "ROLECALL_ADMIT_BY_LOAD": "false",
}


def _rolecall(endpoint: str, data: Path) -> dict[str, str]:
    return {
        "PYTHONPATH": str(PROJECT),
        "OPENAI_API_KEY": "none" if endpoint else "",
        "OPENAI_BASE_URL": endpoint,
        "DATABASE_URL": "",
        "ROLECALL_DATA_DIR": str(data),
    }


@contextmanager
def started(
    command: Sequence[str], log: Path, more: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A process from its start to its end, in the project's folder; its output goes to ``log``."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=PROJECT, env={**os.environ, **more}, stdout=out, stderr=out
        )
    try:
        yield process
    finally:
        end_process(process, 20)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(url, timeout=5) as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError(f"{log} has not started:\n{log.read_text()[-2_000:]}")


@contextmanager
def workplace(kept: Path | None = None) -> Iterator[Path]:
    """A folder for one measurement that Postgres may enter; ``kept`` is left there."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    made = Path(tempfile.mkdtemp(prefix="rolecall-voice-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
