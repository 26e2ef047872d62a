"""Ratings proposed by program, for tests of what the team sees of them."""

from core.evaluation.coverage import Coverage
from core.models import (
    Evaluation,
    EvaluationStatus,
    Interview,
    ProposedRating,
)
from pages.composition.wiring import Services
from tests.held_interview import answers, words_of

SECRET = "The model thinks that this is a four."


def propose(services: Services, interview: Interview, names: list[str], rating: int = 4) -> None:
    """An evaluation with three runs for every competency, a point apart in the last."""
    with services.begin() as db:
        span = words_of(answers(interview)[0], "A hot key held up Kafka")
        found = Coverage("competency", names[0], names[0], (), answered=True, spans=(span,))
        evaluation = Evaluation(
            interview_id=interview.id, status=EvaluationStatus.EVALUATED, model="example",
            coverage=[found.to_json()],
        )  # fmt: skip
        db.add(evaluation)
        db.flush()
        for name in names:
            for run in (1, 2, 3):
                db.add(ProposedRating(
                    evaluation_id=evaluation.id, competency=name, run=run, rationale=SECRET,
                    rating=rating - (run == 3), evidence=[span.to_json()],
                    refused=[{"turn": "2", "quote": "I led it all", "why": "not said"}],
                ))  # fmt: skip
