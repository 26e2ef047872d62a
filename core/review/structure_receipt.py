"""The structure receipt: compares the turns of an interview with the questions of its plan (pure).

The comparison uses words alone; nothing here rates anybody. receipt_loading.py loads what it needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise

from core.interviews.accommodations import minutes_of
from core.interviews.plans.interview_plan import CoreQuestion, InterviewPlan
from core.models import Interview, InterviewSession, Speaker, Turn, TurnKind
from core.postings.content.opening_snapshot import edited_since, snapshot_of
from core.text.languages import DEFAULT
from core.text.question_wording import share_said

SAME_WORDS = 0.9
"""Share of a question's words, in their order, from which on it was asked as planned."""
LONGEST_LINE = timedelta(minutes=2)
"""Counted of an interviewer's turn whose end was not kept."""
_ASKING = frozenset({TurnKind.OPENING, TurnKind.QUESTION, TurnKind.WELCOME_BACK, TurnKind.REPEAT})
_FIRST = frozenset({TurnKind.OPENING, TurnKind.QUESTION})
_ADAPTIVE = frozenset({TurnKind.PROBE, TurnKind.FOLLOW_UP})


class Asked(StrEnum):
    """What became of a core question."""

    AS_PLANNED = "as planned"
    REWORDED = "reworded"
    CUT_SHORT = "cut short"
    OMITTED = "omitted"


@dataclass(frozen=True)
class AskedQuestion:
    """A core question beside what the candidate heard of it.

    Attributes:
        question: as planned.
        number: its place in the plan, from 1.
        asked: what became of it.
        said: the turn that is closest to it; None where it was omitted.
        similarity: share of its words that were said in their order, 0 to 1.
        turns: numbers of the turns that asked it, the first first.
        left_open_after: how many requests came instead of an answer, if it was given up for them;
            None otherwise.
    """

    question: CoreQuestion
    number: int
    asked: Asked
    said: str | None
    similarity: float
    turns: tuple[int, ...]
    left_open_after: int | None = None


@dataclass(frozen=True)
class AdaptiveStep:
    """A probe or follow-up that was asked."""

    turn: int
    kind: TurnKind
    competency: str | None
    level: str | None
    text: str


@dataclass(frozen=True)
class StructureReceipt:
    """One interview against its plan.

    Attributes:
        core: every core question in the plan's order.
        in_order: whether those that were asked came in that order.
        asked_twice: numbers of core questions that were put as new ones more than once.
        steps: probes and follow-ups, in order.
        steps_allowed: how many the plan has.
        minutes_by_competency: of question and answer, in the order of first mention.
        minutes_planned, minutes_talked: of the whole interview, pauses left out.
        plan_version: None for an interview that follows no posting's plan.
        posting_revision: revision of the posting in its snapshot; None without one.
        edited_since: names of the posting's fields that were changed after the opening.
        base_prompt, base_prompt_version: as the interview was planned with.
        prompts: SHA-256 of each system prompt that was used; one that grew is another.
        models: name and version of each model that led it.
        language: ISO 639-1 code.
        interruptions: how often the candidate cut in.
        reconnects: how often a model's connection was made anew.
        connections: how often the candidate's side was connected.
    """

    core: tuple[AskedQuestion, ...]
    in_order: bool
    asked_twice: tuple[int, ...]
    steps: tuple[AdaptiveStep, ...]
    steps_allowed: int
    minutes_by_competency: dict[str, float]
    minutes_planned: int
    minutes_talked: float
    plan_version: int | None
    posting_revision: int | None
    edited_since: tuple[str, ...]
    base_prompt: str | None
    base_prompt_version: str | None
    prompts: tuple[str, ...]
    models: tuple[str, ...]
    language: str
    interruptions: int
    reconnects: int
    connections: int

    @property
    def kept(self) -> bool:
        """Whether the whole core was asked as planned, once, in order, within the budget."""
        as_planned = all(one.asked is Asked.AS_PLANNED for one in self.core)
        in_budget = len(self.steps) <= self.steps_allowed
        return as_planned and self.in_order and not self.asked_twice and in_budget

    @property
    def translated(self) -> bool:
        """Whether the words cannot be compared, because the interview is in another language."""
        return self.language != DEFAULT

    def count(self, asked: Asked) -> int:
        """How many core questions have this outcome."""
        return sum(one.asked is asked for one in self.core)


