"""Many candidates at once, each in a browser process: ``python -m tests.e2e.many_candidates``.

They apply by the form and answer in writing, on laptops and phones, and are as people are: they
double-click, reload in mid-sentence, close the window and come back, have a slow line, use two
tabs. Meanwhile the app is killed once, its database killed once and frozen once. Prints what
each one sent and what of it stands in Postgres.
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
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Locator, Response, expect, sync_playwright
from sqlalchemy import select

import tests.e2e.candidate as browser_candidate
from core.interviews.service import list_turns
from core.models import Application, Candidate, Interview, Speaker, Turn, TurnKind
from tests.core.resume_files import make_pdf
from tests.e2e.candidate import LAPTOP, PHONE
from tests.e2e.candidate import Candidate as Visitor
from tests.e2e.conftest import demo_posting, launch
from tests.e2e.test_database_away import SHOTS, TRACES, EmbeddedApp

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_MS = 300_000
"""ms; two cores carry all browsers and the server."""
PATIENCE_MS = 20_000
"""ms after which somebody tries again what did nothing: the server or its page was gone."""
FROZEN_SECONDS = 20
SAID = (
    "I measured the lag of each Kafka partition before I changed anything, and found a hot key.",
    "We moved the nightly Spark job to smaller batches, so that one failure cost us minutes.",
    "I modelled the orders in Snowflake as facts and slow dimensions, and tested every load.",
    "The team disagreed about the schema, so I wrote down both ways and we tried them for a week.",
    "I would first ask who reads the table, then set a contract and a test that guards it.",
    "An alert told us within five minutes, and I wrote down what we learned the day after.",
)


@dataclass
class Person:
    """One candidate, and what became of them."""

    number: int
    kind: str
    sent: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)  # seconds from sending to the next question
    trouble: str = ""

    @property
    def email(self) -> str:
        return f"person{self.number}@example.org"


@contextmanager
def somebody(person: Person, browser) -> Iterator[Visitor]:  # type: ignore[no-untyped-def]
    """A window of this person's; what it showed at the end is looked at."""
    who = Visitor(browser, PHONE if person.number % 3 == 0 else LAPTOP)
    try:
        yield who
    except Exception:
        if SHOTS:
            who.page.screenshot(path=f"{SHOTS}/person{person.number}.png")
        raise
    shown = TRACES.search(who.page.locator("body").inner_text())
    if shown:
        person.trouble = f"was shown {shown[0]!r}"
    who.context.close()


