"""A prompt accounted for."""

import json

from core.base_prompts.library import load_base_prompts
from core.postings.content.draft import unsaved_posting
from core.postings.content.examples import EXAMPLES
from core.postings.content.role_choice import role_of
from core.prompting.account import prompt_json, token_shares
from core.prompting.builder import TOKEN_BUDGET
from core.prompting.engine import InterviewEngine
from tests.factories import ACCOUNT_MANAGER


def test_the_record_to_download_is_json_and_holds_the_whole_prompt() -> None:
    posting = unsaved_posting(EXAMPLES["sales"])
    prompt = InterviewEngine().build("sales", posting)
    base = load_base_prompts()["sales"]
    record = json.loads(json.dumps(prompt_json(role_of(posting), base, prompt)))
    assert "\n\n".join(one["text"] for one in record["sections"]) == record["text"] == prompt.text
    assert (record["base_prompt"], record["role_type"]) == ("sales", "fullstack")
    assert record["base_prompt_version"] == load_base_prompts()["sales"].version


def test_the_parts_of_a_prompt_fill_the_budget() -> None:
    prompt = InterviewEngine().build("sales", unsaved_posting(ACCOUNT_MANAGER))
    shares = token_shares(prompt)
    assert [name for name, _ in shares][: len(prompt.sections)] == [
        section.name for section in prompt.sections
    ]
    assert sum(tokens for _, tokens in shares) == TOKEN_BUDGET
    assert shares[-1] == ("Free", TOKEN_BUDGET - prompt.tokens)
