"""A candidate in a browser, who can speak."""

import base64
import io
import re
import wave
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, expect

from core.realtime.local_speech import local_speech
from core.realtime.model import VOICE_RATE

PATIENCE = 60_000
"""ms until something that must happen is taken not to."""
LISTENING = re.compile("Listening to you")
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}


def spoken(text: str) -> bytes:
    """``text`` in the project's own voice, as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(VOICE_RATE)
        out.writeframes(b"".join(local_speech().synthesise(text)))
    return file.getvalue()


class Candidate:
    """What a candidate sees and does; every wait is for something on the page."""

    def __init__(self, browser: Browser, size: dict[str, int] = LAPTOP) -> None:
        self.context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            permissions=["microphone", "clipboard-read", "clipboard-write"],
        )
        self.context.add_init_script(path=Path(__file__).with_name("microphone.js"))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def press(self, name: str) -> None:
        """Click the button with this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until ``text`` is on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE)

    def agree(self) -> None:
        """Consent to the interview."""
        self.page.get_by_text("I agree to be interviewed").click()
        self.press("Continue")

    @property
    def question(self) -> str:
        """The question that is open."""
        shown = self.page.locator(".rc-question")
        expect(shown).not_to_be_empty(timeout=PATIENCE)
        return shown.inner_text()

    def waits_for_turn(self) -> None:
        """Wait until the interviewer listens."""
        expect(self.page.locator(".rc-state")).to_have_text(LISTENING, timeout=PATIENCE)

    def waits_for_question_after(self, question: str) -> str:
        """Wait for another question than ``question``; returns it."""
        expect(self.page.locator(".rc-question")).not_to_have_text(question, timeout=PATIENCE)
        return self.question

    def _audio_frame(self) -> Frame:
        """The component's frame, where the connection lives."""
        return next(f for f in self.page.frames if "streamlit_webrtc" in f.url)

    def speaks(self, text: str) -> None:
        """Say ``text`` into the microphone, to its end."""
        sound = base64.b64encode(spoken(text)).decode()
        self._audio_frame().evaluate("sound => window.speakIntoMicrophone(sound)", sound)

    def energy_heard(self) -> float:
        """Energy of all audio that the browser was sent (see RTCInboundRtpStreamStats)."""
        return float(self._audio_frame().evaluate("() => window.energyHeard()"))

    def hears_something(self) -> None:
        """Wait until sound arrives."""
        before = self.energy_heard()
        for _ in range(PATIENCE // 250):
            if self.energy_heard() > before:
                return
            self.page.wait_for_timeout(250)
        raise AssertionError("no sound arrived")
