"""Many voices at once, each in a browser process: ``python -m tests.e2e.many_voices``.

All open their link and check their sound before the first begins. One reloads in mid-interview, one
closes the window and comes back by the link. Prints how long each waited for the interviewer, and
what of their answers stands in Postgres.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import threading
import time
import traceback
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Error, expect, sync_playwright

import tests.e2e.candidate as browser_candidate
from core.access.interview_links import interview_url
from core.interviews.service import list_turns
from core.models import Speaker, TurnKind
from tests.e2e.candidate import LAPTOP, LISTENING, PHONE, Candidate, spoken
from tests.e2e.conftest import launch
from tests.e2e.many_candidates import ROOT, SAID, TIMEOUT_MS
from tests.e2e.test_database_away import SHOTS, EmbeddedApp
from tests.e2e.test_recording_journey import share_of
from tests.factories import apply, open_posting

SPEAKING = "The interviewer is speaking"
KINDS = ("steady", "reload", "comes back")
"""Everybody from the fourth on is steady."""
REFUSED = "So many people are speaking here"
SILENT_MS = 45_000
"""ms of an answered question without a sound from the interviewer: that is a silent room."""
ENOUGH = 0.6
"""Share of the words of an answer that were understood."""


@dataclass
class Person:
    """One candidate, and what became of them."""

    number: int
    link: str
    interview: uuid.UUID
    said: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)  # seconds from the last word to the voice
    trouble: str = ""
    refused: bool = False

    @property
    def kind(self) -> str:
        return KINDS[self.number] if self.number < len(KINDS) else "steady"


class Complaints:
    """What the browser's console says of a page that died."""

    def __init__(self, who: Candidate) -> None:
        self.fatal: list[str] = []
        who.page.on("console", self._read)

    def _read(self, message: ConsoleMessage) -> None:
        if "fatal error" in message.text:
            self.fatal.append(message.text)


@contextmanager
def window(person: Person) -> Iterator[Candidate]:
    """A browser of this person's own."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        who = Candidate(browser, PHONE if person.number % 3 == 2 else LAPTOP)
        complaints = Complaints(who)
        try:
            yield who
        except Exception:
            if SHOTS:
                who.page.screenshot(path=f"{SHOTS}/voice{person.number}.png")
            with suppress(Error, AssertionError):
                frame = who.audio_frame()
                told = frame.get_by_role("alert").all_inner_texts()
                states = frame.evaluate("() => window.connectionStates()")
                person.trouble += f"connections {states}, {told}, heard {who.energy_heard():.2f}; "
            raise
        finally:
            person.trouble += " ".join(complaints.fatal[:1])
            browser.close()


def goes_in(who: Candidate, person: Person, everybody: threading.Barrier) -> bool:
    """Into the room once all have checked their sound; whether there was a place."""
    who.page.goto(person.link)
    who.agree()
    who.press("Turn on the microphone")
    who.button("Start the interview").wait_for()
    everybody.wait(TIMEOUT_MS / 1_000)
    who.press("Start the interview")
    refused = who.page.get_by_text(REFUSED)
    expect(who.state.or_(refused).first).to_be_visible(timeout=TIMEOUT_MS)
    person.refused = refused.is_visible()
    return not person.refused


def answers(who: Candidate, person: Person) -> None:
    """Wait for the question, say an answer, and wait for what the interviewer says then."""
    expect(who.state).to_have_text(LISTENING, timeout=SILENT_MS)
    asked = who.question
    text = SAID[(person.number + len(person.said)) % len(SAID)]
    who.speaks(text)
    person.said.append(text)
    ended = time.monotonic()
    next_question = who.page.locator("#question").filter(has_not_text=asked)
    expect(who.state.filter(has_text=SPEAKING).or_(next_question).first).to_be_visible(
        timeout=SILENT_MS
    )
    person.waits.append(time.monotonic() - ended)


def interview(person: Person, everybody: threading.Barrier, number: int) -> None:
    """From the link to the last of ``number`` answers."""
    with window(person) as who:
        if not goes_in(who, person, everybody):
            return
        for turn in range(number if person.kind != "comes back" else number // 2):
            answers(who, person)
            if person.kind == "reload" and turn == 0:
                who.page.reload()
                who.press("Turn on the microphone and continue")
        if person.kind != "comes back":
            return
    with window(person) as who:
        who.page.goto(person.link)
        who.press("Turn on the microphone and continue")
        for _ in range(number - number // 2):
            answers(who, person)


def verdict(person: Person, embedded_app: EmbeddedApp) -> str:
    """What went wrong; "" for nothing."""
    with embedded_app.sessions() as sessions, sessions.begin() as db:
        turns = list_turns(db, person.interview)
    kept = [
        turn.text
        for turn in turns
        if turn.speaker is Speaker.CANDIDATE and turn.kind is TurnKind.ANSWER
    ]
    understood = [share_of(meant, text) for meant, text in zip(person.said, kept, strict=False)]
    wrong = [person.trouble] if person.trouble else []
    if len(kept) != len(person.said):
        wrong.append(f"said {len(person.said)}, kept {len(kept)}")
    if min(understood, default=1.0) < ENOUGH:
        wrong.append(f"understood {min(understood):.2f} of an answer's words")
    return ", ".join(wrong)


def main() -> None:
    """Everybody at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--answers", type=int, default=3)
    parser.add_argument("--log", type=Path, help="where the app's log is to be kept")
    asked = parser.parse_args()
    browser_candidate.TIMEOUT_MS = TIMEOUT_MS
    for text in SAID:
        spoken(text)
    folder = Path(tempfile.mkdtemp(prefix="rolecall-voices-"))
    folder.chmod(0o755)
    embedded_app = EmbeddedApp(ROOT, folder)
    embedded_app.app.start()
    try:
        with embedded_app.sessions() as sessions, sessions.begin() as db:
            posting = open_posting(db)
            applied = [
                apply(db, posting, email=f"voice{number}@example.org")
                for number in range(asked.people)
            ]
            people = [
                Person(
                    number, interview_url(embedded_app.app.url, one.link_token), one.interview.id
                )
                for number, one in enumerate(applied)
            ]
        everybody = threading.Barrier(asked.people)

        def run(person: Person) -> None:
            try:
                interview(person, everybody, asked.answers)
            except BaseException:
                everybody.abort()
                said = traceback.format_exception_only(*sys.exc_info()[:2])[-1]
                person.trouble += said.strip()[:200]

        with ThreadPoolExecutor(asked.people) as pool:
            list(pool.map(run, people))
        wrong = 0
        for person in people:
            found = verdict(person, embedded_app)
            wrong += bool(found)
            waited = " ".join(f"{wait:.1f}" for wait in person.waits)
            told = "refused" if person.refused else found or "good"
            print(f"{person.number:3} {person.kind:11} waited {waited or '-':24} s  {told}")
        waits = sorted(wait for person in people for wait in person.waits)
        if waits:
            print(f"{len(waits)} answers: median {statistics.median(waits):.1f} s, "
                  f"longest {waits[-1]:.1f} s")  # fmt: skip
        print(f"{asked.people - wrong} of {asked.people} good; lines of the log that speak of")
        print("errors:", len(embedded_app.app.troubles))
        if asked.log:
            shutil.copy(embedded_app.app.log, asked.log)
    finally:
        with suppress(Error):
            embedded_app.close()
        shutil.rmtree(folder, ignore_errors=True)
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
