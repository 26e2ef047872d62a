"""The candidate's network goes away, and comes back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from core.interviews.service import list_turns
from core.models import TurnKind
from db.engine import Sessions
from tests.e2e.candidate import TIMEOUT_MS
from tests.e2e.conftest import AppServer, Invite, NewCandidate
from tests.e2e.network import Network

pytestmark = pytest.mark.browser


@pytest.fixture
def network(shared_app: AppServer) -> Iterator[Network]:
    made = Network(shared_app.port)
    yield made
    made.close()


def test_over_another_network_and_after_a_cut_the_interview_goes_on_at_the_same_question(
    network: Network,
    invite: Invite,
    new_candidate: NewCandidate,
    shared_app: AppServer,
    shared_sessions: Sessions,
) -> None:
    invited = invite("Senior Data Engineer")
    ada = new_candidate()
    network.lead(ada.context)
    ada.starts_by_voice(invited.link.replace(str(shared_app.port), str(network.port)))
    ada.hears_something()
    asked = ada.question

    network.move()
    ada.connections_are("disconnected")
    ada.connections_are("connected")
    ada.press("Repeat")
    ada.hears_something()
    assert ada.question == asked
    with shared_sessions.begin() as db:
        kinds = [turn.kind for turn in list_turns(db, invited.interview_id)]
    assert kinds == [TurnKind.OPENING, TurnKind.REPEAT], "it went on, and nobody was welcomed back"

    network.cut()
    ada.page.wait_for_function(
        "() => !document.querySelector('iframe[src*=streamlit_webrtc]')"
        "?.contentDocument.querySelector('audio')",
    )
    network.mend()
    expect(ada.state).to_have_text(re.compile("speaking|Listening"), timeout=TIMEOUT_MS)
    ada.hears_something()
    assert ada.question == asked
    with shared_sessions.begin() as db:
        kinds = [turn.kind for turn in list_turns(db, invited.interview_id)]
    assert kinds == [TurnKind.OPENING, TurnKind.REPEAT, TurnKind.WELCOME_BACK]