def loads(who: Visitor, page: Callable[[], object]) -> None:
    """Again and again, while the server is gone."""
    for _ in range(TIMEOUT_MS // 1_000):
        with suppress(Error):
            page()
            return
        who.page.wait_for_timeout(1_000)


def tries(who: Visitor, act: Callable[[], None], shown: Locator) -> None:
    """Do ``act`` until ``shown`` is on the page: once more as often as it came to nothing."""
    until = time.monotonic() + TIMEOUT_MS / 1_000
    who.page.set_default_timeout(PATIENCE_MS)
    while not shown.is_visible() and time.monotonic() < until:
        with suppress(Error, AssertionError):
            act()
            shown.wait_for()
    who.page.set_default_timeout(TIMEOUT_MS)
    expect(shown).to_be_visible()


def applies(who: Visitor, url: str, posting: uuid.UUID, person: Person) -> str:
    """By the form; returns the interview link."""
    loads(who, lambda: who.page.goto(f"{url}/apply?posting={posting}"))
    resume = make_pdf([f"Person {person.number}", "Ten years of data pipelines with Kafka"])

    def apply() -> None:
        who.fills_in(f"Person {person.number}", person.email, "resume.pdf", resume)
        who.press("Apply")

    shown = who.page.get_by_text("/interview?link=").first
    tries(who, apply, shown)
    return shown.inner_text().strip()


def enters(who: Visitor, link: str) -> None:
    """The room, to answer in writing: by the consent, or straight on where that was given."""
    agreement = who.page.get_by_text("I agree to be interviewed by an AI and to what is kept.")
    writing = who.button("Answer in writing instead")

    def go_on() -> None:
        agreement.or_(writing).first.wait_for()
        if agreement.is_visible():
            who.agree()
        who.press("Answer in writing instead")

    loads(who, lambda: who.page.goto(link))
    tries(who, go_on, who.page.get_by_label("Your answer"))


def sends(who: Visitor, text: str, clicks: int = 1) -> None:
    """Write ``text``, send it by so many clicks, and wait until the next question is there."""
    asked = who.question
    who.page.get_by_label("Your answer").fill(text)
    who.button("Send answer").click(click_count=clicks)
    who.waits_for_question_after(asked)


def half_is_there(who: Visitor, half: str) -> None:
    expect(who.page.get_by_label("Your answer")).to_have_value(half, timeout=TIMEOUT_MS)


def reloads(who: Visitor, text: str) -> None:
    """In mid-sentence; what was written is there again."""
    half = text[:30]
    box = who.page.get_by_label("Your answer")
    expect(box).to_be_editable(timeout=TIMEOUT_MS)
    box.press_sequentially(half)
    loads(who, who.page.reload)
    half_is_there(who, half)
    who.waits_for_turn()
    sends(who, text)


def takes_two_tabs(who: Visitor, text: str) -> None:
    """And writes in the second one."""
    other = who.context.new_page()
    other.set_default_timeout(TIMEOUT_MS)
    first, who.page = who.page, other
    enters(who, first.url)
    who.waits_for_turn()
    sends(who, text)
    first.close()


PLAYS: dict[str, Callable[[Visitor, str], None]] = {
    "steady": sends,
    "slow line": sends,
    "double click": lambda who, text: sends(who, text, clicks=2),
    "reload": reloads,
    "two tabs": takes_two_tabs,
    "comes back": sends,  # in another window; see ``interview``
}
KINDS = ("steady", "comes back", "double click", "reload", "slow line", "steady", "two tabs")


def slow_down(who: Visitor) -> None:
    """A line of 400 ms and 50 kB/s."""
    line = who.context.new_cdp_session(who.page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 5e4, "uploadThroughput": 5e4},
    )


def interview(person: Person, url: str, posting: uuid.UUID, answers: int) -> None:
    """From the careers page to the goodbye."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        with somebody(person, browser) as who:
            if person.kind == "slow line":
                slow_down(who)
            link = applies(who, url, posting, person)
            enters(who, link)
            half = answers // 2 if person.kind == "comes back" else answers
            answer(person, who, 0, half)
            if half == answers:
                who.ends()
                return
            box = who.page.get_by_label("Your answer")
            expect(box).to_be_editable(timeout=TIMEOUT_MS)
            with who.page.expect_response(is_kept_draft):  # what was written is on the server
                box.press_sequentially(SAID[half][:20])
        browser.close()
        browser = launch(playwright)
        with somebody(person, browser) as who:
            enters(who, link)
            half_is_there(who, SAID[half][:20])
            answer(person, who, half, answers)
            who.ends()


def is_kept_draft(response: Response) -> bool:
    """Whether the server says that it has what was written."""
    return "/draft" in response.url and response.request.method == "POST" and response.ok


def answer(person: Person, who: Visitor, begin: int, end: int) -> None:
    """Give the answers from ``begin`` up to ``end``, each in this person's way."""
    for number in range(begin, end):
        who.waits_for_turn()
        text = f"{SAID[number % len(SAID)]} That is answer {number} of person {person.number}."
        person.sent.append(text)
        began = time.monotonic()
        PLAYS[person.kind](who, text)
        person.waits.append(time.monotonic() - began)


def turns_of(embedded_app: EmbeddedApp) -> dict[str, list[Turn]]:
    """The turns of each interview, by the candidate's address."""
    with embedded_app.sessions() as sessions, sessions.begin() as db:
        found = db.execute(
            select(Candidate.email, Interview.id)
            .join(Application, Application.candidate_id == Candidate.id)
            .join(Interview, Interview.application_id == Application.id)
            .where(Candidate.email.startswith("person"))
        ).all()
        return {email: list_turns(db, id_) for email, id_ in found}


