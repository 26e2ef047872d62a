"""An interview as text and as a packet."""

from sqlalchemy.orm import Session

from core.access.permissions import Member
from core.models import (
    Interview,
    TurnKind,
)
from core.review.printed import packet_of, transcript_text
from core.review.scorecards import submitted_scorecards
from tests.held_interview import competencies, rated_by

# Taken away


def test_a_text_says_which_words_are_corrected_and_a_packet_both(
    db: Session, interview: Interview, grace: Member
) -> None:
    names = competencies(db, interview)
    rated_by(db, interview, grace, 4)
    answer = next(t for t in interview.turns if t.kind is TurnKind.ANSWER)
    answer.corrected_text = "I measured the lag myself."
    text = transcript_text(interview, interview.turns, lambda moment: "then" if moment else None)
    assert "I measured the lag myself." in text
    assert answer.text not in text
    cards = submitted_scorecards(db, [interview.id])
    packet = packet_of(interview, interview.turns, cards, [], lambda _: None)
    assert {one.competency for one in packet.ratings} == set(names)
    assert {one.reviewer for one in packet.ratings} == {grace.name}
    assert "Started" not in packet.facts
    said = packet.turns[interview.turns.index(answer)]
    assert said.text == "I measured the lag myself."
    assert said.notes == (f"Corrected by the candidate; heard as: {answer.text}",)
