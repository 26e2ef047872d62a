"""How often anything may happen in a conversation before it goes on by itself (pure).

No interview can run for ever, whatever the candidate or a model does: after too many asides the
question is left unanswered, for the team to read; after too much time or too many turns the last
word follows; after some hours the room closes, and the link leads back. None of it depends on what
anybody understood. A candidate who asked for more time, longer pauses or slower speech has
``EASIER`` times as much of everything.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.interviews.accommodations import Accommodations
from core.interviews.assessment.progressive import ProgressiveAssessment

EASIER = 2
"""Factor of the bounds for a candidate who asked for an easier interview."""


class Aside(StrEnum):
    """Something that takes a question no further."""

    REPEAT = "repeat"
    QUESTION = "question"
    LAST_QUESTION = "last_question"
    NOTHING = "nothing"
    THINK = "think"
    PAUSE = "pause"
    TYPING = "typing"
    ADDITION = "addition"
    RETURN = "return"
    NOISE = "noise"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Bound:
    """How often, for one question, and why so often."""

    most: int
    why: str


BOUNDS: dict[Aside, Bound] = {
    Aside.REPEAT: Bound(12, "Who did not hear, on a bad line or with bad ears, asks a few times; "
                            "slower counts as well."),
    Aside.QUESTION: Bound(5, "A question back is answered with the question in the same words, "
                             "which tells nothing new the sixth time."),
    Aside.LAST_QUESTION: Bound(12, "At the end the candidate may ask all that they came to ask."),
    Aside.NOTHING: Bound(5, "Sent without a word, or heard without one: a slip, a bad microphone; "
                            "typing is offered meanwhile."),
    Aside.THINK: Bound(5, "Two minutes each: ten minutes for one question."),
    Aside.PAUSE: Bound(10, "The door, the child, the dog; each may last an hour."),
    Aside.TYPING: Bound(20, "Trying out which of the two works takes a few goes."),
    Aside.ADDITION: Bound(5, "Who speaks before the question is out hears the rest of it."),
    Aside.RETURN: Bound(20, "A reload, another device, a network that breaks down: never the "
                            "candidate's fault, and each costs talk time for the welcome."),
    Aside.NOISE: Bound(15, "A cough stops the voice, which then goes on; a noise that never ends "
                           "stops it no more, and the question gets out."),
    Aside.UNCLEAR: Bound(2, "Who was not understood twice will not be the third time: the answer "
                            "is taken as it was heard, and the team is told."),
}  # fmt: skip
"""The table, for each question anew. Skipping, leaving and answering always lead on, so they have
no bound; nudges come once after each answer or request."""
SILENT = frozenset({Aside.NOISE})
"""Asides that nobody made on purpose: they never leave a question open."""
MOST_ASIDES = 30
"""Asides of all kinds together to one question: nobody needs all of the above at once."""
OVERTIME_SECONDS = 300.0
"""After the planned minutes and these seconds an aside leads to the last word. It does not cut an
answer short."""
LATE_ANSWER_SECONDS = 180.0
"""How long an answer may last in overtime; then it is taken as it is."""
SESSION_SECONDS = 6 * 3_600.0
"""Longest session, pauses included; then the room closes, and the link leads back."""
MOST_FLAGS = 40
"""Remarks to the team in one session, from candidate and model together."""


def most_turns(minutes: int) -> int:
    """Turns of both sides in an interview of ``minutes``: nobody talks faster than ten a minute."""
    return 60 + 10 * minutes


class Outcome(StrEnum):
    """What happens at a bound."""

    LEAVE_OPEN = "leave_open"
    CLOSE = "close"


def ease(wanted: Accommodations) -> int:
    """Factor of the bounds for a candidate who asked for ``wanted``."""
    easier = wanted.more_time or wanted.longer_pauses or wanted.slower_speech
    return EASIER if easier else 1


def within(assessment: ProgressiveAssessment, aside: Aside, times: int = 1) -> bool:
    """Whether ``aside`` came no more often than the open question allows."""
    return assessment.asides.get(aside, 0) <= BOUNDS[aside].most * times


def asides_of(assessment: ProgressiveAssessment) -> int:
    """The candidate's asides to the open question, of all kinds together."""
    return sum(count for kind, count in assessment.asides.items() if kind not in SILENT)


def outcome(
    assessment: ProgressiveAssessment, aside: Aside, turns: int, times: int = 1
) -> Outcome | None:
    """What follows an ``aside`` that is counted already; None if it is allowed.

    Args:
        assessment: the state with the aside counted, and the time of it.
        turns: of the interview so far.
        times: factor of the bounds, see ``ease``.
    """
    late = assessment.elapsed > assessment.minutes * 60 + OVERTIME_SECONDS
    late = late or turns >= most_turns(assessment.minutes) * times
    if late and aside is not Aside.LAST_QUESTION:  # which is answered with the goodbye then
        return Outcome.CLOSE
    many = asides_of(assessment) > MOST_ASIDES * times
    if many or not within(assessment, aside, times):
        return Outcome.LEAVE_OPEN
    return None


def overlong(assessment: ProgressiveAssessment, elapsed: float, asked_at: float) -> bool:
    """Whether an answer that is still going on is to end.

    ``elapsed`` (now) and ``asked_at`` (when its question was asked) are seconds of talk.
    """
    late = elapsed > assessment.minutes * 60 + OVERTIME_SECONDS
    return late and elapsed - asked_at > LATE_ANSWER_SECONDS
