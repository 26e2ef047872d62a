"""Proposes an interview plan from the posting and the role (pure)."""

from collections.abc import Iterable, Sequence

from core.base_prompts.competency import Competency, Level
from core.base_prompts.library import BasePrompt
from core.interviews.plans.interview_plan import (
    CLOSING_SECONDS,
    CORE_SECONDS,
    PROBE_SECONDS,
    QUESTION_SECONDS,
    CoreQuestion,
    InterviewPlan,
    next_id,
)
from core.interviews.plans.question_bank import (
    further_skills,
    intent_of,
    questions_about,
    source_of,
)
from core.models import JobPosting
from core.postings.content.role_choice import Focus, focus_of
from core.skills.competencies import matches, skill_competency, spoken_name
from core.skills.reading import key_of, within
from core.text.untrusted_text import clean_skills

MOST_STEPS = 2
"""Adaptive steps that a proposed plan grants for each core question."""
_ROUNDS = 2
"""Core questions that a competency of the role gets at most."""
_USUAL = (Level.WORKING,)
_LEVELS: dict[str | None, tuple[Level, ...]] = {
    "Entry": (Level.FOUNDATION,),
    "Junior": (Level.FOUNDATION,),
    "Mid": _USUAL,
    "Senior": (Level.EXPERT, Level.WORKING),
    "Lead": (Level.EXPERT, Level.EXPERT, Level.WORKING),
}
"""A posting's experience level -> the levels of its core questions, which take turns."""
_INSTEAD = {
    Level.FOUNDATION: (Level.FOUNDATION, Level.WORKING, Level.EXPERT),
    Level.WORKING: (Level.WORKING, Level.FOUNDATION, Level.EXPERT),
    Level.EXPERT: (Level.EXPERT, Level.WORKING, Level.FOUNDATION),
}
"""Where a skill has no further question of a level, the level that is taken, nearest first."""


