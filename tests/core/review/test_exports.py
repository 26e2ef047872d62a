"""What can be taken away: scorecards, a packet to print, everything about a person."""

import csv
import io
import json
import zipfile

import pandas as pd
import pytest
from sqlalchemy.orm import Session

from core.access.audit import trail
from core.access.permissions import PROGRAM, Member
from core.applications.service import get_resume
from core.errors import NotAllowed
from core.models import ApplicationStatus, Interview, UserRole
from core.recordings.service import agree_to_recording
from core.review.candidate_export import export_candidate
from core.review.decisions import decide
from core.review.exports import COLUMNS, export_scorecards, to_csv, without_formula
from core.review.packet import Packet, PrintedEntry, PrintedRating, packet_html
from core.review.scorecard_evidence import attach
from core.review.scorecard_filling import rate, save_note, submit
from tests.factories import link_to, signed_in
from tests.held_interview import answers, competencies, held_interview, rated_by, words_of

MARKUP = "<img src=x onerror=alert(1)>"


def rows_of(db: Session, interview: Interview, by: Member) -> list[dict[str, str]]:
    assert interview.job_posting_id
    found = export_scorecards(db, interview.job_posting_id, by, "csv")
    return list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig"))))


# Scorecards


def test_every_rating_is_a_line_with_its_evidence(
    db: Session, interview: Interview, grace: Member
) -> None:
    first, second, *others = competencies(db, interview)
    rate(db, interview.id, grace, first, 4)
    attach(db, interview.id, grace, first, words_of(answers(interview)[0], "I measured the lag"))
    for name in (second, *others):
        rate(db, interview.id, grace, name, None)
    submit(db, interview.id, grace)
    lines = {line["competency"]: line for line in rows_of(db, interview, grace)}
    assert set(lines) == {first, second, *others}
    assert tuple(lines[first]) == COLUMNS
    assert (lines[first]["rating"], lines[first]["evidence"]) == ("4", "“I measured the lag”")
    assert (lines[second]["rating"], lines[second]["insufficient_evidence"]) == ("", "True")


def test_what_a_spreadsheet_would_run_is_disarmed_in_csv_and_left_alone_in_json(
    db: Session, interview: Interview, grace: Member
) -> None:
    evil = '=HYPERLINK("http://evil.example";"click")'
    assert interview.candidate
    assert interview.job_posting_id
    interview.candidate.name = evil
    name = competencies(db, interview)[0]
    save_note(db, interview.id, grace, name, "@SUM(A1)")
    rated_by(db, interview, grace)
    line = {row["competency"]: row for row in rows_of(db, interview, grace)}[name]
    assert (line["candidate"], line["note"]) == (f"'{evil}", "'@SUM(A1)")
    found = export_scorecards(db, interview.job_posting_id, grace, "json")
    assert json.loads(found.content)[0]["candidate"] == evil


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_each_beginning_of_a_formula_is_disarmed(start: str) -> None:
    assert without_formula(f"{start}1+1") == f"'{start}1+1"
    assert b"'" in to_csv(pd.DataFrame({"note": [f"{start}cmd"]}))


def test_ordinary_cells_stay_as_they_are() -> None:
    assert [without_formula(cell) for cell in ("a=b", "", 4, -4, None)] == ["a=b", "", 4, -4, None]


def test_an_interview_that_its_reader_has_still_to_rate_is_left_out(
    db: Session, interview: Interview, grace: Member
) -> None:
    alan = signed_in(db)
    rated_by(db, interview, alan)
    assert interview.job_posting_id
    hidden = export_scorecards(db, interview.job_posting_id, grace, "json")
    assert (json.loads(hidden.content), hidden.left_out) == ([], 1)
    rated_by(db, interview, grace)
    shown = export_scorecards(db, interview.job_posting_id, grace, "json")
    assert {line["reviewer"] for line in json.loads(shown.content)} == {alan.name, grace.name}
    assert shown.left_out == 0


def test_an_export_is_for_those_who_hire_and_is_in_the_trail(
    db: Session, interview: Interview, grace: Member
) -> None:
    assert interview.job_posting_id
    with pytest.raises(NotAllowed):
        export_scorecards(db, interview.job_posting_id, signed_in(db, UserRole.VIEWER), "csv")
    export_scorecards(db, interview.job_posting_id, grace, "csv")
    assert trail(db, [interview.job_posting_id], PROGRAM)[0].action == "exported scorecards as CSV"


# The packet


def test_the_packet_holds_everything_escaped_and_runs_nothing() -> None:
    page = packet_html(Packet(
        title=MARKUP, facts={MARKUP: MARKUP},
        ratings=[PrintedRating(MARKUP, MARKUP, "4", MARKUP, (MARKUP,))],
        decisions=[PrintedEntry(MARKUP, MARKUP)], turns=[PrintedEntry(MARKUP, MARKUP, (MARKUP,))],
    ))  # fmt: skip
    assert "<img" not in page
    assert page.count("&lt;img src=x") == 13
    assert "default-src 'none'" in page
    assert "@media print" in page


def test_a_packet_leaves_out_what_there_is_none_of() -> None:
    page = packet_html(
        Packet("Interview with Ada", {}, [], [], [PrintedEntry("00:01 Candidate", "Hello")])
    )
    assert "Ratings by people" not in page
    assert "<p>Hello</p>" in page


# Everything about a person


def test_everything_that_is_kept_about_a_person_is_in_their_file(
    db: Session, interview: Interview, grace: Member
) -> None:
    admin = signed_in(db, UserRole.ADMIN)
    rated_by(db, interview, grace)
    assert interview.candidate_id
    assert interview.application
    agree_to_recording(db, link_to(db, interview))
    decide(db, interview.application.id, ApplicationStatus.HIRED, "Measured first.", grace)
    found = export_candidate(db, interview.candidate_id, admin)
    archive = zipfile.ZipFile(io.BytesIO(found.content))
    data = json.loads(archive.read("candidate.json"))
    for table in ("candidates", "resumes", "applications", "decisions", "interviews", "turns",
                  "scorecards", "ratings", "audit_events"):  # fmt: skip
        assert data[table], table
    assert len(data["turns"]) == len(interview.turns)
    assert data["decisions"][0]["reason"] == "Measured first."
    assert "content" not in data["resumes"][0]
    (name,) = [name for name in archive.namelist() if name.startswith("resumes/")]
    assert interview.application.resume_id
    assert archive.read(name) == get_resume(db, interview.application.resume_id, PROGRAM).content


def test_nothing_about_anybody_else_is_in_it(db: Session, interview: Interview) -> None:
    other = held_interview(db)
    assert interview.candidate_id
    found = export_candidate(db, interview.candidate_id, signed_in(db, UserRole.ADMIN))
    text = zipfile.ZipFile(io.BytesIO(found.content)).read("candidate.json").decode()
    assert str(interview.id) in text
    for foreign in (other.id, other.candidate_id, other.application_id):
        assert str(foreign) not in text


def test_a_recruiter_cannot_see_hidden_ratings_by_exporting_a_person(
    db: Session, interview: Interview, grace: Member
) -> None:
    assert interview.candidate_id
    with pytest.raises(NotAllowed):
        export_candidate(db, interview.candidate_id, grace)
