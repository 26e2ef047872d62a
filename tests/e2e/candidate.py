"""A candidate (or member of the team) in a browser, who can also speak."""

import base64
import io
import json
import re
import wave
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Frame, Locator, Page, expect

from core.realtime.models.local.speech import local_speech
from core.realtime.models.model import VOICE_RATE

TIMEOUT_MS = 60_000
"""How long to wait for something that must happen."""
LISTENING = re.compile("Listening to you")
_AWAY = re.compile(
    "Failed to load resource|WebSocket connection to|net::ERR_|when disconnected from server|"
    "Is Streamlit still running|Client Error in reaching server endpoint|Client Error: File"
)
"""Console messages about a server that is away or refuses a file: these are expected."""
NOTHING = 0.0005
"""Audio energy: above that of a second of decoded silence, far below that of speech."""
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
Microphone = Literal["works", "denied", "missing", "unanswered", "mute"]


def as_wave(pcm: bytes, rate: int) -> str:
    """Sound (mono s16 at ``rate`` Hz) as a WAV file in base64."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(pcm)
    return base64.b64encode(file.getvalue()).decode()


@cache
def spoken(text: str) -> str:
    """``text`` spoken by the local voice, as ``as_wave`` gives it."""
    return as_wave(b"".join(local_speech().synthesise(text)), VOICE_RATE)


class Candidate:
    """What a candidate sees and does; every wait is for something on the page."""

    def __init__(
        self,
        browser: Browser,
        size: dict[str, int] = LAPTOP,
        *,
        microphone: Microphone = "works",
        theme: Literal["light", "dark"] = "light",
    ) -> None:
        self.context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            permissions=["microphone", "clipboard-read", "clipboard-write"],
            color_scheme=theme,
        )
        self.context.add_init_script(f"window.microphoneMode = {json.dumps(microphone)};")
        for script in ("microphone.js", "settled.js", "policy.js"):
            self.context.add_init_script(path=Path(__file__).with_name(script))
        self.complaints: list[str] = []
        self.context.on("console", self._reads)
        self.context.on("weberror", lambda one: self.complaints.append(f"uncaught: {one.error}"))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(TIMEOUT_MS)

    def _reads(self, line: ConsoleMessage) -> None:
        """Collect the console's errors, except those of a server that a test took away."""
        if line.type == "error" and not _AWAY.search(line.text):
            self.complaints.append(f"{line.text} ({self.page.url})")

    # --- seeing and pressing ---

    def button(self, name: str) -> Locator:
        """The button with this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def settles(self) -> None:
        """Wait until nothing runs, and the audio connection has reported; see settled.js."""
        self.page.wait_for_function("() => window.settled()")

    def clicks(self, what: Locator, times: int = 1) -> None:
        """Click, once it is there and the page has settled; tests always click in this way.

        Some click several ``times`` in a row.
        """
        what.wait_for()
        self.settles()
        what.click(click_count=times)

    def press(self, name: str, times: int = 1) -> None:
        """Click the button with this name."""
        self.clicks(self.button(name), times)

    def picks(self, text: str) -> None:
        """Click the element with this text: an option, or an expander."""
        self.clicks(self.page.get_by_text(text, exact=True))

    def opens(self, tab: str) -> None:
        """Go to a tab of the page."""
        self.clicks(self.page.get_by_role("tab", name=tab))

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until ``text`` is on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=TIMEOUT_MS)

    @property
    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.get_by_role("dialog")

    def signs_in(self, link: str) -> None:
        """Open a sign-in link and press its button, as a member of the team."""
        self.page.goto(link)
        self.button("Sign in").click()

    # --- the way into the room ---

    def fills_in(
        self, name: str, email: str, file: str = "resume.txt",
        content: bytes = b"Ten years of pipelines.",
    ) -> None:  # fmt: skip
        """Fill in the form of the posting that is open, and choose a resume."""
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label("E-mail address", exact=True).fill(email)
        resume = {"name": file, "mimeType": "application/octet-stream", "buffer": content}
        self.page.locator("input[type=file]").set_input_files(resume)  # type: ignore[arg-type]
        expect(self.page.get_by_text(file).first).to_be_visible(timeout=TIMEOUT_MS)
        self.settles()

    def reads_link(self, path: str) -> str:
        """The address under ``path`` that the page offers for copying."""
        shown = self.page.locator("code", has_text=re.compile(re.escape(path)))
        return shown.first.inner_text(timeout=TIMEOUT_MS).strip()

    def agree(self) -> None:
        """Consent to the interview."""
        self.picks("I agree to be interviewed by an AI and to what is kept.")
        self.press("Continue")

    def starts_by_voice(self, link: str) -> None:
        """From the link into the room, speaking."""
        self.page.goto(link)
        self.agree()
        self.press("Turn on the microphone")
        self.press("Start the interview")

    def starts_in_writing(self, link: str) -> None:
        """From the link into the room, typing."""
        self.page.goto(link)
        self.agree()
        self.press("Answer in writing instead")

    # --- in the room ---

    @property
    def question(self) -> str:
        """The question that is open."""
        shown = self.page.locator("#question")
        expect(shown).not_to_be_empty(timeout=TIMEOUT_MS)
        return shown.inner_text()

    @property
    def state(self) -> Locator:
        """The words that say what goes on."""
        return self.page.locator("#words")

    def waits_for_turn(self) -> str:
        """Wait until the interviewer listens, or reads; returns the question that is open."""
        turn = re.compile(f"{LISTENING.pattern}|Your turn")
        expect(self.state).to_have_text(turn, timeout=TIMEOUT_MS)
        return self.question

    def waits_for_question_after(self, question: str) -> str:
        """Wait for another question than ``question``; returns it."""
        expect(self.page.locator("#question")).not_to_have_text(question, timeout=TIMEOUT_MS)
        return self.question

    def types(self, text: str) -> None:
        """Send an answer by keyboard."""
        self.page.get_by_label("Your answer").fill(text)
        self.press("Send answer")

    def ends(self) -> None:
        """End the interview, and confirm it."""
        self.press("End")
        self.clicks(self.dialog.get_by_role("button", name="End the interview"))
        expect(self.page.get_by_role("heading", name="Thank you", exact=True)).to_be_visible(
            timeout=TIMEOUT_MS
        )

    # --- sound ---

    def audio_frame(self) -> Frame:
        """The component's frame, where the connection lives."""
        frames = [f for f in self.page.frames if "streamlit_webrtc" in f.url]
        assert len(frames) == 1, "one connection at a time"
        return frames[0]

    def speaks(self, text: str) -> None:
        """Say ``text`` into the microphone, to its end."""
        self.audio_frame().evaluate("sound => window.speakIntoMicrophone(sound)", spoken(text))

    def begins_to_speak(self, text: str) -> None:
        """Say ``text`` over and over, to the end of the test."""
        self.audio_frame().evaluate(
            "sound => { window.speakIntoMicrophone(sound, true); }", spoken(text)
        )

    def takes_another_microphone(self) -> None:
        """Unplug the microphone, and wait until the page has asked for another."""
        frame = self.audio_frame()
        frame.evaluate("() => window.unplugMicrophone()")
        frame.wait_for_function("() => window.asked.length === 2")

    def connections_are(self, states: str) -> None:
        """Wait until the connections that were ever made are in ``states``, oldest first."""
        self.audio_frame().wait_for_function(
            "states => window.connectionStates() === states", arg=states
        )

    def energy_heard(self) -> float:
        """Energy of all audio that the browser was sent (see RTCInboundRtpStreamStats)."""
        return float(self.audio_frame().evaluate("() => window.energyHeard()"))

    def hears_something(self) -> None:
        """Wait until sound arrives in the room."""
        expect(self.state).to_be_visible(timeout=TIMEOUT_MS)
        before = self.energy_heard()
        for _ in range(TIMEOUT_MS // 250):
            if self.energy_heard() > before:
                return
            self.page.wait_for_timeout(250)
        raise AssertionError("no sound arrived")

    def hears_nothing_more(self) -> None:
        """Wait until no sound has arrived for a second."""
        before = self.energy_heard()
        for _ in range(TIMEOUT_MS // 1_000):
            self.page.wait_for_timeout(1_000)
            now = self.energy_heard()
            if now - before < NOTHING:
                return
            before = now
        raise AssertionError("the voice goes on")

    def asked_for(self) -> list[dict[str, Any]]:
        """What the page and its frames asked of the browser's devices."""
        return [one for frame in self.page.frames for one in frame.evaluate("() => window.asked")]
