"""The result of the role mapping, and its explanation for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from core.base_prompts.library import RoleType
from core.roles.decision import Lost, RoleDecision, listed
from core.roles.reading import Clause, Hit
from core.roles.table import Family

Source = Literal["tech_stack", "role_category"]
Kind = Literal["technical", "non_technical", "fallback"]
Outcome = Literal["decided", "set aside", "everyday word", "unknown"]
_FIELDS: dict[Source, str] = {"tech_stack": "the stack", "role_category": "the category"}


@dataclass(frozen=True)
class Match:
    """Words of the input that decided the role.

    Attributes:
        text: as typed.
        alias: as the table writes it (a trailing ``*`` stands for any ending).
        role: the base prompt that it points to.
        source: the field it stands in.
    """

    text: str
    alias: str
    role: str
    source: Source


@dataclass(frozen=True)
class EntryReading:
    """How one entry of the input was read.

    Attributes:
        source: the field it stands in.
        typed: the entry as typed.
        understood: what the table knows of it, such as "k8s: DevOps"; empty if nothing.
        outcome: what became of it.
    """

    source: Source
    typed: str
    understood: tuple[str, ...]
    outcome: Outcome


@dataclass(frozen=True)
class RoleMapping:
    """The base prompt of a posting, and the path that led to it.

    Attributes:
        role_type: the value stored in interviews.role_type.
        base_prompt: one of ``core.roles.table.BASE_PROMPTS``.
        kind: ``fallback`` where nothing in the input names a role of the library.
        matched: the words that decided; empty where nothing is known.
        reasons: sentences for people, in the order of the rule's steps.
        runner_up: the base prompt that would have been next; None if there was no other.
        readings: every entry of the input and what became of it.
        lost: what was named but did not decide, as sentences.
    """

    role_type: RoleType
    base_prompt: str
    kind: Kind
    matched: tuple[Match, ...]
    reasons: tuple[str, ...]
    runner_up: str | None
    readings: tuple[EntryReading, ...] = ()
    lost: tuple[str, ...] = ()


class Step(NamedTuple):
    """A decision and the field that it came from."""

    decision: RoleDecision
    source: Source


def explain(
    steps: Sequence[Step], notes: Sequence[str], fields: dict[Source, Sequence[Clause]]
) -> RoleMapping:
    """The mapping that the first of ``steps`` decides.

    Args:
        steps: every decision in the order of the rule, at least one.
        notes: sentences about what was set aside on the way.
        fields: what was read of each field.
    """
    chosen, family = steps[0], steps[0].decision.family
    rivals = [*chosen.decision.lost, *map(_later, steps[1:])]
    rivals = [rival for rival in rivals if rival.family is not family]
    return RoleMapping(
        role_type=family.role_type,
        base_prompt=family.base_prompt,
        kind=_kind(family),
        matched=tuple(_match(hit, chosen) for hit in chosen.decision.deciders),
        reasons=tuple(filter(None, (*notes, chosen.decision.reason, family.note))),
        runner_up=_runner_up(rivals, family),
        readings=tuple(
            _reading(clause, source, chosen)
            for source, clauses in fields.items()
            for clause in clauses
        ),
        lost=tuple(f"{rival.family.title}: {rival.why}." for rival in rivals),
    )


def _kind(family: Family) -> Kind:
    if family.side == "none":
        return "fallback"
    return "non_technical" if family.side == "office" else "technical"


def _later(step: Step) -> Lost:
    """The decision of a later step, as one that did not count."""
    words = listed(hit.text for hit in step.decision.deciders)
    where = f"{words} in {_FIELDS[step.source]}" if words else "the fallback"
    return Lost(step.decision.family, f"{where} comes later in the rule")


def _runner_up(rivals: Sequence[Lost], winner: Family) -> str | None:
    others = (r.family for r in rivals if r.family.side != "none")
    return next((f.base_prompt for f in others if f.base_prompt != winner.base_prompt), None)


def _match(hit: Hit, step: Step) -> Match:
    found = [alias for alias in (hit.tech, hit.trade) if alias]
    own = [alias for alias in found if alias.family is step.decision.family]
    alias = (own or found)[0]
    return Match(hit.text, alias.text, alias.family.base_prompt, step.source)


def _reading(clause: Clause, source: Source, chosen: Step) -> EntryReading:
    deciders = chosen.decision.deciders if chosen.source == source else ()
    outcome: Outcome = "unknown"
    if any(hit in deciders for hit in clause.hits):
        outcome = "decided"
    elif any(hit.everyday or hit.idiom for hit in clause.hits):
        outcome = "everyday word"
    elif clause.hits:
        outcome = "set aside"
    understood = tuple(
        f"{hit.text}: {alias.family.title}"
        for hit in clause.hits
        if (alias := hit.tech or hit.trade) and not hit.idiom
    )
    return EntryReading(source, clause.text, understood, outcome)
