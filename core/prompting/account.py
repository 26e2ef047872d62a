"""A prompt as JSON with its origin, and its share of the token budget (pure)."""

from typing import Any

from core.base_prompts.library import BasePrompt
from core.postings.content.role_choice import PostingRole
from core.prompting.builder import TOKEN_BUDGET, Prompt


def prompt_json(role: PostingRole, base: BasePrompt, prompt: Prompt) -> dict[str, Any]:
    """A prompt and its origin, as plain JSON values."""
    return {
        "base_prompt": base.name,
        "base_prompt_version": base.version,
        "role_type": role.role_type,
        "chosen_by_hand": role.by_hand,
        "reasons": list(role.mapping.reasons),
        "runner_up": role.mapping.runner_up,
        "tokens": prompt.tokens,
        "budget": TOKEN_BUDGET,
        "sections": [vars(section) for section in prompt.sections],
        "text": prompt.text,
    }


def token_shares(prompt: Prompt) -> list[tuple[str, int]]:
    """Name and tokens of every part of the budget; the last part is what is free."""
    parts = [(section.name, section.tokens) for section in prompt.sections]
    joints = prompt.tokens - sum(tokens for _, tokens in parts)
    if joints > 0:
        parts.append(("Blank lines between", joints))
    return [*parts, ("Free", TOKEN_BUDGET - prompt.tokens)]
