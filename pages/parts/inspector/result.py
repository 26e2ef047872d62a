"""The result of a mapping: the base prompt, the reasons, the runner-up, a second opinion."""

from html import escape

from core.base_prompts.library import prompt_title
from core.roles import suggest_role
from core.roles.second_opinion import better_suggestion
from pages.parts.inspector.subject import Subject
from pages.widgets.html_parts import items_html


def result_html(subject: Subject) -> str:
    """The result of a mapping as HTML; everything typed is escaped."""
    role, base = subject.role, subject.base
    chosen = [escape(reason) for reason in role.mapping.reasons]
    if role.by_hand:
        mapped = prompt_title(role.mapping.base_prompt)
        chosen = [f"Chosen by hand by the team. The rule would take {escape(mapped)}."]
    runner_up = role.mapping.runner_up
    lines = [
        *chosen,
        f"Runner-up: {escape(prompt_title(runner_up))}" if runner_up else "No runner-up.",
        *_second_opinion(subject),
    ]
    return (
        f'<p class="rc-result"><strong>{escape(base.title)}</strong> '
        f"(prompts/{base.name}_interview.txt, version {base.version}), stored as role type "
        f"<strong>{escape(role.role_type)}</strong></p>{items_html(lines)}"
    )


def _second_opinion(subject: Subject) -> list[str]:
    """Where title and text suggest another base prompt than stack and category do."""
    posting, role = subject.posting, subject.role
    found = suggest_role(
        posting.title, posting.description, posting.tech_stack, posting.role_category
    )
    better = None if role.by_hand else better_suggestion(role.mapping, found)
    if better is None:
        return []
    return [
        f"Title and text suggest <strong>{escape(prompt_title(better.role))}</strong> instead "
        f"(confidence {better.confidence:.0%}): {escape(better.reason)} The team can choose it by "
        "hand in the job form."
    ]
