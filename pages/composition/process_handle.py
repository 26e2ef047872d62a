"""Where a process keeps what is alive, so that nothing but the server's end loses it.

It is a module without a file: Streamlit's reloading of source files, which throws the modules of
this folder away, passes it by; and it is no cache, which any visitor may ask Streamlit to clear.
"""

import sys
from threading import Lock
from types import ModuleType
from typing import Any

_NAME = "rolecall_alive"


class Handle(ModuleType):
    """``held`` is what is alive; ``lock`` is held while it is built."""

    def __init__(self) -> None:
        super().__init__(_NAME)
        self.held: Any = None
        self.lock = Lock()


HANDLE: Handle = sys.modules.setdefault(_NAME, Handle())  # type: ignore[assignment]