def given(turns: list[Turn]) -> list[str]:
    return [turn.text for turn in turns if turn.speaker is Speaker.CANDIDATE]


def trouble(embedded_app: EmbeddedApp, people: list[Person], over: threading.Event) -> list[str]:
    """Kill the app, kill its database, freeze it, as the answers come in; returns what was done."""
    done: list[str] = []

    def frozen() -> None:
        with embedded_app.frozen():
            over.wait(FROZEN_SECONDS)

    def app_killed() -> None:
        embedded_app.app.kill()
        embedded_app.app.start()

    plans = (("app killed", app_killed), ("database killed", embedded_app.kill), ("frozen", frozen))
    total = sum(1 for _ in people)
    for share, (name, act) in enumerate(plans, start=1):
        while sum(len(p.waits) for p in people) < share * total:
            if over.wait(0.5):
                return done
        done.append(f"{name} after {sum(len(p.waits) for p in people)} answers")
        print(done[-1], flush=True)
        act()
    return done


def report(people: list[Person], kept: dict[str, list[Turn]]) -> int:
    """Print a row each; returns how many went wrong."""
    wrong = 0
    for person in people:
        turns = kept.get(person.email, [])
        answers = given(turns)
        asked = Counter(t.text for t in turns if t.kind is TurnKind.QUESTION)
        twice = [text for text, count in asked.items() if count > 1]
        verdict = person.trouble
        if answers != person.sent:
            verdict += f" sent {len(person.sent)}, kept {len(answers)}"
        if twice:
            verdict += f" asked twice: {twice}"
        wrong += bool(verdict)
        worst = max(person.waits, default=0.0)
        print(
            f"{person.number:3} {person.kind:13} sent {len(person.sent)} kept {len(answers)}"
            f" worst wait {worst:6.1f} s  {verdict or 'good'}"
        )
    waits = sorted(wait for person in people for wait in person.waits)
    if waits:
        tenth = waits[int(len(waits) * 0.9)]
        print(f"{len(waits)} answers: median {statistics.median(waits):.1f} s, p90 {tenth:.1f} s")
    return wrong


def main() -> None:
    """Everybody at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--answers", type=int, default=5)
    parser.add_argument("--posting", default="Senior Data Engineer")
    parser.add_argument("--log", type=Path, help="where the app's log is to be kept")
    asked = parser.parse_args()
    browser_candidate.TIMEOUT_MS = TIMEOUT_MS
    people = [Person(n, KINDS[n % len(KINDS)]) for n in range(1, asked.people + 1)]
    folder = Path(tempfile.mkdtemp(prefix="rolecall-many-"))
    folder.chmod(0o755)
    embedded_app = EmbeddedApp(ROOT, folder)
    embedded_app.app.start()
    over = threading.Event()
    try:
        with embedded_app.sessions() as sessions, sessions.begin() as db:
            posting = demo_posting(db, asked.posting).id

        def run(person: Person) -> None:
            try:
                interview(person, embedded_app.app.url, posting, asked.answers)
            except BaseException:
                person.trouble = traceback.format_exception_only(*sys.exc_info()[:2])[-1].strip()[
                    :300
                ]

        with ThreadPoolExecutor(asked.people + 1) as pool:
            chaos = pool.submit(trouble, embedded_app, people, over)
            for one in [pool.submit(run, person) for person in people]:
                one.result()
            over.set()
            print("\n".join(chaos.result()))
        wrong = report(people, turns_of(embedded_app))
        print(f"{asked.people - wrong} of {asked.people} good; lines of the log that speak of")
        print("errors:", len(embedded_app.app.troubles))
        if asked.log:
            shutil.copy(embedded_app.app.log, asked.log)
    finally:
        embedded_app.close()
        shutil.rmtree(folder, ignore_errors=True)
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
