"""Required skills beside resume and interview."""

from sqlalchemy.orm import Session

from core.interviews.rated_competencies import asked_plan
from core.models import Interview
from core.review.skill_gap import SkillGap, skill_gaps
from tests.held_interview import answers, held_interview

RESUME = "Ada Lovelace\nFive years of Apache Kafka at a bank. Likes hiking.\nPython and SQL."


def gaps(db: Session, interview: Interview, *skills: str) -> dict[str, SkillGap]:
    found = skill_gaps(skills, RESUME, interview.turns, asked_plan(db, interview))
    return {gap.skill: gap for gap in found}


def test_a_skill_is_found_in_the_resume_in_any_of_its_spellings(db: Session) -> None:
    found = gaps(db, held_interview(db), "Kafka", "Spark")
    assert found["Kafka"].in_resume == ("Five years of Apache Kafka at a bank.",)
    assert found["Spark"].in_resume == ()


def test_where_a_skill_was_asked_and_what_was_answered_is_shown(db: Session) -> None:
    interview = held_interview(db)
    found = gaps(db, interview, "Kafka", "Snowflake")
    by_id = {turn.id: turn for turn in interview.turns}
    assert found["Kafka"].asked
    assert "Kafka" in {by_id[one].text for one in found["Kafka"].asked}.pop()
    for span in (*found["Kafka"].shown, *found["Snowflake"].shown):
        assert by_id[span.turn_id].text[span.start : span.end] == span.quote
    assert found["Snowflake"].shown[0].turn_id in {turn.id for turn in answers(interview)}


def test_a_skill_that_came_up_nowhere_is_listed_all_the_same(db: Session) -> None:
    found = gaps(db, held_interview(db), "Cobol")["Cobol"]
    assert (found.in_resume, found.asked, found.shown) == ((), (), ())


def test_what_the_candidate_corrected_is_what_counts(db: Session) -> None:
    interview = held_interview(db)
    answers(interview)[0].corrected_text = "We used Cobol for the ledger."
    (span,) = gaps(db, interview, "Cobol")["Cobol"].shown
    assert span.quote == "We used Cobol for the ledger."


def test_without_a_resume_or_a_plan_there_is_still_an_answer(db: Session) -> None:
    interview = held_interview(db)
    (gap,) = skill_gaps(["Kafka"], None, interview.turns, None)
    assert (gap.in_resume, gap.asked) == ((), ())
    assert gap.shown
