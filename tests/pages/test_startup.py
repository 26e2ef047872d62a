"""What the server does before the first visitor."""

import pytest

from core.settings import Settings
from db.jobs import Worker
from pages.shared import startup
from pages.shared.wiring import Services


@pytest.mark.parametrize("wanted", [True, False])
def test_queued_work_is_done_in_the_apps_own_process_unless_the_settings_say_not_to(
    house: Services, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    started: list[Worker] = []
    monkeypatch.setattr(startup, "_warm_up", lambda: None)
    monkeypatch.setattr(Worker, "start", lambda worker: started.append(worker))
    monkeypatch.setattr(house.settings, "worker", wanted)
    assert startup._prepare() is house
    assert started == [house.worker] * wanted


def test_the_worker_is_part_of_the_usual_installation() -> None:
    assert Settings().worker
