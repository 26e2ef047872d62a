"""A typed answer stays typed until it is kept, and is kept once."""

import re

import pytest
from playwright.sync_api import expect

from core.interviews.answer_drafts import draft_of
from db.engine import Sessions
from tests.e2e.candidate import PHONE, TIMEOUT_MS, Candidate
from tests.e2e.conftest import (
    AppServer,
    Invitation,
    Invite,
    NewCandidate,
    candidate_turns,
    invitation,
)

pytestmark = pytest.mark.browser
ANSWER = "We measured the lag of each partition before we changed anything at all."
HALF = "We measured the lag of each part"
KEPT_HERE = (
    "() => Object.keys(localStorage).filter(one => one.startsWith('rolecall-answer/')).length"
)


@pytest.fixture
def invited(invite: Invite) -> Invitation:
    return invite("Senior Data Engineer")


def in_writing(new_candidate: NewCandidate, invited: Invitation) -> tuple[Candidate, str]:
    """Somebody whose turn it is to write, and the question that is open."""
    who = new_candidate()
    who.starts_in_writing(invited.link)
    return who, who.waits_for_turn()


def box(who: Candidate):  # type: ignore[no-untyped-def]
    return who.page.get_by_label("Your answer")


def writes(who: Candidate, text: str) -> None:
    box(who).wait_for()
    box(who).press_sequentially(text)


def stored(sessions: Sessions, invited: Invitation) -> str:
    with sessions.begin() as db:
        draft = draft_of(db, invited.interview_id)
        return draft.text if draft else ""


def is_empty(who: Candidate) -> None:
    expect(box(who)).to_have_value("", timeout=TIMEOUT_MS)


def test_a_double_click_keeps_the_answer_once(
    invited: Invitation, new_candidate: NewCandidate, shared_sessions: Sessions
) -> None:
    ada, first = in_writing(new_candidate, invited)
    writes(ada, ANSWER)
    ada.button("Send answer").dblclick()
    ada.waits_for_question_after(first)
    is_empty(ada)
    assert candidate_turns(shared_sessions, invited) == [ANSWER]
    assert ada.page.evaluate(KEPT_HERE) == 0


def test_half_an_answer_is_there_after_a_reload_and_on_another_device(
    invited: Invitation, new_candidate: NewCandidate, shared_sessions: Sessions
) -> None:
    ada, _ = in_writing(new_candidate, invited)
    writes(ada, HALF)
    ada.page.reload()
    expect(box(ada)).to_have_value(HALF, timeout=TIMEOUT_MS)
    for _ in range(60):
        if stored(shared_sessions, invited) == HALF:
            break
        ada.page.wait_for_timeout(250)
    phone = new_candidate(PHONE)
    phone.page.goto(invited.link)
    phone.press("Answer in writing instead")
    expect(box(phone)).to_have_value(HALF, timeout=TIMEOUT_MS)
    first = phone.waits_for_turn()
    box(phone).press("End")
    box(phone).press_sequentially("ition.")
    box(phone).press("Control+Enter")
    phone.waits_for_question_after(first)
    is_empty(phone)
    is_empty(ada)
    assert candidate_turns(shared_sessions, invited) == [HALF + "ition."]
    assert stored(shared_sessions, invited) == ""


def test_what_is_too_long_is_said_while_it_is_typed_and_nothing_is_cut(
    invited: Invitation, new_candidate: NewCandidate, shared_sessions: Sessions
) -> None:
    ada, first = in_writing(new_candidate, invited)
    long = "x" * 8_001
    box(ada).fill(long)
    ada.sees("8,001 of 8,000 characters: please shorten it to send it")
    box(ada).press("Control+Enter")
    expect(box(ada)).to_have_value(long)
    box(ada).fill(long[1:])
    ada.button("Send answer").click()
    ada.waits_for_question_after(first)
    assert candidate_turns(shared_sessions, invited) == [long[1:]]


def test_enter_is_a_new_line(invited: Invitation, new_candidate: NewCandidate) -> None:
    ada, _ = in_writing(new_candidate, invited)
    writes(ada, "One")
    box(ada).press("Enter")
    box(ada).press_sequentially("two")
    expect(box(ada)).to_have_value("One\ntwo")


def test_an_answer_that_is_sent_while_the_server_is_gone_is_kept_once_it_is_back(
    killable_app: AppServer, killable_app_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    invited = invitation(killable_app, killable_app_sessions, "Senior Data Engineer")
    ada, first = in_writing(new_candidate, invited)
    writes(ada, HALF)
    killable_app.kill()
    ada.sees("The connection to our server is lost")
    box(ada).press_sequentially("ition.")
    ada.button("Send answer").click()
    expect(box(ada)).to_have_value(HALF + "ition.")
    ada.sees(re.compile("Not kept yet"))
    killable_app.start()
    ada.waits_for_question_after(first)
    is_empty(ada)
    assert candidate_turns(killable_app_sessions, invited) == [HALF + "ition."]


def test_an_answer_sent_right_before_the_server_is_killed_is_kept_once(
    killable_app: AppServer, killable_app_sessions: Sessions, new_candidate: NewCandidate
) -> None:
    invited = invitation(killable_app, killable_app_sessions, "Senior Data Engineer")
    ada, first = in_writing(new_candidate, invited)
    writes(ada, ANSWER)
    ada.button("Send answer").click()
    killable_app.kill()
    killable_app.start()
    ada.waits_for_question_after(first)
    is_empty(ada)
    assert candidate_turns(killable_app_sessions, invited) == [ANSWER]
