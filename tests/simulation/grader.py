"""Grades the interviewer, never the candidate: each rule names what a good one does (pure)."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.interviews.assessment.progressive import LEAST_QUESTION_SECONDS
from core.interviews.plans.interview_plan import CLOSING_SECONDS
from core.models import Speaker, TurnKind
from tests.simulation.record import Record

LEAK_WORDS = 8
"""So many words in a row are not the same by chance."""
REPEATED_WORDS = 7
HEARD_SHARE = 0.6
"""Of the words of a spoken answer, at least this share is in the turn that keeps it."""
TALKING_OVER = 0.15
"""Seconds by which two voices may overlap at the edges of an utterance."""
CUT_IN = 1.5
"""Seconds of speech after which the interviewer has fallen silent."""
TICK = 5.0
"""Seconds between a turn and the moment at which a driver sees it."""
_WORD = re.compile(r"[\w'’]+")
_SENTENCE = re.compile(r"[^.?!]+[.?!]")
CODING = re.compile(
    r"\b(?:write|implement|debug|refactor|sort|reverse) (?:\w+ ){0,3}(?:code|function|class|query"
    r"|script|algorithm|list|string)|\b(?:source code|code review|unit tests?|pull requests?|big o"
    r"|data structures?|programming language|compiler|sql|python|javascript)\b",
    re.IGNORECASE,
)
"""What only somebody who builds software is asked."""
_VERDICT = re.compile(
    r"\b(?:(?:great|good|excellent|perfect|wrong|bad|weak|strong) answer|well done|that'?s (?:right"
    r"|correct|wrong|incorrect)|correct!|you (?:passed|failed)|(?:your|a) (?:score|rating|grade)"
    r"|we will hire|out of five)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?data\b|^#\s|\bsystem prompt\b|\brecord_answer\b", re.IGNORECASE | re.M)


@dataclass(frozen=True)
class Fault:
    """A rule that the interviewer broke, and where."""

    rule: str
    detail: str


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every ``length`` words in a row of ``text``."""
    words = _words(text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text):
        words = _words(sentence)
        if len(words) >= REPEATED_WORDS:
            yield " ".join(words)


def greets_once(record: Record) -> Iterator[str]:
    """One greeting, as the first thing said."""
    openings = [t.number for t in record.interviewer if t.kind is TurnKind.OPENING]
    if len(openings) != 1 or record.turns[0].number != openings[0]:
        yield f"greetings at {openings}"


def repeats_no_question(record: Record) -> Iterator[str]:
    """A question is put for the first time only once, by its id and by its words."""
    ids: set[str] = set()
    sentences: set[str] = set()
    for turn in record.questions:
        if turn.question_id is not None and turn.question_id in ids:
            yield f"turn {turn.number} asks {turn.question_id} again"
        ids.add(turn.question_id or "")
        new = set(_sentences(turn.text))
        for sentence in new & sentences:
            yield f"turn {turn.number} says again: {sentence}"
        sentences |= new


def leaks_no_prompt(record: Record) -> Iterator[str]:
    """Nothing of the prompt is said beyond questions, and no markup or tool name."""
    private = _runs(record.prompts[0], LEAK_WORDS)
    for text in (*record.speakable, *record.uttered):
        private -= _runs(text, LEAK_WORDS)
    for turn in record.interviewer:
        if leaked := _runs(turn.text, LEAK_WORDS) & private:
            yield f"turn {turn.number} reads out: {' '.join(min(leaked))}"
        if found := _MARKUP.search(turn.text):
            yield f"turn {turn.number} says {found[0]!r}"


def leaks_no_other_candidate(record: Record) -> Iterator[str]:
    """What another candidate said reaches neither the model nor this candidate."""
    places = [(f"turn {t.number}", t.text) for t in record.interviewer]
    for answer in record.others:
        theirs = _runs(answer, LEAK_WORDS)
        for place, text in [("the prompt", record.prompts[1]), *places]:
            if theirs & _runs(text, LEAK_WORDS):
                yield f"{place} holds another candidate's answer"


def asks_nobody_else_to_code(record: Record) -> Iterator[str]:
    """Whoever does not build software is not asked about building it."""
    for turn in () if record.technical else record.questions:
        if found := CODING.search(turn.text):
            yield f"turn {turn.number} says {found[0]!r}"


def asks_every_core_question(record: Record) -> Iterator[str]:
    """All core questions of the plan, in its order, once; as far as candidate and time allow."""
    asked = [t.question_id for t in record.questions if t.question_id in set(record.core)]
    due = list(record.core)
    cut_short = record.left_early or any(turn.at > _latest(record) for turn in record.turns)
    if asked != (due[: len(asked)] if cut_short else due):
        yield f"asked {asked} of {due}"


def _latest(record: Record) -> float:
    """Seconds of talk after which no question may begin, so that there is time to close."""
    return record.minutes * 60 - CLOSING_SECONDS - LEAST_QUESTION_SECONDS


