"""Many voices at once, each in a browser process: ``python -m tests.e2e.many_voices``.

All open their link and check their sound before the first begins. Some do in mid-interview what
people do (``KINDS``), one is in Firefox, and with ``--kill`` the app is killed and started again.
Prints how long each waited for the interviewer, and what of their answers stands in Postgres.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Error, expect, sync_playwright

import tests.e2e.candidate as browser_candidate
from core.access.interview_links import interview_url
from core.interviews.service import list_turns
from core.models import Speaker, TurnKind
from core.realtime.load import local_interviews, usable_cores
from tests.e2e.candidate import LAPTOP, LISTENING, PHONE, Candidate, spoken
from tests.e2e.conftest import launch
from tests.e2e.firefox import PEERS, Firefox
from tests.e2e.many_candidates import ROOT, SAID, TIMEOUT_MS, slow_down
from tests.e2e.network import Network
from tests.e2e.test_database_away import SHOTS, EmbeddedApp
from tests.e2e.test_recording_journey import share_of
from tests.factories import apply, open_posting

AS_SHIPPED = {
    "ROLECALL_MAX_LOCAL_INTERVIEWS": str(local_interviews(usable_cores())),
    "ROLECALL_ADMIT_BY_LOAD": "true",
}
SPEAKING = "The interviewer is speaking"
CONTINUE = "Turn on the microphone and continue"
AWAY_SECONDS = 8
"""Without any network."""
SPOKEN_SECONDS = 3
"""Of an answer, when the browser is killed."""
MOST_TIMES = 4
"""That somebody says an answer: again where the same question is asked again."""
REFUSED = "It is very busy here"
SILENT_MS = 45_000
"""ms of an answered question without a sound from the interviewer: that is a silent room."""
ENOUGH = 0.6
"""Share of the words of an answer that were understood."""


@dataclass
class Person:
    """One candidate, and what became of them."""

    number: int
    kind: str
    link: str
    interview: uuid.UUID
    said: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)  # seconds from the last word to the voice
    again: int = 0  # answers that were said once more
    trouble: str = ""
    refused: bool = False

    @property
    def next_answer(self) -> str:
        return SAID[(self.number + len(self.said)) % len(SAID)]


class Arrivals:
    """How many have checked their sound, or will not; nobody begins before."""

    def __init__(self, expected: int) -> None:
        self._expected = expected
        self._change = threading.Condition()
        self._here: set[int] = set()

    def tell(self, person: Person) -> None:
        """This one is here, or has failed; more than once does no harm."""
        with self._change:
            self._here.add(person.number)
            self._change.notify_all()

    def wait(self) -> None:
        """Until all are."""
        with self._change:
            self._change.wait_for(lambda: len(self._here) == self._expected, TIMEOUT_MS / 1_000)


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
            with suppress(Error):
                browser.close()


@contextmanager
def own_network(link: str, who: Candidate) -> Iterator[tuple[Network, str]]:
    """What this page and its sound go through, and ``link`` through it."""
    port = urllib.parse.urlsplit(link).port
    assert port
    network = Network(port)
    network.lead(who.context)
    try:
        yield network, link.replace(f":{port}/", f":{network.port}/", 1)
    finally:
        network.close()


# --- in Chromium ---


def goes_in(who: Candidate, person: Person, link: str, everybody: Arrivals) -> bool:
    """Into the room once all have checked their sound; whether there was a place."""
    clicks = 2 if person.kind == "double click" else 1
    who.page.goto(link)
    who.agree()
    who.press("Turn on the microphone", clicks)
    who.button("Start the interview").wait_for()
    everybody.tell(person)
    everybody.wait()
    who.press("Start the interview", clicks)
    refused = who.page.get_by_text(REFUSED)
    expect(who.state.or_(refused).first).to_be_visible(timeout=TIMEOUT_MS)
    person.refused = refused.is_visible()
    return not person.refused


def is_asked(who: Candidate) -> str:
    """Wait until the interviewer listens, and go on after an outage; the question that is open."""
    go_on = who.button(CONTINUE)
    listens = who.state.filter(has_text=LISTENING)
    expect(listens.or_(go_on).first).to_be_visible(timeout=2 * SILENT_MS)
    if go_on.is_visible():
        who.press(CONTINUE)
    expect(who.state).to_have_text(LISTENING, timeout=SILENT_MS)
    return who.question


def answers(who: Candidate, person: Person) -> None:
    """Wait for the question, say an answer, and wait for the next one; if need be say it again."""
    asked, text = is_asked(who), person.next_answer
    for _ in range(MOST_TIMES):
        with suppress(Error):  # the page was put away as it was said
            who.speaks(text)
        ended = time.monotonic()
        next_question = who.page.locator("#question").filter(has_not_text=asked)
        heard = who.state.filter(has_text=SPEAKING).or_(next_question)
        expect(heard.or_(who.button(CONTINUE)).first).to_be_visible(timeout=SILENT_MS)
        waited = time.monotonic() - ended
        if is_asked(who) != asked:
            person.said.append(text)
            person.waits.append(waited)
            return
        person.again += 1
    raise AssertionError(f"{asked!r} is asked again and again")


def reloads(who: Candidate, person: Person, network: Network) -> None:
    who.page.reload()
    who.press(CONTINUE)


def drops_off(who: Candidate, person: Person, network: Network) -> None:
    """Without any network for some seconds."""
    asked = is_asked(who)
    network.cut()
    time.sleep(AWAY_SECONDS)
    network.mend()
    assert is_asked(who) == asked, "another question after the network was away"


def moves(who: Candidate, person: Person, network: Network) -> None:
    """From Wi-Fi to mobile."""
    network.move()
    who.connections_are("disconnected")
    who.connections_are("connected")


def asks_back(who: Candidate, person: Person, network: Network) -> None:
    asked = is_asked(who)
    who.speaks("Sorry, could you repeat the question, please?")
    expect(who.state).to_have_text(SPEAKING, timeout=SILENT_MS)
    assert is_asked(who) == asked, "another question after a question back"


def is_killed(who: Candidate, person: Person, network: Network) -> None:
    """The browser, in the middle of a sentence."""
    is_asked(who)
    who.begins_to_speak(person.next_answer)
    time.sleep(SPOKEN_SECONDS)
    with suppress(Error):
        who.context.browser.new_browser_cdp_session().send("Browser.crash")  # type: ignore[union-attr]


def leaves(who: Candidate, person: Person, network: Network) -> None:
    is_asked(who)


Play = Callable[[Candidate, Person, Network], None]
PLAYS: dict[str, Play] = {
    "reload": reloads,
    "drops off": drops_off,
    "moves": moves,
    "asks back": asks_back,
    "killed": is_killed,
    "leaves": leaves,
}
"""What is done once, after the first answer."""
RETURNING = ("killed", "leaves")
"""Who comes back by the link, in another window."""
KINDS = ("steady", *PLAYS, "slow line", "double click", "firefox")
"""Those who take part, in this order."""


def interview(person: Person, everybody: Arrivals, number: int) -> None:
    """From the link to the last of ``number`` answers."""
    with window(person) as who, own_network(person.link, who) as (network, link):
        if person.kind == "slow line":
            slow_down(who)
        if not goes_in(who, person, link, everybody):
            return
        answers(who, person)
        if play := PLAYS.get(person.kind):
            play(who, person, network)
        if person.kind not in RETURNING:
            for _ in range(number - 1):
                answers(who, person)
            return
        asked = "" if person.kind == "killed" else who.question
    with window(person) as who, own_network(person.link, who) as (_, link):
        who.page.goto(link)
        who.press(CONTINUE)
        assert not asked or is_asked(who) == asked, "another question after coming back"
        for _ in range(number - 1):
            answers(who, person)


# --- in Firefox ---

_SPEAKS = """
  const { peers } = document.querySelector("iframe[src*=streamlit_webrtc]").contentWindow;
  const [sender] = peers.at(-1).getSenders();
  const hum = sender.track;
  const voice = new Audio("data:audio/wav;base64,%s");
  const stream = voice.mozCaptureStream();
  const over = new Promise((done) => { voice.onended = done; });
  await voice.play();
  await sender.replaceTrack(stream.getAudioTracks()[0]);
  await over;
  await sender.replaceTrack(hum);
