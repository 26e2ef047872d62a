"""Where the counterparts are installed, and what happens to a test without one.

A counterpart is a server that others wrote and that Rolecall has to get on with. They are
no part of the product, so a newcomer's `make test` passes without them; where
ROLECALL_COUNTERPARTS=required is set, as in CI, their absence is a failure.
"""

import os
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
INSTALLED = PROJECT / ".counterparts"
AIMOCK = INSTALLED / "aimock" / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
SPEECH_TO_SPEECH = INSTALLED / "speech-to-speech" / "bin" / "python"


def installed(place: Path, name: str) -> Path:
    """``place``, if the counterpart is there; else the test is skipped, or fails in CI."""
    if place.exists():
        return place
    why = f"{name} is not installed: python -m tests.counterparts.install brings it."
    if os.environ.get("ROLECALL_COUNTERPARTS") == "required":
        pytest.fail(why)
    pytest.skip(why)
