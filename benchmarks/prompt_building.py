"""Times the building of whole prompts: ``python -m benchmarks.prompt_building``.

From a posting to the finished text with its tokens counted: mapping, reading what was typed,
fitting the budget. A posting is read when its prompt is first built and remembered after that;
both are shown.
"""

from collections.abc import Iterator
from functools import partial

from benchmarks.mapping import lengthened, long_postings
from benchmarks.measure import Line, table, timing
from core.models import JobPosting
from core.postings.content.draft import unsaved_posting
from core.postings.content.examples import EXAMPLES
from core.prompting.builder import Prompt, SessionContext
from core.prompting.engine import InterviewEngine
from core.roles.normalization import entries_text
from core.text.tokens import count_tokens
from tests.core.mapping_report import Posting

LONG_DESCRIPTION = 100_000
MANY_SKILLS = 500
RESUME = lengthened("2019 to 2023, Acme: moved the nightly load to streaming.", 20_000)


def usual_postings() -> list[JobPosting]:
    """The labelled postings; their stacks are also their required skills."""
    return [_usual(posting) for posting in long_postings()]


def _usual(posting: Posting) -> JobPosting:
    stack = entries_text(posting.tech_stack)
    return JobPosting(
        title=posting.title,
        company="Northwind",
        description=posting.description,
        tech_stack=", ".join(stack.splitlines()),
        role_category=posting.role_category,
        required_skills=stack.replace(",", "\n").splitlines(),
        experience_level="Senior",
    )


def vast_postings() -> list[JobPosting]:
    """The example postings with as much text and as many skills as somebody may paste."""
    postings = [unsaved_posting(draft) for draft in EXAMPLES.values()]
    for posting in postings:
        posting.description = lengthened(posting.description or "", LONG_DESCRIPTION)
        posting.required_skills = [f"Skill number {n} of the list" for n in range(MANY_SKILLS)]
    return postings


def _build(session: SessionContext | None, posting: JobPosting) -> Prompt:
    return InterviewEngine().build("fullstack", posting, session)


def _line(
    name: str, postings: list[JobPosting], resume: str | None = None, *, warm: bool = True
) -> Line:
    build = partial(_build, SessionContext(resume=resume))
    work = timing(build, postings, warm=warm)
    texts = [build(posting).text for posting in postings]
    return Line(name, work, timing(count_tokens, texts))


def report() -> Iterator[str]:
    """The table's lines, in milliseconds."""
    usual, vast = usual_postings(), vast_postings()
    _build(None, unsaved_posting(next(iter(EXAMPLES.values()))))
    many = f"{LONG_DESCRIPTION:,} characters, {MANY_SKILLS} skills"
    lines = (
        _line("a usual posting, read for the first time", usual, warm=False),
        _line("a usual posting", usual),
        _line("a usual posting and a long resume", usual, RESUME),
        _line(many, vast),
        _line(f"{many}, resume", vast, RESUME),
    )
    return table(f"Building a prompt ({len(usual)} and {len(vast)} postings)", lines)


if __name__ == "__main__":
    for line in report():
        print(line)