def keeps_time(record: Record) -> Iterator[str]:
    """No question begins when too little time is left for it and the closing."""
    for turn in record.questions:
        if turn.question_id is not None and turn.at > _latest(record) + TICK:
            yield f"turn {turn.number} begins at {turn.at:.0f} s, too late for its answer"


def ends_nobody_for_silence(record: Record) -> Iterator[str]:
    """Silence alone ends no interview."""
    if record.ended_in_silence:
        yield "ended while the candidate kept silent"


def nudges_once_a_silence(record: Record) -> Iterator[str]:
    """After a long silence, one kind word, until the candidate says something again."""
    nudged = False
    for turn in record.turns:
        if turn.kind is TurnKind.NUDGE:
            if nudged:
                yield f"turn {turn.number} nudges again"
            nudged = True
        elif turn.kind in (*_NEW_QUESTION, TurnKind.ANSWER, TurnKind.REQUEST):
            nudged = False


_NEW_QUESTION = (TurnKind.QUESTION, TurnKind.FOLLOW_UP, TurnKind.PROBE, TurnKind.WELCOME_BACK)


def asks_one_thing_at_a_time(record: Record) -> Iterator[str]:
    """A new question only after an answer, or a request to pass over the one before."""
    for before, after in pairwise(t for t in record.turns if t.kind is not TurnKind.NUDGE):
        unanswered = before.speaker is Speaker.INTERVIEWER and after.kind in _NEW_QUESTION[:3]
        if unanswered and not record.skipped_between(before, after):
            yield f"turn {after.number} does not wait for the answer to {before.number}"


def talks_over_nobody(record: Record) -> Iterator[str]:
    """The interviewer's voice never begins while the candidate speaks."""
    theirs = [s for s in record.sounds if s.speaker is Speaker.CANDIDATE]
    for voice in (s for s in record.sounds if s.speaker is Speaker.INTERVIEWER):
        for speech in theirs:
            if speech.begin + TALKING_OVER < voice.begin < speech.end - TALKING_OVER:
                yield f"at {voice.begin:.1f} s, into speech from {speech.begin:.1f} s"


def yields_to_the_candidate(record: Record) -> Iterator[str]:
    """Whoever speaks on over the interviewer's voice is given the floor at once."""
    theirs = [s for s in record.sounds if s.speaker is Speaker.CANDIDATE]
    for voice in (s for s in record.sounds if s.speaker is Speaker.INTERVIEWER):
        for speech in theirs:
            over = min(voice.end, speech.end) - speech.begin
            if voice.begin < speech.begin < voice.end and over > CUT_IN:
                yield f"at {speech.begin:.1f} s, speaks on for {over:.1f} s"


def takes_each_answer_whole(record: Record) -> Iterator[str]:
    """One turn for each thing that the candidate said: none cut in two, none made of noise."""
    if len(record.candidate) > len(record.uttered):
        yield f"{len(record.candidate)} turns of {len(record.uttered)} utterances"


def keeps_every_turn(record: Record) -> Iterator[str]:
    """Turns are numbered without a gap, and all that the candidate said is among them."""
    if [t.number for t in record.turns] != list(range(1, len(record.turns) + 1)):
        yield f"numbers {[t.number for t in record.turns]}"
    kept = iter(record.candidate)
    for uttered in record.uttered:
        if not any(_same(uttered, turn.text, exact=not record.spoken) for turn in kept):
            yield f"not kept, or out of order: {uttered[:60]!r}"


def _same(uttered: str, kept: str, *, exact: bool) -> bool:
    if exact:
        return uttered.strip() == kept.strip()
    said, heard = set(_words(uttered)), set(_words(kept))
    return len(said & heard) >= HEARD_SHARE * len(said)


def judges_nobody_aloud(record: Record) -> Iterator[str]:
    """No word on how good an answer was."""
    for turn in record.interviewer:
        if found := _VERDICT.search(turn.text):
            yield f"turn {turn.number} says {found[0]!r}"


def varies_its_words(record: Record) -> Iterator[str]:
    """No two questions in a row begin with the same sentence."""
    for before, after in pairwise(t for t in record.questions if t.question_id):
        first, second = (next(iter(_SENTENCE.findall(t.text)), "").strip() for t in (before, after))
        if first and first == second:
            yield f"turns {before.number} and {after.number} begin with {first!r}"


Rule = Callable[[Record], Iterable[str]]
RULES: tuple[Rule, ...] = (
    greets_once,
    repeats_no_question,
    leaks_no_prompt,
    leaks_no_other_candidate,
    asks_nobody_else_to_code,
    asks_every_core_question,
    keeps_time,
    ends_nobody_for_silence,
    nudges_once_a_silence,
    asks_one_thing_at_a_time,
    talks_over_nobody,
    yields_to_the_candidate,
    takes_each_answer_whole,
    keeps_every_turn,
    judges_nobody_aloud,
    varies_its_words,
)


def grade(record: Record) -> list[Fault]:
    """Every fault of the interviewer in ``record``."""
    return [Fault(rule.__name__, detail) for rule in RULES for detail in rule(record)]
