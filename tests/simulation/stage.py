"""What every simulated interview shares: postings, the stored record, and time by hand."""

import uuid
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.base_prompts.competency import Level
from core.base_prompts.library import BasePrompt, load_base_prompts
from core.interviews.plans.interview_plan import InterviewPlan
from core.interviews.service import find_interview, list_turns
from core.models import Interview, InterviewSession, Speaker, Turn, TurnKind, utc_now
from core.postings.content.role_choice import Focus, focus_of
from core.realtime.models.commands import Command
from core.realtime.models.model import RealtimeModel, SystemPrompt
from core.realtime.session.room import OVER, RoomState, RoomView
from db.engine import Sessions
from tests.factories import ACCOUNT_MANAGER, DATA_ENGINEER, apply, ready_interview
from tests.simulation.record import Pressed, Record, Said, Sound

POSTINGS = {"data engineer": DATA_ENGINEER, "account manager": ACCOUNT_MANAGER, "no posting": None}
SHORT = replace(DATA_ENGINEER, required_skills=("Kafka",), interview_minutes=5)
OTHER_ANSWER = (
    "My former employer Quillfeather lost eleven shipments of marmalade to Ljubljana, and I alone "
    "knew that the purple ledger in the cellar held the real figures of that winter."
)
"""Given by somebody else on the same posting, in words that nobody says by chance."""


QUIET_BEFORE_SPEAKING = 0.4
"""Seconds without the interviewer's voice after which a candidate begins."""


def their_turn(view: RoomView, quiet_for: float) -> bool:
    """Whether a candidate would think that it is their turn; also if it never will be again."""
    asked = bool(view.turns) and view.turns[-1].speaker is Speaker.INTERVIEWER
    listening = view.state is RoomState.LISTENING and quiet_for > QUIET_BEFORE_SPEAKING
    waiting = view.state in (RoomState.THINKING, RoomState.PAUSED)
    return (asked and listening) or waiting or view.state in OVER


class Clock:
    """Seconds that only ``pass_`` moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        """Let time go by."""
        self.now += seconds


@dataclass
class Observed:
    """What a driver sees of an interview while it runs, beyond what is stored.

    Attributes:
        left: seconds that were left when each turn (by number) first stood in the view.
        prompts: the system prompt as first given, and as it stood last.
    """

    uttered: list[str] = field(default_factory=list)
    sounds: list[Sound] = field(default_factory=list)
    left: dict[int, float] = field(default_factory=dict)
    pressed: list[Pressed] = field(default_factory=list)
    ended_in_silence: bool = False
    prompts: tuple[str, str] = ("", "")

    def look(self, view: RoomView) -> None:
        """Note which turns there are by now, and the time that is left."""
        for turn in view.turns[len(self.left) :]:
            self.left.setdefault(turn.number, view.seconds_left)

    def press(self, command: Command, view: RoomView) -> Command:
        """Note that the candidate presses a button, and give it back."""
        self.pressed.append(Pressed(view.turns[-1].number if view.turns else 0, command))
        return command

    def overhear(self, model: RealtimeModel) -> RealtimeModel:
        """``model``, letting this observer read the prompts that it is given."""
        opened, closed = model.open, model.close
        opened_with: list[SystemPrompt] = []

        async def open_(system_prompt: SystemPrompt) -> None:
            opened_with.append(system_prompt)
            first = self.prompts[0] or await system_prompt()
            self.prompts = (first, first)
            await opened(system_prompt)

        async def close() -> None:
            if opened_with:
                self.prompts = (self.prompts[0], await opened_with.pop()())
            await closed()

        model.open, model.close = open_, close  # type: ignore[method-assign]
        return model


def prepare(sessions: Sessions, posting: str) -> uuid.UUID:
    """A consented interview about ``posting``, after somebody else answered about the same."""
    draft = {**POSTINGS, "short": SHORT}[posting]
    with sessions.begin() as db:
        interview = ready_interview(db, draft)
        if interview.job_posting is not None:
            other = apply(db, interview.job_posting).interview
            db.add(_answer_of(other))
        return interview.id


def _answer_of(other: Interview) -> Turn:
    return Turn(
        interview_id=other.id,
        number=1,
        speaker=Speaker.CANDIDATE,
        kind=TurnKind.ANSWER,
        text=OTHER_ANSWER,
        started_at=utc_now(),
    )


def stored(sessions: Sessions, interview_id: uuid.UUID, seen: Observed, *, spoken: bool) -> Record:
    """The grader's record of a finished interview."""
    with sessions.begin() as db:
        interview = find_interview(db, interview_id)
        posting = interview.job_posting
        base = load_base_prompts()[interview.base_prompt or ""]
        turns = list_turns(db, interview_id)
        return Record(
            turns=tuple(_said(turn, interview.minutes, seen) for turn in turns),
            uttered=tuple(seen.uttered),
            technical=posting is None or focus_of(posting, base.name) is Focus.TECHNICAL,
            minutes=interview.minutes,
            core=_core_questions(db, interview_id),
            prompts=seen.prompts,
            speakable=_speakable(base, posting.description if posting else ""),
            others=(OTHER_ANSWER,),
            sounds=tuple(seen.sounds),
            pressed=tuple(seen.pressed),
            completed=interview.ended_at is not None,
            ended_in_silence=seen.ended_in_silence,
            spoken=spoken,
        )


def _core_questions(db: Session, interview_id: uuid.UUID) -> tuple[str, ...]:
    """Ids of the plan's core questions, as the interview's last connection kept them."""
    sessions = select(InterviewSession).where(InterviewSession.interview_id == interview_id)
    last = db.scalars(sessions.order_by(InterviewSession.created_at.desc())).first()
    assert last is not None
    plan = InterviewPlan.from_json(last.assessment["plan"])
    return tuple(question.id for question in plan.questions)


def _said(turn: Turn, minutes: int, seen: Observed) -> Said:
    at = minutes * 60 - seen.left.get(turn.number, 0.0)
    return Said(turn.number, turn.speaker, turn.kind, turn.text, turn.question_id, at)


def _speakable(base: BasePrompt, description: str) -> tuple[str, ...]:
    """What may be said word for word: the bank's questions, and what the posting says."""
    texts = [description]
    for competency in base.competencies:
        for level in Level:
            texts += [*competency.questions.at(level), competency.probes.at(level)]
    return tuple(texts)
