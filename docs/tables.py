"""The parts of the documents that the program writes: ``python -m docs.tables --write``.

Such a part stands between ``<!-- generated: NAME -->`` and ``<!-- /generated -->``. Without
``--write`` the command only says which documents are out of date; a test says the same.
"""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path

from core.base_prompts.library import load_base_prompts
from core.interviews.plans.in_force import propose_for
from core.interviews.plans.proposal import propose_plan
from core.postings.content.draft import PostingDraft, unsaved_posting
from core.postings.content.role_choice import role_of
from core.prompting.builder import Prompt, SessionContext
from core.prompting.engine import InterviewEngine
from core.roles import BASE_PROMPTS, map_role, role_aliases
from core.roles.index import aliases
from core.roles.table import FAMILIES, Strength

ROOT = Path(__file__).parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "job_context.md")
FIRST_WORDS = 18
MOST_TOOLS = 10
EXAMPLE = PostingDraft(
    title="Data Engineer",
    company="Northwind Analytics",
    description=(
        "<p>You own the <b>streaming platform</b> that turns two billion events a day into data "
        "that our analysts trust.</p><ul><li>Design Kafka topics and the Spark jobs behind them."
        "</li><li>Find out why the nightly load is late, and end it.</li></ul>"
    ),
    tech_stack="Kafka, Spark",
    role_category="Engineering",
    required_skills=("Kafka", "Spark", "Problem solving"),
    experience_level="Senior",
    interview_minutes=20,
)
TYPED: tuple[tuple[str | None, str | None], ...] = (
    ("React, Node.js, PostgreSQL", None),
    ("React 19, TypeScript", "Software Development"),
    ("Golang", None),
    ("Python 3.12, Docker, AWS", None),
    ("k8s / Terraform / AWS", "Infrastructure"),
    ("Kafka, Spark, Snowflake", "Engineering"),
    ("Playwright, Cypress", None),
    ("C#/.NET", "Backend"),
    ("Salesforce", "Account Management"),
    (None, "Customer Service"),
    (None, "Vertrieb (m/w/d)"),
    ("React quickly to customers", "Sales"),
    (None, "All others"),
)
_PART = re.compile(r"(<!-- generated: ([a-z ]+) -->\n).*?(<!-- /generated -->)", re.DOTALL)
_MARK = re.compile(r"<!-- (?:generated: .*?|/generated) -->")


def first_words(role: str) -> list[str]:
    """The first words of the table that lead to a base prompt: technologies and tools, trades.

    Words that name the role itself come before those of work that borrows its prompt; words of
    languages other than English, stems, and words that two roles share are left to the table.
    """
    found = [a for a in aliases() if a.family.base_prompt == role and a.family.side != "none"]
    plain = [a for a in found if a.language == "en" and a.text.isascii() and "*" not in a.text]
    plain = [a for a in plain if _leads(a.text, role)]
    own = [a for a in plain if a.family.name == role]
    tools = [a.text for a in own if a.strength <= Strength.TOOL]
    trades = [a.text for a in own if a.strength > Strength.TOOL]
    some = tools[: max(MOST_TOOLS, FIRST_WORDS - len(trades))]
    rest = (a.text for a in plain)
    return list(dict.fromkeys([*some, *trades, *rest]))[:FIRST_WORDS]


@cache
def _leads(word: str, role: str) -> bool:
    """Whether a posting with this word alone, in its stack or as its category, gets ``role``."""
    return role in (map_role(word, None).base_prompt, map_role(None, word).base_prompt)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |"
                     for line in lines)  # fmt: skip


def _code(text: str | None) -> str:
    return f"`{text}`" if text else "none"


def _roles() -> str:
    prompts, words = load_base_prompts(), [row.role for row in role_aliases()]
    rows = (
        (
            prompts[name].title,
            _code(f"{name}_interview.txt"),
            _code(prompts[name].role_type),
            ", ".join(map(_code, first_words(name))),
            f"{words.count(name):,}",
        )
        for name in BASE_PROMPTS
    )
    head = ("Role", "Base prompt", "Stored role type", "First words that lead to it", "In all")
    return _table(head, rows)


