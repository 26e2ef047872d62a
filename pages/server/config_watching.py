"""Streamlit looks at its configuration files five times a second, whatever fileWatcherType says.

On a server that takes one to two percent of a core for ever, a fifth of a spoken interview, for
files that are read when it starts. No setting ends it (1.67.0); it ends where a look finds nothing
to do and asks for no further one. tests/pages/server/test_config_watching.py fails with a Streamlit
that looks in another way; then it merely goes on looking.
"""

from streamlit.watcher.polling_path_watcher import PollingPathWatcher


def watch_no_configuration() -> None:
    """Let every watcher of files that there is, and those to come, stop after its next look."""
    PollingPathWatcher._check_if_path_changed = _stop  # type: ignore[method-assign]


def _stop(self: PollingPathWatcher) -> None:
    """In place of a look."""
