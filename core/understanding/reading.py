"""The reading of an utterance: phrases first, then what it means.

Each clause is laid out with phrases. An act counts where hardly a word of its clause is left over:
"I like to stop this kind of failure early" holds a phrase of stopping, and is an answer. Words that
no phrase explains are the account; a long one beside a request is the answer. What no phrase
explains is read by its embedding; see docs/decisions/0009-what-was-said.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.understanding.acts import URGENT, DialogueAct
from core.understanding.classifier import likelihoods
from core.understanding.phrase_files import Phrase, phrases
from core.understanding.words import Sentence, bare, length, sentences

_ORDER = tuple(DialogueAct)
MOST_WORDS = 30
"""A clause longer than this says more than a request does; it is not searched."""
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


def dialogue_act(text: str, *, question: str = "", language: str = "en") -> DialogueAct:
    """What the candidate does by saying ``text`` in reply to ``question``.

    ``language`` is the interview's; phrases of every language are known in every interview. Takes
    some 30 ms on one core, the first time a second more.
    """
    return acts_in(text, question=question, language=language)[0]


def acts_in(text: str, *, question: str = "", language: str = "en") -> tuple[DialogueAct, ...]:
    """All that ``text`` does, the most pressing first: two requests, an answer and a question.

    Arguments as in ``dialogue_act``, whose result comes first. Never empty.
    """
    found = by_phrases(text)
    if not 2 <= length(bare(text)) <= MOST_WORDS:
        return found
    return tuple(dict.fromkeys((weighed(found, likelihoods(text)), *found)))


def weighed(found: tuple[DialogueAct, ...], likely: Mapping[DialogueAct, float]) -> DialogueAct:
    """The act, by what the phrases found and how likely each act is by the meaning.

    Phrases have the first word, unless the meaning is clearly an answer. Where they found nothing,
    an urgent act needs to be likelier than others.
    """
    best = max(likely, key=lambda act: likely[act])
    answer = likely[DialogueAct.ANSWER]
    if found[0] is DialogueAct.CANDIDATE_QUESTION and best not in URGENT:
        return best if answer < _CLEARLY and likely[best] >= _ELSE else found[0]
    if found[0] not in (DialogueAct.ANSWER, DialogueAct.CANDIDATE_QUESTION):
        doubt = _SURELY if found[0] in URGENT else _CLEARLY
        return found[0] if answer < doubt else DialogueAct.ANSWER
    if best in URGENT and (likely[best] < _URGENT or answer > _HARDLY):
        return found[0]
    return best if best in URGENT or (len(found) == 1 and likely[best] >= _ELSE) else found[0]


_SURELY, _CLEARLY, _HARDLY = 0.9, 0.6, 0.1
"""An answer this likely overrules the phrases of an urgent act, and of another one; and the most
that an urgent act without phrases leaves to it."""
_URGENT, _ELSE = 0.6, 0.4
"""So likely an act has to be where no phrase was found."""


def by_phrases(text: str) -> tuple[DialogueAct, ...]:
    """``acts_in`` by phrases alone."""
    read = read_phrases(text)
    first = _first(read)
    more = (DialogueAct.ANSWER,) if read.account >= _ENOUGH else ()
    return tuple(dict.fromkeys((first, *read.acts, *more)))


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
