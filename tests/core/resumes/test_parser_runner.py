"""The child process: bounded, given no secrets, and always ended."""

import sys
import threading
from pathlib import Path

import psutil
import pytest

from core.resumes import parser_runner
from core.resumes.parser_process import MAX_TEXT
from core.resumes.reading import extract_text
from tests.core.resume_files import changed_zip, make_docx, make_pdf


def test_the_child_is_given_none_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    script = "import json, os; print(json.dumps([' '.join(['names', *os.environ]), []]))"
    monkeypatch.setattr(parser_runner, "_CHILD", script)
    text = extract_text("cv.pdf", make_pdf(["x"])).text
    assert text.startswith("names")
    assert "OPENAI_API_KEY" not in text


def test_a_child_that_answers_too_much_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import json; print(json.dumps(['word ' * 50_000, []]))"
    monkeypatch.setattr(parser_runner, "_CHILD", script)
    assert len(extract_text("cv.pdf", make_pdf(["x"])).text) <= MAX_TEXT
    monkeypatch.setattr(parser_runner, "_CHILD", script.replace("50_000", "1_000_000"))
    assert extract_text("cv.pdf", make_pdf(["x"])).status == "failed"


@pytest.mark.parametrize("answer", ["[]", "{}", "[1, 2, 3]", "[null, [[1]]]", "[" * 9_999, "no"])
def test_an_answer_that_is_none_fails_only_its_resume(
    answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parser_runner, "_CHILD", f"print({answer!r})")
    result = extract_text("cv.pdf", make_pdf(["x"]))
    assert (result.status, result.text) == ("failed", "")


@pytest.mark.parametrize(
    "script",
    [
        "raise SystemExit(1)",
        "import no_such_module",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    ],
)
def test_a_child_that_dies_of_no_fault_of_its_file_leaves_the_reading_for_later(
    script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parser_runner, "_CHILD", script)
    result = extract_text("cv.pdf", make_pdf(["x"]))
    assert (result.status, result.text, result.reason) == ("pending", "", None)
    assert "still being read" in str(result.note)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import os; os.abort()", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "too much work"),
    ],
)
def test_a_child_that_dies_of_its_file_fails_only_its_resume(
    script: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parser_runner, "_CHILD", script)
    result = extract_text("cv.pdf", make_pdf(["x"]))
    assert (result.status, result.text) == ("failed", "")
    assert said in str(result.reason)


def test_a_child_that_cannot_be_started_leaves_the_reading_for_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert extract_text("cv.pdf", make_pdf(["x"])).status == "pending"


@pytest.mark.parametrize("ending", ["time.sleep(60)", "sys.exit(0)"])
def test_a_child_is_ended_with_all_it_started(
    ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pids = tmp_path / "pids"
    script = f"""
import os, subprocess, sys, time
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(pids)!r}, "w").write(f"{{os.getpid()}} {{inner.pid}}")
{ending}
"""
    monkeypatch.setattr(parser_runner, "_CHILD", script)

    extract_text("cv.pdf", make_pdf(["x"]), seconds=2.0)

    started = [int(pid) for pid in pids.read_text().split()]
    assert len(started) == 2
    assert not [pid for pid in started if _is_alive(pid)]


def test_files_beyond_the_children_allowed_wait_only_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = threading.BoundedSemaphore(1)
    monkeypatch.setattr(parser_runner, "_turns", taken)
    with taken:
        assert extract_text("cv.pdf", make_pdf(["x"]), seconds=0.01).status == "pending"
    assert taken.acquire(blocking=False)


def test_a_turn_is_given_back_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = threading.BoundedSemaphore(1)
    monkeypatch.setattr(parser_runner, "_turns", turns)
    extract_text("cv.docx", changed_zip(make_docx(["x"]), {"word/document.xml": b"<broken"}))
    assert turns.acquire(blocking=False)


def _is_alive(pid: int) -> bool:
    """Whether a process still runs a moment after it was killed; an unreaped one does not."""
    try:
        psutil.Process(pid).wait(timeout=5)
    except psutil.TimeoutExpired:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
    return False
