"""The review page: the list of interviews, and one interview."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from core.applications import ApplicationService
from core.applications.service import ResumeFile
from core.interviews.accommodations import Accommodations, ask_for
from core.interviews.service import create_interview
from core.models import (
    InputMode,
    Interview,
    InterviewStatus,
    Speaker,
    Turn,
    TurnKind,
    UserRole,
    utc_now,
)
from core.models.status import move
from core.postings.content.draft import PostingDraft
from core.recordings.service import agree_to_recording, keep_recording
from core.resumes.reading import HiddenText, ResumeText
from core.review.printed import transcript_text
from core.text.dates import clock
from pages.composition.wiring import Services
from pages.widgets.local_times import date_and_time
from tests.core.recordings.recorded_turns import a_recording
from tests.factories import DATA_ENGINEER, link_to, open_posting, ready_interview, signed_in
from tests.pages.screen import Visit, elements, page_text

SIZE = 20
"""Interviews on a page of the list."""
MARKUP = "<img src=x onerror=alert(1)>"
SAID = (
    (Speaker.INTERVIEWER, TurnKind.OPENING, "Hello Ada.", None, InputMode.VOICE),
    (Speaker.INTERVIEWER, TurnKind.QUESTION, "Tell me of a lag.", "working", InputMode.VOICE),
    (Speaker.CANDIDATE, TurnKind.ANSWER, "A hot key held up Kafka.", "working", InputMode.VOICE),
    (Speaker.INTERVIEWER, TurnKind.PROBE, "What became of the rest?", "working", InputMode.VOICE),
    (Speaker.CANDIDATE, TurnKind.REQUEST, "Please repeat that.", None, InputMode.VOICE),
    (Speaker.CANDIDATE, TurnKind.ANSWER, "Late, not lost.", "working", InputMode.TYPED),
)


def begun(db: Session) -> Interview:
    """An interview in which a few things were said, a minute apart."""
    interview = ready_interview(db)
    move(interview, InterviewStatus.IN_PROGRESS)
    interview.started_at = utc_now() - timedelta(minutes=20)
    for number, (speaker, kind, text, level, mode) in enumerate(SAID, start=1):
        db.add(
            Turn(
                interview_id=interview.id, number=number, speaker=speaker, kind=kind, text=text,
                mode=mode, level=level, competency="Streaming with Kafka" if level else None,
                started_at=interview.started_at + timedelta(seconds=61 * (number - 1)),
            )
        )  # fmt: skip
    db.flush()
    return interview


def ended(db: Session) -> Interview:
    """The same, ended by its clock."""
    interview = begun(db)
    move(interview, InterviewStatus.COMPLETED)
    interview.ended_at, interview.end_reason = utc_now(), "the time was over"
    return interview


def rows(page: AppTest) -> list[str]:
    """Ids of the interviews in the list."""
    keys = [one.key or "" for one in page.button]
    return [key.removeprefix("open-") for key in keys if key.startswith("open-")]


def test_nobody_reads_interviews_without_signing_in(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        interview_id = str(ended(db).id)
    page = visit("review", interview=interview_id)
    assert page.title[0].value == "Please sign in"
    assert "Kafka" not in page_text(page)


@pytest.mark.usefixtures("viewer")
def test_a_viewer_looks_at_interviews_and_decides_nothing(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        interview_id = str(ended(db).id)
    page = visit("review", interview=interview_id)
    assert "A hot key held up Kafka." in page_text(page)
    assert "may look, and not decide" in page_text(page)
    assert "Keep this decision" not in [one.label for one in page.button]


@pytest.mark.parametrize(("role", "players"), [(UserRole.RECRUITER, 1), (UserRole.VIEWER, 0)])
def test_whoever_hires_hears_the_recording(
    services: Services, visit: Visit, monkeypatch: pytest.MonkeyPatch, role: UserRole, players: int
) -> None:
    with services.begin() as db:
        user, interview = signed_in(db, role), ended(db)
        agree_to_recording(db, link_to(db, interview))
        keep_recording(db, interview.id, 3, a_recording())
    monkeypatch.setattr("pages.access.guard.current_member", lambda: user)
    assert page_text(visit("review", interview=str(interview.id))).count("<audio") == players


@pytest.mark.usefixtures("recruiter")
def test_an_empty_list_says_how_interviews_come_about(visit: Visit) -> None:
    assert "when somebody applies" in page_text(visit("review"))


@pytest.mark.usefixtures("recruiter")
def test_the_list_says_who_for_what_and_on_which_base_prompt(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        ended(db)
        ready_interview(db, None)
    page = visit("review")
    assert page.button[0].label == "**No name**"
    assert page.button[1].label == "**Ada Lovelace**"
    shown = page_text(page)
    for words in ("Senior Data Engineer", "Data Engineer · 20 min", "Without a posting"):
        assert words in shown


@pytest.mark.usefixtures("recruiter")
def test_the_list_is_filtered_by_status(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        over = str(ended(db).id)
        waiting = str(ready_interview(db, None).id)
    page = visit("review")
    assert rows(page) == [waiting, over]
    for label, expected in (("Complete", [over]), ("Not begun", [waiting]), ("Running", [])):
        elements(page, "segmented_control")[0].set_value(label).run()
        assert rows(page) == expected


@pytest.mark.usefixtures("recruiter")
def test_a_long_list_is_turned_page_by_page(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        made = {str(create_interview(db).id) for _ in range(SIZE + 1)}
    page = visit("review")
    first = rows(page)
    assert len(first) == SIZE
    next(one for one in page.button if one.label == "Older").click().run()
    assert set(first) | set(rows(page)) == made
    assert "Older" not in [one.label for one in page.button]
    next(one for one in page.button if one.label == "Newer").click().run()
    assert rows(page) == first


@pytest.mark.usefixtures("recruiter")
def test_an_entry_of_the_list_opens_the_interview(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        interview_id = str(ended(db).id)
    page = visit("review")
    page.button(key=f"open-{interview_id}").click().run()
    assert page.query_params["interview"] == interview_id
    assert "A hot key held up Kafka." in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_the_turns_say_when_who_what_and_how(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        interview = ended(db)
    page = visit("review", interview=str(interview.id))
    (turns,) = [one.value for one in elements(page, "html") if '<ol class="rc-turns"' in one.value]
    items = turns.split("<li ")[1:]
    assert len(items) == len(SAID)
    assert "<time>02:02</time>" in items[2]
    for words in ("Candidate", "Answer · Streaming with Kafka, working level · spoken"):
        assert words in items[2]
    assert "· typed" in items[5]
    assert "Interviewer (AI)" in items[3]
    shown = page_text(page)
    for words in (interview.base_prompt_version or "?", "python", "the time was over"):
        assert words in shown


@pytest.mark.usefixtures("recruiter")
def test_an_interview_on_an_older_or_removed_base_prompt_can_still_be_read(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        older, removed, legacy = ended(db), ended(db), ready_interview(db, None)
        older.base_prompt_version = "0123456789ab"
        removed.base_prompt = "cobol"
        legacy.base_prompt = legacy.base_prompt_version = None
    assert "0123456789ab (changed since)" in page_text(visit("review", interview=str(older.id)))
    assert ">cobol<" in page_text(visit("review", interview=str(removed.id)))
    assert ">Python Developer<" in page_text(visit("review", interview=str(legacy.id)))
    assert "cobol · 20 min" in page_text(visit("review"))


@pytest.mark.usefixtures("recruiter")
def test_only_answers_are_shown_if_wanted(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        interview_id = str(ended(db).id)
    page = visit("review", interview=interview_id)
    elements(page, "segmented_control")[0].set_value("Answers only").run()
    shown = page_text(page)
    assert "Late, not lost." in shown
    assert "Please repeat that." not in shown
    assert "Tell me of a lag." not in shown


@pytest.mark.usefixtures("recruiter")
def test_a_search_leaves_the_turns_that_hold_it_and_marks_it(
    services: Services, visit: Visit
) -> None:
    with services.begin() as db:
        interview_id = str(ended(db).id)
    page = visit("review", interview=interview_id)
    page.text_input[0].set_value("kafka").run()
    assert "held up <mark>Kafka</mark>." in page_text(page)
    assert "Late, not lost." not in page_text(page)
    page.text_input[0].set_value("no such words").run()
    assert "No turn matches." in page_text(page)


@pytest.mark.usefixtures("recruiter")
def test_an_interview_that_has_not_begun_says_so(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        interview_id = str(ready_interview(db).id)
    page = visit("review", interview=interview_id)
    assert "has not begun yet" in page.info[0].value
    assert "As text" not in [one.label for one in elements(page, "link_button")]


@pytest.mark.usefixtures("recruiter")
def test_a_running_interview_shows_what_was_said_so_far(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        interview_id = begun(db).id
    page = visit("review", interview=str(interview_id))
    assert "not over yet" in page.info[0].value
    with services.begin() as db:
        db.add(Turn(interview_id=interview_id, number=7, speaker=Speaker.CANDIDATE,
                    kind=TurnKind.ANSWER, text="One more thing."))  # fmt: skip
    next(one for one in page.button if one.label == "Look for new turns").click().run()
    assert "One more thing." in page_text(page)


@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize("wanted", ["nope", str(uuid.UUID(int=0))])
def test_an_unknown_interview_is_said_not_to_exist(visit: Visit, wanted: str) -> None:
    page = visit("review", interview=wanted)
    assert page.title[0].value == "No such interview"
    assert not page.exception


@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (ResumeText("parsed", "Ten years of pipelines.", None), "Ten years of pipelines."),
        (ResumeText("failed", "", "It is a picture."), "It is a picture."),
        (ResumeText("pending", "", None), "is being read"),
        (ResumeText("pending", "", None), "<td>being read</td>"),
        (ResumeText("parsed", "Kafka", None, (HiddenText("white", MARKUP),)), f"white: “{MARKUP}”"),
    ],
)
def test_the_resume_stands_beside_the_transcript(
    services: Services, visit: Visit, read: ResumeText, expected: str
) -> None:
    with services.begin() as db:
        made = ApplicationService().create_application(
            db, name="Ada", email="ada@mail.org", posting_id=open_posting(db).id,
            resume=ResumeFile("cv.txt", b"x", read),
        )  # fmt: skip
        interview_id = str(made.interview.id)
    assert expected in page_text(visit("review", interview=interview_id))


@pytest.mark.usefixtures("recruiter")
def test_markup_that_somebody_typed_is_shown_as_text(services: Services, visit: Visit) -> None:
    draft = PostingDraft(**{**vars(DATA_ENGINEER), "title": MARKUP, "company": MARKUP})
    read = ResumeText("parsed", MARKUP, None, (HiddenText(MARKUP, MARKUP),))
    with services.begin() as db:
        made = ApplicationService().create_application(
            db, name=MARKUP, email="ada@mail.org", posting_id=open_posting(db, draft).id,
            resume=ResumeFile("cv.txt", b"x", read),
        )  # fmt: skip
        made.interview.end_reason = MARKUP
        db.add(Turn(interview_id=made.interview.id, number=1, speaker=Speaker.CANDIDATE,
                    kind=TurnKind.ANSWER, text=MARKUP, competency=MARKUP))  # fmt: skip
        interview_id = str(made.interview.id)
    page = visit("review", interview=interview_id)
    page.text_input[0].set_value("IMG").run()
    assert "&lt;<mark>img</mark> src" in page_text(page)
    shown = [one.value for one in (*elements(page, "html"), *page.markdown, *page.title)]
    shown += [one.label for one in visit("review").button]
    assert not [one for one in shown if "<img" in one.replace(r"\<", "")]


def test_the_transcript_as_text_holds_every_turn_in_order(services: Services) -> None:
    with services.begin() as db:
        interview = ended(db)
        db.refresh(interview, ["turns", "candidate", "job_posting"])
        text = transcript_text(interview, interview.turns, date_and_time)
    assert "[02:02] Candidate (Answer; Streaming with Kafka, working level; spoken):\nA hot" in text
    places = [text.index(said_there) for _, _, said_there, _, _ in SAID]
    assert places == sorted(places)
    assert "Interview with Ada Lovelace" in text


def test_time_since_the_start_grows_hours_and_never_runs_backwards() -> None:
    assert [clock(s) for s in (-5, 0, 59.9, 61, 3_661)] == [
        "00:00", "00:00", "00:59", "01:01", "1:01:01",
    ]  # fmt: skip


@pytest.mark.usefixtures("recruiter")
def test_the_team_reads_what_the_candidate_asked_for(services: Services, visit: Visit) -> None:
    with services.begin() as db:
        interview = ready_interview(db)
        ask_for(db, link_to(db, interview), Accommodations(longer_pauses=True, note=MARKUP))
        interview_id = str(interview.id)
    shown = page_text(visit("review", interview=interview_id))
    assert "longer pauses before an answer counts as finished" in shown
    assert "&lt;img src=x" in shown
    assert MARKUP not in shown