def structure_receipt(
    interview: Interview,
    plan: InterviewPlan,
    turns: Sequence[Turn],
    sessions: Sequence[InterviewSession],
) -> StructureReceipt:
    """Compare ``turns`` with ``plan``; every argument is only read.

    Args:
        interview: what was planned.
        plan: what was to be asked.
        turns: all of them, in order.
        sessions: the live connections, oldest first.
    """
    kept = snapshot_of(interview)
    left_open = sessions[-1].assessment.get("left_open", {}) if sessions else {}
    core = tuple(
        replace(_asked(question, n, turns), left_open_after=left_open.get(question.id))
        for n, question in enumerate(plan.questions, 1)
    )
    order = [one.turns[0] for one in core if one.turns]
    firsts = {turn.number for turn in turns if turn.kind in _FIRST}
    models = (f"{s.model} {s.model_version}" if s.model_version else s.model for s in sessions)
    return StructureReceipt(
        core=core,
        in_order=order == sorted(order),
        asked_twice=tuple(one.number for one in core if len(firsts.intersection(one.turns)) > 1),
        steps=_steps(turns),
        steps_allowed=plan.probes,
        minutes_by_competency=_minutes(turns),
        minutes_planned=minutes_of(interview),
        minutes_talked=max((s.talk_seconds for s in sessions), default=0.0) / 60,
        plan_version=interview.plan.version if interview.plan else None,
        posting_revision=kept.revision if kept else None,
        edited_since=edited_since(interview),
        base_prompt=interview.base_prompt,
        base_prompt_version=interview.base_prompt_version,
        prompts=tuple(dict.fromkeys(s.prompt_sha256 for s in sessions if s.prompt_sha256)),
        models=tuple(dict.fromkeys(models)),
        language=interview.language,
        interruptions=sum(s.interruptions for s in sessions),
        reconnects=sum(s.reconnects for s in sessions),
        connections=len(sessions),
    )


def _steps(turns: Sequence[Turn]) -> tuple[AdaptiveStep, ...]:
    return tuple(
        AdaptiveStep(turn.number, turn.kind, turn.competency, turn.level, turn.text)
        for turn in turns
        if turn.kind in _ADAPTIVE
    )


def _asked(question: CoreQuestion, number: int, turns: Sequence[Turn]) -> AskedQuestion:
    asking = [
        turn for turn in turns if turn.kind in _ASKING and turn.speaker is Speaker.INTERVIEWER
    ]
    own = [turn for turn in asking if turn.question_id == question.id]
    # An interview from before there were plans names its questions otherwise.
    own = own or [turn for turn in asking if share_said(question.text, turn.text) >= SAME_WORDS]
    if not own:
        return AskedQuestion(question, number, Asked.OMITTED, None, 0.0, ())
    best = max(own, key=lambda turn: share_said(question.text, turn.text))
    share = share_said(question.text, best.text)
    as_meant = share_said(question.text, best.planned_text or best.text)
    if share >= SAME_WORDS:
        asked = Asked.AS_PLANNED
    else:
        asked = Asked.CUT_SHORT if as_meant >= SAME_WORDS else Asked.REWORDED
    numbers = tuple(turn.number for turn in own)
    return AskedQuestion(question, number, asked, best.text, round(share, 3), numbers)


def _minutes(turns: Sequence[Turn]) -> dict[str, float]:
    """Minutes of question and answer by competency; silence between connections is left out."""
    total: dict[str, timedelta] = {}
    following = [later.started_at for _, later in pairwise(turns)]
    for turn, until in zip(turns, [*following, None], strict=False):
        if turn.competency is None:
            continue
        end = turn.ended_at or min(until or turn.started_at, turn.started_at + LONGEST_LINE)
        spent = max(timedelta(0), end - turn.started_at)
        total[turn.competency] = total.get(turn.competency, timedelta(0)) + spent
    return {name: spent.total_seconds() / 60 for name, spent in total.items()}
