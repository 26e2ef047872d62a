"""Reads which trade a category or a job title names."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.roles.reading import Clause, Hit
from core.roles.table import Family, Strength
from core.roles.words import HEAD_NOUNS, YIELDING

_BOUNDARY = re.compile(r"\b(?:to|for|at|and|und|et|y|e|и)\b|[&+和与]", re.IGNORECASE)
_HEAD_LAST = frozenset({"en", "zh"})


class Trade(NamedTuple):
    """The trade that a phrase names, how strongly, and the hit that says so."""

    family: Family
    level: Strength
    hit: Hit


def read_trade(clauses: Iterable[Clause]) -> Trade | None:
    """The trade that a category or a title names: the strongest word, the first of equals."""
    best: Trade | None = None
    for clause in clauses:
        trade = _clause_trade(clause)
        if trade and (best is None or trade.level > best.level):
            best = trade
    return best


def _clause_trade(clause: Clause) -> Trade | None:
    trades = [Trade(h.trade.family, h.trade.strength, h) for h in clause.hits if h.trade]
    foreign = [trade for trade in trades if trade.family.name == "other_trade"]
    if foreign:
        # Beside another trade's word, a word that trades share says nothing: "bridge design".
        certain = [t for t in trades if t.level == Strength.NAMES and not _yields(t)]
        trades = certain or foreign
    if not trades:
        return None
    level = max(trade.level for trade in trades)
    return _head(clause, [trade for trade in trades if trade.level == level])


def _yields(trade: Trade) -> bool:
    return trade.hit.trade is not None and trade.hit.trade.text in YIELDING


def _head(clause: Clause, trades: Sequence[Trade]) -> Trade:
    """Of several trades in one phrase, the one that the phrase is about.

    English and Chinese put it last ("marketing designer") and name people by a head noun
    ("data engineer"); the other languages put it first ("ingénieur commercial"). Of two trades
    joined by "and" the first counts, and what follows "to" or "for" is not the trade
    ("assistant to the CEO").
    """
    chosen = list(_before_boundary(clause, trades))
    chosen = [trade for trade in chosen if names_people(trade)] or chosen
    languages = {trade.hit.trade.language for trade in chosen if trade.hit.trade}
    return chosen[-1] if languages <= _HEAD_LAST else chosen[0]


def _before_boundary(clause: Clause, trades: Sequence[Trade]) -> Iterable[Trade]:
    first = trades[0].hit
    for trade in trades:
        between = clause.text[first.end - clause.start : max(trade.hit.start - clause.start, 0)]
        if _BOUNDARY.search(between):
            return
        yield trade


def names_people(trade: Trade) -> bool:
    """Whether the word names people of the trade ("engineer") rather than its field ("IT")."""
    return trade.hit.trade is not None and trade.hit.trade.text.split()[-1] in HEAD_NOUNS
