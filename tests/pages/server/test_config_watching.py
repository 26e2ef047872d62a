"""Nothing polls the configuration's files for ever."""

import time
from pathlib import Path

import pytest
from streamlit.watcher.polling_path_watcher import PollingPathWatcher

from pages.server.config_watching import watch_no_configuration


class Executor:
    """Runs what is asked for on demand."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def submit(self, task: object) -> None:
        self.asked.append(task)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_watcher_stops_at_its_next_look(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stopped: bool
) -> None:
    executor = Executor()
    monkeypatch.setattr(PollingPathWatcher, "_executor", executor)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    look = PollingPathWatcher._check_if_path_changed
    monkeypatch.setattr(PollingPathWatcher, "_check_if_path_changed", look)
    told: list[str] = []
    file = tmp_path / "config.toml"
    PollingPathWatcher(str(file), told.append, allow_nonexistent=True)
    if stopped:
        watch_no_configuration()
    file.write_text("[server]")
    executor.asked[0]()  # type: ignore[operator]
    assert (len(executor.asked), len(told)) == ((1, 0) if stopped else (2, 1))
