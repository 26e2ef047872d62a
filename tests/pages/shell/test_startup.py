"""What the server does before the first visitor."""

import importlib
import logging
import sys

import pytest
import streamlit as st
from streamlit_webrtc.webrtc import WebRtcWorker

from core.settings import Settings
from db.job_worker import Worker
from pages.composition import wiring
from pages.composition.wiring import Services, start_services, stop_services
from pages.shell import startup


def test_the_log_keeps_no_addresses_of_candidates_and_complains_of_real_faults_alone(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    startup.keep_log()
    worker = object.__new__(WebRtcWorker)
    worker._added_ice_candidate_ids = set()
    monkeypatch.setattr(WebRtcWorker, "add_ice_candidate", lambda worker, candidate: None)
    reported = ("candidate:0 1 UDP 21 192.0.2.7 9 typ host", "", "nonsense")
    caplog.set_level(logging.INFO)
    worker.set_ice_candidates_from_offerer({text: {"candidate": text} for text in reported})
    assert [one.args[0] for one in caplog.records if isinstance(one.args, tuple)] == ["nonsense"]
    assert "192.0.2.7" not in caplog.text


@pytest.mark.parametrize("wanted", [True, False])
def test_queued_work_is_done_in_the_apps_own_process_unless_the_settings_say_not_to(
    services: Services, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    started: list[Worker] = []
    monkeypatch.setattr(startup, "_warm_up", lambda services: None)
    monkeypatch.setattr(Worker, "start", lambda worker: started.append(worker))
    monkeypatch.setattr(services.settings, "worker", wanted)
    startup._prepare(services)
    assert started == [services.worker] * wanted


def test_the_worker_is_part_of_the_usual_installation() -> None:
    assert Settings().worker


def test_a_page_never_builds_what_is_alive() -> None:
    with pytest.raises(RuntimeError, match="not running"):
        wiring.services()


def test_what_is_alive_is_there_from_the_servers_start_to_its_end(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", fresh_database)
    monkeypatch.setenv("ROLECALL_WORKER", "false")
    monkeypatch.setattr(startup, "_warm_up", lambda services: None)
    startup._open()
    closed: list[Services] = []
    monkeypatch.setattr(Services, "close", lambda services: closed.append(services))
    services = wiring.services()
    stop_services()
    assert closed == [services]
    with pytest.raises(RuntimeError, match="not running"):
        wiring.services()
    monkeypatch.undo()
    services.close()


def test_a_process_has_one_set_and_no_second(services: Services) -> None:
    with pytest.raises(RuntimeError, match="already"):
        start_services(lambda: pytest.fail("a second set was built"))
    assert wiring.services() is services


def test_a_start_that_fails_leaves_nothing_behind(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", fresh_database)

    def fail(services: object) -> None:
        raise OSError("no voice")

    monkeypatch.setattr(startup, "_warm_up", fail)
    with pytest.raises(OSError, match="no voice"):
        startup._open()
    with pytest.raises(RuntimeError, match="not running"):
        wiring.services()


def test_neither_reloaded_sources_nor_a_cleared_cache_lose_what_is_alive(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    st.cache_resource.clear()
    st.cache_data.clear()
    for name in [name for name in sys.modules if name.split(".")[0] == "pages"]:
        monkeypatch.delitem(sys.modules, name)  # as Streamlit does when a watched file changed
    assert importlib.import_module("pages.composition.wiring").services() is services


def test_no_run_of_a_page_stops_the_process_for_a_full_collection() -> None:
    """Streamlit's default; with 200 open tabs it left the event loop no time at all."""
    assert st.get_option("runner.postScriptGC") is False
