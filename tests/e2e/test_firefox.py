"""An interview by voice in Firefox ESR, from its link to its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.interviews.service import list_turns
from core.models import TurnKind
from db.engine import Sessions
from tests.e2e.candidate import NOTHING
from tests.e2e.conftest import Invite
from tests.e2e.firefox import PEERS, Firefox

pytestmark = pytest.mark.browser
NO_DEVICE_IDS = """
  if (navigator.mediaDevices) navigator.mediaDevices.enumerateDevices = async () =>
    [{ kind: "audioinput", deviceId: "", label: "" }, { kind: "audiooutput", deviceId: "" }];
"""
"""As Firefox lists devices to a page where it resists fingerprinting."""
ENERGY = """
  const frame = document.querySelector("iframe[src*=streamlit_webrtc]");
  let energy = 0;
  for (const peer of frame?.contentWindow.peers || []) {
    for (const report of (await peer.getStats()).values()) {
      if (report.type === "inbound-rtp") energy += report.totalAudioEnergy || 0;
    }
  }
"""
WAVERS = """
  const frame = document.querySelector("iframe[src*=streamlit_webrtc]");
  const [peer] = frame.contentWindow.peers;
  Object.defineProperty(peer, "connectionState", { value: "disconnected", configurable: true });
  peer.dispatchEvent(new frame.contentWindow.Event("connectionstatechange"));
  await new Promise((over) => setTimeout(over, 1_000));
  delete peer.connectionState;
"""
"""A second without network, as Firefox tells it now and then on a busy machine."""
STATE = "window.everywhere('#words')[0]?.textContent"


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    made = Firefox(tmp_path)
    made.runs_first(Path(__file__).with_name("settled.js").read_text())
    made.runs_first(PEERS)
    made.runs_first(NO_DEVICE_IDS)
    yield made
    made.close()


def test_an_interview_runs_from_the_link_to_its_end(
    firefox: Firefox, invite: Invite, shared_sessions: Sessions
) -> None:
    invited = invite("Senior Data Engineer")
    firefox.goto(invited.link)
    firefox.ticks("I agree to be interviewed by an AI and to what is kept.")
    firefox.press("Continue")
    firefox.press("Turn on the microphone")
    firefox.press("Start the interview")

    firefox.waits_for(f"{ENERGY} return energy > {NOTHING};")
    firefox.evaluate(WAVERS)
    firefox.waits_for(f"return /Listening to you/.test({STATE});")
    firefox.press("Type")
    firefox.waits_for("return window.everywhere('textarea').length > 0;")
    firefox.press("Speak")
    firefox.waits_for(f"return /Listening to you/.test({STATE});")
    firefox.press("End")
    firefox.press("End the interview")
    firefox.waits_for("return /Thank you/.test(document.body.innerText);")
    with shared_sessions.begin() as db:
        kinds = [turn.kind for turn in list_turns(db, invited.interview_id)]
    assert TurnKind.OPENING in kinds
    assert TurnKind.WELCOME_BACK not in kinds, "one connection from the beginning to the end"
