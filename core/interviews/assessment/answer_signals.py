"""What an answer says of its level where no language model listens (pure).

The form of an answer (its length, its words) says nothing reliable about how good it is. Only
"I have not done that" moves the level; it is no grade.
"""

import re

from core.interviews.assessment.topics import Signal

MOST_WORDS = 27
"""A longer answer says more than that something was not done."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_BETWEEN = r"(?:[^\W\d_]+ ){0,3}"
_NOT_DONE = {
    "en": (
        r"(?:don't|do not|didn't|did not) (?:really )?(?:know|remember)",
        r"no (?:real |practical )?(?:idea|experience)",
        r"(?:don't|do not) have (?:any )?(?:experience|idea)",
        rf"(?:never|haven't|have not|hadn't|had not) {_BETWEEN}"
        r"(?:used|done|worked|tried|dealt|come across|had to)",
        r"not familiar",
    ),
    "de": (
        r"weiss (?:ich )?(?:das |es |leider )*nicht",
        r"keine (?:ahnung|erfahrung)",
        rf"(?:nie|niemals|nicht) {_BETWEEN}(?:gemacht|benutzt|verwendet|gearbeitet)",
    ),
    "fr": (
        r"(?:ne |n'en )?sais pas",
        r"(?:aucune|pas d') ?(?:idée|expérience)",
        rf"n'(?:ai|avais|y ai) (?:encore )?(?:jamais|pas) {_BETWEEN}(?:fait|utilisé|travaillé)",
    ),
    "es": (
        r"no (?:lo |la )?(?:sé|recuerdo)",
        r"(?:ninguna|sin|no tengo) (?:experiencia|idea)",
        rf"(?:nunca|no) (?:lo |la |los |las )?(?:he|había) {_BETWEEN}"
        r"(?:hecho|usado|utilizado|trabajado)",
        r"nunca (?:hice|usé|utilicé|trabajé)",
    ),
}
"""Language -> clauses that say so; an answer may be typed in any of them."""
_SAID = re.compile(rf"(?<!\w)(?:{'|'.join(c for all_ in _NOT_DONE.values() for c in all_)})(?!\w)")


def says_not_done(answer: str) -> bool:
    """Whether ``answer`` says that the candidate has not done or does not know it, and no more.

    Read in English, German, French and Spanish.
    """
    text = answer.casefold().replace("\u2019", "'")
    return len(_WORD.findall(text)) <= MOST_WORDS and _SAID.search(text) is not None


def signal_of(answer: str) -> Signal:
    """How far ``answer`` goes as the program can tell: ``WEAK`` if it was not done, else open."""
    return Signal.WEAK if says_not_done(answer) else Signal.MIXED