def propose_plan(posting: JobPosting | None, base: BasePrompt, minutes: int) -> InterviewPlan:
    """The plan for ``posting`` that the team begins with.

    Required skills come first, in order. Each gets a question of its own where time allows, else
    one shared with skills of the same competency, else one shared with the last skills. The time
    that is left goes to the role's other competencies, those first that the posting's title and
    description name. The posting's experience level sets the level of the questions.

    Args:
        posting: saved or not; None takes the role's own competencies alone.
        base: where the competencies come from.
        minutes: planned length, 1 or more.
    """
    technical = posting is None or focus_of(posting, base.name) is Focus.TECHNICAL
    seconds = minutes * 60 - CLOSING_SECONDS
    comfortable = max(1, seconds // CORE_SECONDS)
    core = _Core(base, technical=technical, levels=levels_for(posting))
    core.ask_about(
        clean_skills(posting.required_skills) if posting else [],
        comfortable,
        max(1, seconds // QUESTION_SECONDS),
    )
    core.fill(comfortable, _text_of(posting))
    spare = seconds - len(core.questions) * QUESTION_SECONDS
    return InterviewPlan(
        base_prompt=base.name,
        base_prompt_version=base.version,
        minutes=minutes,
        technical=technical,
        questions=tuple(core.questions),
        probes=max(0, min(spare // PROBE_SECONDS, MOST_STEPS * len(core.questions))),
    )


def levels_for(posting: JobPosting | None) -> tuple[Level, ...]:
    """The levels of the core questions of ``posting``, which take turns; working without one."""
    return _LEVELS.get(posting.experience_level, _USUAL) if posting else _USUAL


def question_for(
    plan: InterviewPlan, skills: Sequence[str], base: BasePrompt, levels: Sequence[Level] = _USUAL
) -> CoreQuestion | None:
    """A further question about ``skills``, unlike all of ``plan``; None if there is none.

    Args:
        plan: what is asked already.
        skills: what the question is to be about, one or more.
        base: where the competencies come from.
        levels: of the posting's questions, see ``levels_for``.
    """
    core = _Core(base, technical=plan.technical, levels=levels, questions=plan.questions)
    known = len(core.questions)
    core.ask_about(skills, 1, 1)
    return core.questions[known] if len(core.questions) > known else None


def fresh_question(
    competency: Competency,
    skills: Sequence[str],
    known: Sequence[CoreQuestion],
    levels: Sequence[Level] = (Level.WORKING,),
) -> CoreQuestion | None:
    """The first question of ``competency`` that is unlike all ``known`` ones, if there is one."""
    for level in levels:
        for text in questions_about(competency, skills, level):
            own = competency.question(text)
            question = CoreQuestion(
                id=next_id(known),
                competency=competency.name,
                level=level,
                text=text,
                intent=own.intent if own else intent_of(level, competency.name, skills),
                skills=tuple(skills),
                anchors=source_of(text, competency, skills).anchors_of(text),
            )
            if not question.resembles(known):
                return question
    return None


class _Core:
    """The core questions while they are being chosen."""

    def __init__(
        self,
        base: BasePrompt,
        *,
        technical: bool,
        levels: Sequence[Level],
        questions: Iterable[CoreQuestion] = (),
    ) -> None:
        self.questions = list(questions)
        self._levels = levels
        self._technical = technical
        self._bank = [c for c in base.competencies if technical or not c.technical]

    def ask_about(self, skills: Sequence[str], comfortable: int, most: int) -> None:
        """A question for every skill, in their order, ``most`` at most in all."""
        own = _grouped((spoken_name(skill).casefold(), [skill]) for skill in skills)
        shared = _grouped((self._competency(group).name, group) for group in own)
        groups = own if len(own) <= comfortable else shared
        alone = groups if len(groups) <= most else groups[: most - 1]
        left = [group for group in alone if not self._add(self._competency(group), group)]
        late = [skill for group in [*left, *groups[len(alone) :]] for skill in group]
        if late:
            self._add(further_skills(late), late)

    def fill(self, comfortable: int, text: str) -> None:
        """Questions about what else the role needs, up to ``comfortable`` in all.

        The more of a competency's keywords ``text`` names, the earlier it is asked about.
        """
        wanted = sorted(self._bank, key=lambda competency: -_named_in(text, competency))
        for round_ in range(_ROUNDS):
            for competency in wanted:
                if len(self.questions) >= comfortable:
                    return
                asked = [q for q in self.questions if q.competency == competency.name]
                if len(asked) <= round_:
                    self._add(competency, (), [self._level])

    @property
    def _level(self) -> Level:
        """The level of the next question."""
        return self._levels[len(self.questions) % len(self._levels)]

    def _competency(self, skills: Sequence[str]) -> Competency:
        about = next((c for c in self._bank if matches(skills[0], c)), None)
        return about or skill_competency(skills[0], technical_role=self._technical)

    def _add(
        self,
        competency: Competency,
        skills: Sequence[str],
        levels: Sequence[Level] = (),
    ) -> bool:
        """Add the first question of ``competency`` that is unlike all before; whether there is.

        Without ``levels`` the level whose turn it is comes first, then those nearest to it.
        """
        tried = levels or _INSTEAD[self._level]
        question = fresh_question(competency, skills, self.questions, tried)
        if question is not None:
            self.questions.append(question)
        return question is not None


def _text_of(posting: JobPosting | None) -> str:
    """Title and description of ``posting`` as keywords are looked for in them."""
    return key_of(f"{posting.title} {posting.description or ''}") if posting else ""


def _named_in(text: str, competency: Competency) -> int:
    """How many keywords of ``competency`` stand in ``text``, which ``key_of`` has made."""
    return sum(within(key, text) for key in {key_of(word) for word in competency.keywords})


def _grouped(pairs: Iterable[tuple[str, Sequence[str]]]) -> list[list[str]]:
    """The skills of one key together, in order of their first."""
    groups: dict[str, list[str]] = {}
    for key, skills in pairs:
        groups.setdefault(key, []).extend(skills)
    return list(groups.values())
