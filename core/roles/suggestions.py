"""Reads a whole posting (title, text, stack and category) and suggests its base prompt.

The stored rule of ``core.roles`` sees the stack and the category only; what is done with a
suggestion that disagrees with it, ``core.roles.second_opinion`` decides.

The title counts most, because people write the trade there. Where it names a developer, the
technologies of the title, else of the stack, else of the text say which one. Category, stack and
text add weight to the title's trade, or replace a title that names none.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from core.roles.decision import RoleDecision
from core.roles.evidence import Evidence, Field, RoleEvidence, RoleSuggestion
from core.roles.normalization import entries_text, gender_neutral, normalized
from core.roles.reading import Clause, Hit, read
from core.roles.stack import decide, hinted
from core.roles.table import FAMILIES, Strength
from core.roles.tally import deciding, technologies
from core.roles.trades import Trade, names_people, read_trade

__all__ = ["Evidence", "RoleSuggestion", "suggest_role"]

MAX_DESCRIPTION = 4_000
_INTRODUCTION = 600

# What a word of each strength weighs in each field. A trade in the title outweighs all the rest.
_TITLE = {Strength.NAMES: 6.0, Strength.SUGGESTS: 3.0, Strength.RANK: 1.6}
_CATEGORY = {Strength.NAMES: 2.0, Strength.SUGGESTS: 1.5, Strength.RANK: 0.5}
_TITLE_TECHNOLOGY = 5.0
_RANK_BESIDE_CATEGORY = 0.3
_STACK = 2.0
_STACK_BESIDE_TRADE = 0.4
_MENTION = 0.5
_MOST_MENTIONS = 3
# Words such as "architect" or "systems engineer" leave it to a technology beside them.
_SHARED_TRADES = ("other_trade", "devops")
# A developer's technology is less certain the further from the title it stands.
_NAMED_IN: dict[Field, float] = {"tech_stack": 0.8, "description": 0.6}
_UNNAMED = 0.5
_OTHER_END = {"frontend": ("back", "mobile", "speciality"), "backend": ("front", "mobile")}

_MARKUP = re.compile(r"<[^<>]*>|&#?\w{1,8};")


@dataclass
class _Posting:
    """The four fields, read; the description, which is long, only when it is asked for."""

    title: Sequence[Clause]
    text: object
    stack: Sequence[Clause]
    category: Sequence[Clause]

    @cached_property
    def description(self) -> Sequence[Clause]:
        return read(_plain_description(self.text), prose=True)


def suggest_role(
    title: str | None,
    description: str | None,
    tech_stack: str | Sequence[str] | None,
    role_category: str | None,
) -> list[RoleSuggestion]:
    """Base prompts for this posting, best first: at most three, none where nothing is known.

    Reads the first 4,000 characters of the description (HTML tags are passed over) and never
    raises: anything that is not text counts as empty.
    """
    posting = _Posting(
        title=read(gender_neutral(normalized(title, 300)), prose=True),
        text=description,
        stack=read(normalized(entries_text(tech_stack))),
        category=read(gender_neutral(normalized(role_category, 300))),
    )
    trade = _title_trade(posting.title)
    evidence = RoleEvidence()
    if _leaves_technology_open(posting, trade):
        _add_developer(evidence, posting, trade)
    elif trade:
        reason = trade.family.note
        if trade.family.side != "none":
            reason = f"The title's {trade.hit.text} names {trade.family.title}. {reason}".strip()
        weight = _TITLE[trade.level]
        if trade.level == Strength.RANK and read_trade(posting.category):
            weight *= _RANK_BESIDE_CATEGORY
        evidence.add(trade.family, weight, "title", [trade.hit], reason)
    _add_category(evidence, posting, trade)
    _add_stack(evidence, posting, trade)
    if trade is None or trade.level < Strength.NAMES:
        _add_mentions(evidence, posting)
    return evidence.suggestions()


def _plain_description(description: object) -> str:
    """The description without markup, every other character in its place."""
    if not isinstance(description, str):
        return ""
    cut = description[:MAX_DESCRIPTION]
    return normalized(_MARKUP.sub(lambda m: "\n" + " " * (len(m.group()) - 1), cut))


def _title_trade(title: Sequence[Clause]) -> Trade | None:
    """The trade that the title names; a rank over a technical field is a manager's ("VP, IT")."""
    trade = read_trade(title)
    if trade is None or trade.family.side != "general" or trade.level != Strength.SUGGESTS:
        return trade
    if names_people(trade) or decide(technologies(title)):
        return trade
    ranks = (h for c in title for h in c.hits if h.trade and h.trade.strength == Strength.RANK)
    manager = next((h for h in ranks if h.trade and h.trade.family.name == "management"), None)
    return Trade(FAMILIES["management"], Strength.SUGGESTS, manager) if manager else trade


