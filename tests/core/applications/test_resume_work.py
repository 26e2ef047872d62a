"""Resumes that are read in the background, because the machine was busy when they came."""

import asyncio
import os
import time
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from threading import Semaphore, Thread

import pytest
from sqlalchemy import delete, event, func, select, text
from sqlalchemy.orm import Session

from core.applications import ApplicationService
from core.applications.resume_work import GIVEN_UP_AFTER, ReadingWork
from core.applications.service import ResumeFile
from core.errors import DatabaseAway
from core.jobs import READ_RESUME, RetryLater
from core.models import Candidate, ParsingStatus, Resume, utc_now
from core.resumes import parser_runner
from core.resumes.reading import ResumeText
from core.review.candidate_export import row
from core.settings import Settings
from db.engine import Database, Sessions
from db.worker import build_worker
from tests.core.resume_files import make_pdf, pdf_page, text_lines
from tests.factories import open_posting, together

LATER = ResumeText("pending", "", None)
HIDING = pdf_page(text_lines(["Seen"]) + text_lines(["Unseen words"], before="1 g"))
WAIT = 120


def handed_in(sessions: Sessions, data: bytes = HIDING) -> Resume:
    """A resume that was not read beside the form."""
    with sessions.begin() as db:
        made = ApplicationService().create_application(
            db, name="Ada", email=f"a{time.monotonic_ns()}@mail.org",
            resume=ResumeFile("cv.pdf", data, LATER), posting_id=open_posting(db).id,
        )  # fmt: skip
        assert made.application.resume
        return made.application.resume


def now(sessions: Sessions, resume: Resume) -> Resume:
    with sessions() as db:
        return db.get_one(Resume, resume.id)


def work(sessions: Sessions, resume: Resume) -> None:
    """Do what a worker does once; raises what the job raises."""
    asyncio.run(ReadingWork(sessions.begin).read(str(resume.id)))


def test_an_application_whose_resume_is_pending_asks_for_its_reading(sessions: Sessions) -> None:
    resume = handed_in(sessions)
    with sessions() as db:
        jobs = db.execute(text("SELECT task_name, lock, args FROM jobs.procrastinate_jobs")).all()
    assert [tuple(job) for job in jobs] == [
        (READ_RESUME, f"resume-{resume.id}", {"resume_id": str(resume.id)})
    ]


def test_the_job_reads_text_and_what_is_hidden(sessions: Sessions) -> None:
    resume = handed_in(sessions)
    work(sessions, resume)
    read = now(sessions, resume)
    assert (read.parsing_status, read.text) == (ParsingStatus.PARSED, "Seen")
    assert read.hidden == [{"why": "white on white", "text": "Unseen words"}]
    assert row(read)["hidden"] == read.hidden, "the candidate's export has it"


def test_a_file_that_cannot_be_read_ends_failed_with_the_reason(sessions: Sessions) -> None:
    resume = handed_in(sessions, pdf_page(b""))
    work(sessions, resume)
    read = now(sessions, resume)
    assert (read.parsing_status, read.text) == (ParsingStatus.FAILED, None)
    assert "may be a picture" in str(read.unread_reason)


def test_a_resume_that_is_read_or_gone_is_left_alone(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume = handed_in(sessions)
    work(sessions, resume)
    monkeypatch.setattr(parser_runner, "_CHILD", "raise SystemExit(10)")
    work(sessions, resume)
    assert now(sessions, resume).text == "Seen"
    with sessions.begin() as db:
        db.execute(delete(Candidate))
    work(sessions, resume)


def test_a_reading_that_is_killed_is_tried_again(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume = handed_in(sessions)
    with monkeypatch.context() as broken:
        broken.setattr(parser_runner, "_CHILD", "import os; os.kill(os.getpid(), 9)")
        with pytest.raises(RetryLater):
            work(sessions, resume)
    assert now(sessions, resume).parsing_status is ParsingStatus.PENDING
    work(sessions, resume)
    assert now(sessions, resume).text == "Seen"


def test_a_database_that_is_away_is_waited_for(sessions: Sessions) -> None:
    resume = handed_in(sessions)

    def away() -> AbstractContextManager[Session]:
        raise DatabaseAway

    with pytest.raises(RetryLater):
        asyncio.run(ReadingWork(away).read(str(resume.id)))


def test_after_a_day_of_trying_it_is_given_up(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume = handed_in(sessions)
    with sessions.begin() as db:
        db.get_one(Resume, resume.id).created_at = utc_now() - GIVEN_UP_AFTER - timedelta(hours=1)
    monkeypatch.setattr(parser_runner, "_CHILD", "import os; os.kill(os.getpid(), 9)")
    work(sessions, resume)
    read = now(sessions, resume)
    assert read.parsing_status is ParsingStatus.FAILED
    assert "a whole day" in str(read.unread_reason)


def test_the_worker_reads_what_waits_one_after_the_other(sessions: Sessions) -> None:
    resumes = [handed_in(sessions, make_pdf([f"Ada {n}"])) for n in range(3)]
    written = Semaphore(0)
    worker = build_worker(Settings(), Database(sessions.kw["bind"].url))
    event.listen(Resume, "after_update", release := lambda *_: written.release())
    worker.start()
    try:
        assert all(written.acquire(timeout=WAIT) for _ in resumes)
    finally:
        worker.stop()  # once the job at hand is done
        event.remove(Resume, "after_update", release)
    assert [now(sessions, resume).text for resume in resumes] == ["Ada 0", "Ada 1", "Ada 2"]
    with sessions() as db:
        assert db.scalar(select(func.count()).select_from(text("jobs.procrastinate_jobs"))) == 0


def let_go_in_pairs(folder: Path) -> None:
    """Each child waits until two have come, and then both go."""
    came, go = (os.open(folder / name, os.O_RDWR) for name in ("came", "go"))
    while os.read(came, 1) == b"1" and os.read(came, 1) == b"1":
        os.write(go, b"11")


def test_forty_at_the_same_moment_have_two_readers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each child counts those beside it by the locks that they hold."""
    script = f"""
import fcntl, json
for n in range(40):
    lock = open("{tmp_path}/%d" % n, "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        break
    except OSError:
        pass
open("{tmp_path}/came", "wb", 0).write(b"1")
open("{tmp_path}/go", "rb", 0).read(1)
print(json.dumps(["place %d" % n, []]))
"""
    for name in ("came", "go"):
        os.mkfifo(tmp_path / name)
    pairs = Thread(target=let_go_in_pairs, args=(tmp_path,))
    pairs.start()
    monkeypatch.setattr(parser_runner, "_CHILD", script)
    data = make_pdf(["x"])

    def hand_in() -> ResumeText:
        return ResumeFile.read_from("cv.pdf", data).read

    read = [one for one in together(*[hand_in] * 40) if isinstance(one, ResumeText)]
    (tmp_path / "came").write_bytes(b"..")
    pairs.join()
    assert len(read) == 40
    assert {one.status for one in read} <= {"parsed", "pending"}
    assert {one.text for one in read} - {""} == {"place 0", "place 1"}
