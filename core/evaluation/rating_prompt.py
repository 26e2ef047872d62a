"""The prompt that asks a model to rate one competency of an interview (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Template

from core.base_prompts.competency import Anchors
from core.evaluation.coverage import answers_about, asks
from core.evaluation.evaluated_competencies import EvaluatedCompetency
from core.evaluation.rating import turn_name
from core.evaluation.transcript import Line
from core.text.cutting import cut_at_word
from core.text.untrusted_text import as_data

MOST_CHARACTERS = 6_000
"""Of one turn; six minutes of speech."""


@dataclass(frozen=True)
class RatingPrompt:
    """The rules, which are the same for every interview, and the competency to rate."""

    rules: str
    task: str

    @property
    def text(self) -> str:
        """All that the model is told."""
        return f"{self.rules}\n\n{self.task}"


def rating_prompt(
    parts: Mapping[str, str], competency: EvaluatedCompetency, lines: Sequence[Line]
) -> RatingPrompt:
    """The prompt for ``competency``; ``parts`` are the shared parts of the prompts by name."""
    task = Template(parts["evaluation_task"]).substitute(
        competency=as_data("competency", competency.name),
        anchors="\n".join(as_data("anchors", _scale(a)) for a in competency.rated.anchors),
        turns="\n".join(_turns(competency, lines)),
    )
    return RatingPrompt(parts["evaluation_rules"], task)


def _scale(anchors: Anchors) -> str:
    return f"1: {anchors.one}\n3: {anchors.three}\n5: {anchors.five}"


def _turns(competency: EvaluatedCompetency, lines: Sequence[Line]) -> Iterator[str]:
    """Each turn between tags of its own, on one line, so that no answer can pose as another."""
    answers = answers_about(lines, competency)
    for line in lines:
        if line in answers or (asks(line) and line.competency == competency.name):
            one_line = cut_at_word(" ".join(line.text.split()), MOST_CHARACTERS)
            yield as_data(f"{turn_name(line)} {line.speaker}", one_line)
