"""The environments of the others: ``python -m benchmarks.voice install``.

They lie beside the counterparts of the tests, and are made anew each time. The versions stand in
``peers/*.txt``.
"""

import subprocess
import venv
from pathlib import Path

from tests.counterparts.places import INSTALLED

PINS = Path(__file__).parent / "peers"
OTHERS = ("fastrtc", "pipecat")
PROFILER = "profiler"


class NotInstalled(Exception):
    """An environment is missing; the message says how it is made."""


def install(names: tuple[str, ...] = (*OTHERS, PROFILER)) -> None:
    """Make the environments of these names, from the registry that pip is set up for."""
    for name in names:
        print(f"Installing {name} in {place(name)}", flush=True)
        venv.create(place(name), with_pip=True, clear=True)
        pip = [str(place(name) / "bin" / "pip"), "install", "--quiet", "-r"]
        subprocess.run([*pip, str(PINS / f"{name}.txt")], check=True)


def place(name: str) -> Path:
    """Where the environment of this name lies."""
    return INSTALLED / f"voice-{name}"


def program(name: str, executable: str = "python") -> Path:
    """A program of an environment.

    Raises:
        NotInstalled: if it is not there.
    """
    found = place(name) / "bin" / executable
    if not found.exists():
        raise NotInstalled(f"{name} is not installed: python -m benchmarks.voice install brings it")
    return found
