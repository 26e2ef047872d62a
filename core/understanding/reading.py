"""The reading of an utterance by phrases alone, without a model.

Each clause is laid out with phrases. An act counts where hardly a word of its clause is left over:
"I like to stop this kind of failure early" holds a phrase of stopping, and is an answer. Words that
no phrase explains are the account; a long one beside a request is the answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.understanding.acts import URGENT, DialogueAct
from core.understanding.phrase_files import Phrase, phrases
from core.understanding.words import Sentence, length, sentences

_ORDER = tuple(DialogueAct)
MOST_WORDS = 30
"""A clause longer than this says more than a request does; it is not searched."""
END = 500
"""Characters that are read of the beginning of a long text, and of its end."""
_ENOUGH = 4
"""So many words that no phrase explains are an account of something."""
_ALONE = 1
"""So many words may stand beside a phrase that counts alone."""
_LONG = 12
"""An account as long as this is an answer, also where the last sentence asks for help with it."""
_IN_THE_END = frozenset(
    {
        DialogueAct.REPEAT, DialogueAct.CLARIFY, DialogueAct.TECHNICAL_TROUBLE, DialogueAct.PAUSE,
        DialogueAct.SKIP,
    }
)  # fmt: skip
"""Who ends with one of these is not done with the question, whatever was said before it."""


@dataclass(frozen=True)
class Reading:
    """The acts of an utterance, the first one first, and how many words no phrase explains."""

    acts: tuple[DialogueAct, ...]
    account: int
    last: frozenset[DialogueAct]
    """The acts of the last sentence."""


def acts_in(text: str, *, question: str = "", language: str = "en") -> tuple[DialogueAct, ...]:
    """All that ``text`` does, the most pressing first: two requests, an answer and a question.

    Arguments as in ``dialogue_act``, whose result comes first. Never empty.
    """
    read = read_phrases(_ends(text))
    first = _first(read)
    more = (DialogueAct.ANSWER,) if read.account >= _ENOUGH else ()
    return tuple(dict.fromkeys((first, *read.acts, *more)))


def dialogue_act(text: str, *, question: str = "", language: str = "en") -> DialogueAct:
    """What the candidate does by saying ``text`` in reply to ``question``.

    ``language`` is the interview's; phrases of every language are known in every interview.
    """
    return acts_in(text, question=question, language=language)[0]


def _ends(text: str) -> str:
    """``text``, or the two ends of a long one: what is asked for stands in one of them."""
    return text if len(text) <= 2 * END else f"{text[:END]}\n{text[-END:]}"


def read_phrases(text: str) -> Reading:
    """What the phrases make of ``text``."""
    said = sentences(text)
    read = [_sentence(sentence) for sentence in said]
    account = sum(left for _, left in read)
    acts = {a for found, _ in read for a, alone in found.items() if not alone or account <= _ALONE}
    last = frozenset(read[-1][0]) if read else frozenset[DialogueAct]()
    if length(" ".join(c for s in said for c in s.clauses)) <= 1 and not acts:
        acts = _of_one_word(said)
    return Reading(tuple(a for a in _ORDER if a in acts), account, last)


def _of_one_word(said: list[Sentence]) -> set[DialogueAct]:
    """A single sign such as "1" comes of somebody who tries whether anything arrives."""
    letters = "".join(clause for sentence in said for clause in sentence.clauses)
    return {DialogueAct.TECHNICAL_TROUBLE} if len(letters) == 1 else set()


def _first(read: Reading) -> DialogueAct:
    """The act that is answered first."""
    if not read.acts:
        return DialogueAct.ANSWER
    first = read.acts[0]
    if first in URGENT or first is DialogueAct.UNFINISHED or read.account < _ENOUGH:
        return first
    if first in _IN_THE_END and first in read.last and read.account < _LONG:
        return first
    return DialogueAct.ANSWER


def _sentence(sentence: Sentence) -> tuple[dict[DialogueAct, bool], int]:
    """Acts of a sentence (True: only if nothing else is said) and the words left over."""
    acts: dict[DialogueAct, bool] = {}
    account = 0
    for clause in sentence.clauses:
        found, left = _clause(clause)
        acts |= {act: alone and acts.get(act, True) for act, alone in found.items()}
        account += left
    if sentence.asks and not acts and 2 <= account <= MOST_WORDS:
        return {DialogueAct.CANDIDATE_QUESTION: False}, 0
    return acts, account


def _clause(clause: str) -> tuple[dict[DialogueAct, bool], int]:
    """Acts of a clause and the words left over."""
    words = length(clause)
    if words > MOST_WORDS:
        return {}, words
    laid = _laid(clause, phrases())
    rest = list(clause)
    for start, end, _ in laid:
        rest[start:end] = " " * (end - start)
    left = length("".join(rest))
    acts: dict[DialogueAct, bool] = {}
    for start, end, phrase in laid:
        if phrase.act and left * _SPARED[phrase.act in URGENT] <= length(clause[start:end]):
            acts[phrase.act] = phrase.alone and acts.get(phrase.act, True)
    return acts, 0 if acts else left


_SPARED = {True: 8, False: 3}
"""An act needs so many words of its phrase for one that is left over in its clause."""


def _laid(clause: str, known: Iterable[Phrase]) -> list[tuple[int, int, Phrase]]:
    """The longest phrases of ``clause`` that do not overlap, as start, end and phrase."""
    found = [(m.start(), m.end(), p) for p in known for m in p.found.finditer(clause) if m[0]]
    found.sort(key=lambda part: (part[0] - part[1], part[2].act is None, part[2].alone))
    laid: list[tuple[int, int, Phrase]] = []
    for start, end, phrase in found:
        if all(end <= other or start >= stop for other, stop, _ in laid):
            laid.append((start, end, phrase))
    return laid