def _leaves_technology_open(posting: _Posting, trade: Trade | None) -> bool:
    """Whether the title names a developer of some kind, or technologies and no certain trade."""
    if trade is None or trade.family.side == "general":
        return True
    shared = trade.family.name in _SHARED_TRADES and trade.level == Strength.SUGGESTS
    return shared and decide(technologies(posting.title)) is not None


def _add_developer(evidence: RoleEvidence, posting: _Posting, trade: Trade | None) -> None:
    """A title that names a developer of some kind, or technologies and no trade."""
    if trade and trade.family.name == "fullstack":
        reason = f"The title's {trade.hit.text} names full-stack work."
        evidence.add(trade.family, _TITLE[trade.level], "title", [trade.hit], reason)
        return
    favoured = frozenset({trade.family.name}) if trade else frozenset[str]()
    by_title = decide(technologies(posting.title), favoured)
    if by_title:
        weight = _TITLE[Strength.NAMES] if trade else _TITLE_TECHNOLOGY
        evidence.add(by_title.family, weight, "title", by_title.deciders, by_title.reason)
        return
    if trade is None:
        return
    found = _technologies_outside_the_title(posting, favoured)
    if found is None:
        weight = _TITLE[trade.level] * _UNNAMED
        evidence.add(trade.family, weight, "title", [trade.hit], trade.family.note)
        return
    where, decision = found
    weight = _TITLE[trade.level] * _NAMED_IN[where]
    reason = f"The title names a developer ({trade.hit.text}). {decision.reason}"
    evidence.add(decision.family, weight, "title", [trade.hit], reason)
    evidence.add(decision.family, 0, where, decision.deciders, reason)


def _technologies_outside_the_title(
    posting: _Posting, favoured: frozenset[str]
) -> tuple[Field, RoleDecision] | None:
    """Which technology a developer's posting is about, by its stack, else by its text."""
    category = frozenset(
        alias.family.name for c in posting.category for h in c.hits for alias in [h.trade] if alias
    )
    by_stack = decide(technologies(posting.stack), favoured | category)
    if by_stack and _fits(by_stack, favoured):
        return "tech_stack", by_stack
    by_text = decide(_often_named(posting.description), favoured | category)
    return ("description", by_text) if by_text and _fits(by_text, favoured) else None


def _fits(decision: RoleDecision, favoured: frozenset[str]) -> bool:
    """Whether the technologies are of the end that the title names, if it names one."""
    unfit = {side for name in favoured for side in _OTHER_END.get(name, ())}
    return decision.family.side not in unfit


def _often_named(clauses: Sequence[Clause]) -> tuple[Hit, ...]:
    """Of a text's technologies, those of the families that it names again and again.

    A text that asks for Java five times and would like some React is about Java.
    """
    hits = technologies(clauses)
    mentions = Counter(h.tech.family.name for c in clauses for h in c.hits if h.tech)
    most = max((mentions[hit.tech.family.name] for hit in hits if hit.tech), default=0)
    return tuple(h for h in hits if h.tech and mentions[h.tech.family.name] * 3 >= most)


def _add_category(evidence: RoleEvidence, posting: _Posting, trade: Trade | None) -> None:
    category = read_trade(posting.category)
    if category is None or (trade and category.family.side == "general"):
        return
    reason = f"The category's {category.hit.text} names {category.family.title}."
    weight = _CATEGORY[category.level]
    evidence.add(category.family, weight, "role_category", [category.hit], reason)


def _add_stack(evidence: RoleEvidence, posting: _Posting, trade: Trade | None) -> None:
    hits = technologies(posting.stack)
    decision = decide(hits) or hinted(hits)
    if decision is None or (trade and trade.family.side == "general"):
        return
    weight = _STACK_BESIDE_TRADE
    if trade is None or trade.level == Strength.RANK:
        # Tags that are mostly not technologies say little of the trade.
        weight = max(_STACK * len(deciding(hits)) / len(posting.stack), _STACK_BESIDE_TRADE)
    evidence.add(decision.family, weight, "tech_stack", decision.deciders, decision.reason)


def _add_mentions(evidence: RoleEvidence, posting: _Posting) -> None:
    """Trades that the text's introduction names, where the title names none for certain."""
    mentions: dict[str, list[Hit]] = {}
    for clause in posting.description:
        if clause.start > _INTRODUCTION:
            break
        trade = read_trade([clause])
        if trade and trade.level == Strength.NAMES and trade.family.side != "general":
            mentions.setdefault(trade.family.name, []).append(trade.hit)
    for name, hits in mentions.items():
        weight = _MENTION * min(len(hits), _MOST_MENTIONS)
        reason = f"The text speaks of {hits[0].text}."
        evidence.add(FAMILIES[name], weight, "description", hits, reason)
