"""System prompts built from the real library, and what stands in them."""

import re
from collections.abc import Sequence

from core.base_prompts.library import load_base_prompts, load_parts
from core.models import JobPosting
from core.prompting.builder import TOKEN_BUDGET, Prompt, SessionContext, build_prompt
from core.prompting.sections import Section
from core.text.tokens import count_tokens


def posting_of(**fields: object) -> JobPosting:
    values: dict[str, object] = {"title": "Data Engineer", "company": "Northwind"}
    skills = fields.pop("required_skills", ("Kafka",))
    assert isinstance(skills, Sequence)
    return JobPosting(**{**values, **fields, "required_skills": list(skills)})


def built(
    posting: JobPosting | None = None, session: SessionContext | None = None, base: str = "python"
) -> Prompt:
    return build_prompt(load_base_prompts()[base], load_parts(), posting, session)


def section(prompt: Prompt, name: str) -> Section:
    return next(part for part in prompt.sections if part.name == name)


def data_of(prompt: Prompt, label: str) -> str:
    """What stands between the tags of the data labelled ``label``."""
    found = re.search(rf'<data name="{label}">\n(.*?)\n</data>', prompt.text, re.DOTALL)
    assert found, f"no data labelled {label}"
    return found[1]


NEVER_TRIMMED = {"Conduct", "Base prompt", "Tailoring", "Language"}


def check(prompt: Prompt, posting: JobPosting | None, base: str) -> None:
    """What holds for the prompt of every input there is."""
    assert prompt.tokens == count_tokens(prompt.text) < TOKEN_BUDGET
    assert not set(prompt.trimmed) & NEVER_TRIMMED
    expected = [load_parts()["conduct"], load_base_prompts()[base].render()]
    expected += [load_parts()["tailoring_technical"]] if posting else []
    for name, text in zip(("Conduct", "Base prompt", "Tailoring"), expected, strict=False):
        assert section(prompt, name).text == text
    for part in prompt.sections:
        assert part.text in prompt.text
        assert part.tokens == count_tokens(part.text)
        assert part.text or part.trimmed
        assert part.source
    opened = re.findall(r'^<data name="[a-z ]+">$', prompt.text, re.MULTILINE)
    own_tags = re.findall(r"<\s*/?\s*data\b", outside_conduct(prompt), re.IGNORECASE)
    assert len(own_tags) == 2 * len(opened) == 2 * prompt.text.count("\n</data>")


def outside_conduct(prompt: Prompt) -> str:
    return prompt.text.removeprefix(section(prompt, "Conduct").text)
