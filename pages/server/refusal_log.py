"""Logs what was refused, each kind at most once in ten minutes."""

import logging
import time

_LOG = logging.getLogger("rolecall.door")
_AGAIN_SECONDS = 600.0
_said: dict[str, float] = {}


def log_refusal(kind: str, detail: str = "") -> None:
    """Log that something of this ``kind`` (one of the program's own few) was refused.

    Others of the kind are not logged for ten minutes, whoever sends them.
    """
    now = time.monotonic()
    if now - _said.get(kind, -_AGAIN_SECONDS) >= _AGAIN_SECONDS:
        _said[kind] = now
        _LOG.warning("Refused: %s%s", kind, f" ({detail[:120]!r})" if detail else "")
