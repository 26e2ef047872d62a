"""Holds the running services of a process until the server ends.

It is a module without a file, so that Streamlit does not drop it when it reloads changed sources.
It is not in a cache of Streamlit's, which any visitor may ask to clear.
"""

import sys
from threading import Lock
from types import ModuleType
from typing import Any

_NAME = "rolecall_alive"


class Handle(ModuleType):
    """``held``: the running services; ``lock``: taken while they are built or closed."""

    def __init__(self) -> None:
        super().__init__(_NAME)
        self.held: Any = None
        self.lock = Lock()


HANDLE: Handle = sys.modules.setdefault(_NAME, Handle())  # type: ignore[assignment]