def _borrowed() -> str:
    rows = (
        (family.title, _code(family.base_prompt), _code(family.role_type), family.note)
        for name, family in FAMILIES.items()
        if name != family.base_prompt and family.note
    )
    return _table(("Work", "Base prompt", "Stored role type", "Why"), rows)


def _mapping() -> str:
    rows = []
    for stack, category in TYPED:
        mapped = map_role(stack, category)
        outcome = (_code(mapped.role_type), _code(mapped.base_prompt), " ".join(mapped.reasons))
        rows.append((_code(stack), _code(category), *outcome))
    head = ("tech_stack", "role_category", "role_type", "Base prompt", "Reason given")
    return _table(head, rows)


def _prompts() -> tuple[Prompt, Prompt]:
    """The example's prompt without and with its posting."""
    engine, posting = InterviewEngine(), unsaved_posting(EXAMPLE)
    name = role_of(posting).base_prompt
    context = SessionContext(plan=propose_for(posting))
    return engine.build(name), engine.build(name, posting, context)


def _reasons() -> str:
    role = role_of(unsaved_posting(EXAMPLE))
    outcome = f"Stored role type {_code(role.role_type)}, base prompt {_code(role.base_prompt)}."
    return "\n".join(f"- {sentence}" for sentence in (*role.mapping.reasons, outcome))


def _tokens() -> str:
    before, after = _prompts()
    base = {section.name: section.tokens for section in before.sections}
    rows = [(s.name, f"{base.get(s.name, 0):,}", f"{s.tokens:,}", s.source) for s in after.sections]
    rows.append(("**Whole prompt**", f"**{before.tokens:,}**", f"**{after.tokens:,}**", ""))
    return _table(("Part", "Tokens before", "Tokens after", "From"), rows)


def _before() -> str:
    return _fenced(_prompts()[0].text)


def _after() -> str:
    before, after = _prompts()
    shared = {section.name for section in before.sections}
    return _fenced("\n\n".join(s.text for s in after.sections if s.name not in shared))


def _fenced(text: str) -> str:
    return f"````text\n{text}\n````"


def _questions() -> str:
    posting = unsaved_posting(EXAMPLE)
    base = load_base_prompts()[role_of(posting).base_prompt]
    minutes = EXAMPLE.interview_minutes
    before, after = (
        [f"{question.text} *({question.level})*" for question in plan.questions]
        for plan in (propose_plan(p, base, minutes) for p in (None, posting))
    )
    pairs = zip_longest(before, after, fillvalue="")
    rows = ((str(n), *pair) for n, pair in enumerate(pairs, start=1))
    return _table(("", "Base prompt only", "With the posting"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "roles": _roles,
    "borrowed": _borrowed,
    "mapping": _mapping,
    "example reasons": _reasons,
    "example tokens": _tokens,
    "example before": _before,
    "example after": _after,
    "example questions": _questions,
}


def rendered(text: str) -> str:
    """A document with its generated parts as the program writes them now.

    Raises:
        ValueError: if a mark names no part, or does not stand in a pair.
    """
    marks, parts = _MARK.findall(text), _PART.findall(text)
    unknown = {name for _, name, _ in parts} - PARTS.keys()
    if len(marks) != 2 * len(parts) or unknown:
        raise ValueError(f"marks of generated parts are wrong: {sorted(unknown) or marks}")
    return _PART.sub(lambda part: f"{part[1]}\n{PARTS[part[2]]()}\n\n{part[3]}", text)


def main(arguments: Sequence[str]) -> int:
    """Write the documents, or name those out of date; the exit status is 1 if there are any."""
    texts = {path: path.read_text("utf-8") for path in DOCUMENTS}
    stale = {path: new for path, text in texts.items() if (new := rendered(text)) != text}
    for path, text in stale.items():
        if "--write" in arguments:
            path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)}: {'written' if '--write' in arguments else 'out of date'}")
    return int(bool(stale) and "--write" not in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
