"""How often the role mapping is right: ``python -m tests.core.mapping_report``.

Reads tests/data/postings.jsonl: postings written as people write them, each labelled by reading
with the role it is for and the neighbours that would also do. Strict counts the role only,
lenient the neighbours too. Three answers are counted: the stored rule; the best suggestion, where
there is one; and what the form ends with: the suggestion if it is confident, else the rule.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.roles import BASE_PROMPTS, map_role, suggest_role
from core.roles.second_opinion import CONFIDENT, better_suggestion

POSTINGS = Path(__file__).parent.parent / "data" / "postings.jsonl"
ANSWERS = ("rule", "suggestion", "form")


@dataclass(frozen=True)
class Posting:
    """A labelled posting; ``also`` holds the acceptable neighbours of ``role``."""

    title: str
    description: str
    tech_stack: str | list[str] | None
    role_category: str | None
    language: str
    role: str
    also: list[str]


@dataclass(frozen=True)
class Answered:
    """A posting, the role that each kind of answer gives it, and whether the form asks."""

    posting: Posting
    roles: dict[str, str]
    asked: bool

    def strict(self, answer: str) -> bool:
        """Whether this answer is the label itself."""
        return self.roles[answer] == self.posting.role

    def lenient(self, answer: str) -> bool:
        """Whether this answer is the label or an acceptable neighbour."""
        return self.strict(answer) or self.roles[answer] in self.posting.also


def read_postings(path: Path = POSTINGS) -> list[Posting]:
    """Every labelled posting of the file."""
    with path.open(encoding="utf-8") as lines:
        return [Posting(**json.loads(line)) for line in lines]


def answer(posting: Posting) -> Answered:
    """What the rule, the suggestion and the form say of a posting."""
    rule = map_role(posting.tech_stack, posting.role_category)
    suggestions = suggest_role(
        posting.title, posting.description, posting.tech_stack, posting.role_category
    )
    offered = better_suggestion(rule, suggestions)
    return Answered(
        posting,
        {
            "rule": rule.base_prompt,
            "suggestion": suggestions[0].role if suggestions else "none",
            "form": offered.role if offered else rule.base_prompt,
        },
        asked=not suggestions or suggestions[0].confidence < CONFIDENT,
    )


def _share(rows: list[Answered], of: str, lenient: bool) -> str:
    right = sum(row.lenient(of) if lenient else row.strict(of) for row in rows)
    return f"{100 * right / len(rows):.1f}"


def _table(title: str, groups: dict[str, list[Answered]]) -> Iterator[str]:
    columns = "".join(f"{name + ' strict':>18}{'lenient':>9}" for name in ANSWERS)
    yield f"\n{title:<18}{'n':>5}{columns}"
    for name, rows in groups.items():
        cells = "".join(
            f"{_share(rows, of, lenient=False):>18}{_share(rows, of, lenient=True):>9}"
            for of in ANSWERS
        )
        yield f"{name:<18}{len(rows):>5}{cells}"


def report(rows: list[Answered]) -> Iterator[str]:
    """The report's lines: accuracy in percent per role, per language and in all, then misses."""
    by_role: dict[str, list[Answered]] = {role: [] for role in BASE_PROMPTS}
    by_language: dict[str, list[Answered]] = defaultdict(list)
    for row in rows:
        by_role[row.posting.role].append(row)
        by_language[row.posting.language].append(row)
    yield from _table("role", {role: found for role, found in by_role.items() if found})
    yield from _table("language", dict(by_language))
    yield from _table("all", {"all": rows})
    asked = [row for row in rows if row.asked]
    yield f"\nBelow confidence {CONFIDENT} the form asks: {len(asked)} of {len(rows)} postings."
    wrong = [row for row in rows if not row.lenient("form")]
    yield f"Wrong in what the form ends with, if nobody answers: {len(wrong)}"
    for row in wrong:
        yield f"  {row.posting.title}: {row.roles['form']}, not {row.posting.role}"


if __name__ == "__main__":
    for line in report([answer(posting) for posting in read_postings()]):
        print(line)