"""
"""Without a loudspeaker Firefox plays no AudioContext; what it plays, it can send."""
_STATE = "window.everywhere('#words')[0]?.textContent"
_QUESTION = "window.everywhere('#question')[0]?.textContent"


def interview_in_firefox(person: Person, everybody: Arrivals, number: int) -> None:
    """As ``interview``."""
    here = Path(__file__).parent
    with tempfile.TemporaryDirectory(prefix="rolecall-firefox-") as home:
        firefox = Firefox(Path(home) / "home", patience=TIMEOUT_MS / 1_000)
        try:
            firefox.runs_first((here / "settled.js").read_text())
            firefox.runs_first(PEERS)
            firefox.goto(person.link)
            firefox.ticks("I agree to be interviewed by an AI and to what is kept.")
            firefox.press("Continue")
            firefox.press("Turn on the microphone")
            there = "one.innerText.trim().endsWith('Start the interview')"
            firefox.waits_for(f"return window.everywhere('button').some((one) => {there});")
            everybody.tell(person)
            everybody.wait()
            firefox.press("Start the interview")
            for _ in range(number):
                _answers_in_firefox(firefox, person)
        except AssertionError:
            person.trouble += f"shows {firefox.evaluate(f'return {_STATE};')!r}; "
            raise
        finally:
            firefox.close()


def _answers_in_firefox(firefox: Firefox, person: Person) -> None:
    seconds = SILENT_MS / 1_000
    listens = f"/{LISTENING.pattern}/.test({_STATE})"
    firefox.waits_for(f"return {listens};", 2 * seconds)
    asked, text = firefox.evaluate(f"return {_QUESTION};"), person.next_answer
    firefox.evaluate(_SPEAKS % spoken(text))
    ended = time.monotonic()
    other = f"{_QUESTION} !== {json.dumps(asked)}"
    firefox.waits_for(f"return /{SPEAKING}/.test({_STATE}) || {other};", seconds)
    person.waits.append(time.monotonic() - ended)
    firefox.waits_for(f"return {listens} && {other};", seconds)
    person.said.append(text)


# --- everybody ---


def kill_half_way(
    embedded_app: EmbeddedApp, people: list[Person], number: int, over: threading.Event
) -> None:
    """Kill the app once half of all answers are given, and start it again."""
    while sum(len(person.said) for person in people) < len(people) * number // 2:
        if over.wait(0.5):
            return
    embedded_app.app.kill()
    embedded_app.app.start()
    print("the app was killed, and started again", flush=True)


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
    parser.add_argument(
        "--kinds",
        type=lambda text: text.split(","),
        default=KINDS,
        help="who the first of them are; everybody further is steady",
    )
    parser.add_argument("--answers", type=int, default=3)
    parser.add_argument("--limits", action="store_true", help="as shipped: who is too many is told")
    parser.add_argument("--kill", action="store_true", help="kill the app half-way")
    parser.add_argument("--log", type=Path, help="where the app's log is to be kept")
    asked = parser.parse_args()
    browser_candidate.TIMEOUT_MS = TIMEOUT_MS
    for text in SAID:
        spoken(text)
    folder = Path(tempfile.mkdtemp(prefix="rolecall-voices-"))
    folder.chmod(0o755)
    embedded_app = EmbeddedApp(ROOT, folder)
    if asked.limits:
        embedded_app.app.settings |= AS_SHIPPED
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
                    number,
                    asked.kinds[number] if number < len(asked.kinds) else "steady",
                    interview_url(embedded_app.app.url, one.link_token),
                    one.interview.id,
                )
                for number, one in enumerate(applied)
            ]
        everybody = Arrivals(asked.people)

        def run(person: Person) -> None:
            go = interview_in_firefox if person.kind == "firefox" else interview
            try:
                go(person, everybody, asked.answers)
            except BaseException:
                everybody.tell(person)
                said = traceback.format_exception_only(*sys.exc_info()[:2])[-1]
                person.trouble += said.strip()[:200]

        over = threading.Event()
        with ThreadPoolExecutor(asked.people + 1) as pool:
            if asked.kill:
                pool.submit(kill_half_way, embedded_app, people, asked.answers, over)
            list(pool.map(run, people))
            over.set()
        wrong = 0
        for person in people:
            found = verdict(person, embedded_app)
            wrong += bool(found)
            waited = " ".join(f"{wait:.1f}" for wait in person.waits)
            told = "refused" if person.refused else found or "good"
            again = f", {person.again} said again" if person.again else ""
            print(f"{person.number:3} {person.kind:12} waited {waited or '-':24} s  {told}{again}")
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
