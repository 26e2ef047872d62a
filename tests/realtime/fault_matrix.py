"""Every fault of the endpoint in a whole interview: ``python -m tests.realtime.fault_matrix``.

Prints what the candidate saw and what was kept; the test beside it holds the program to it.
"""

import asyncio
import itertools
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.models import TurnKind
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.session.room import RoomState
from core.settings import Settings
from db.engine import Sessions
from tests.factories import ready_interview
from tests.own_database import own_database
from tests.realtime.fake_realtime import FakeRealtime, Fault, Script
from tests.realtime.fake_realtime.script import Kind, Moment
from tests.realtime.spoken_interview import SpokenInterview

CONFIG = replace(OpenAIConfig.of(Settings(_env_file=None)), stall_seconds=2, tries=3)
"""As deployed, but for a stall that is noticed after two seconds and not after eight."""
_SCRIPT = Script(seconds_a_word=0.03)
_ASKED = (TurnKind.OPENING, TurnKind.QUESTION, TurnKind.FOLLOW_UP, TurnKind.PROBE)
_MOMENTS: dict[Moment, str] = {
    "speak": "as a line is asked for",
    "guess": "in the middle of a guess",
    "reply": "in the middle of a line",
    "commit": "as an answer ends",
    "judge": "as an answer is judged",
}
_KINDS: dict[str, tuple[Kind, object, str]] = {
    "1001 going away": ("close", 1001, ""),
    "1006 broken off": ("abort", None, ""),
    "1011 internal error": ("close", 1011, ""),
    "session_expired": ("error", "session_expired", ""),
    "stalled, no close": ("stall", None, ""),
    "malformed frames": ("malformed", None, ""),
    "429 in a response": ("failed", "rate_limit_exceeded", ""),
    "quota used up": ("error", "insufficient_quota", ""),
    "key revoked": ("error", "invalid_api_key", ""),
}
_GUESSED = ("1006 broken off", "session_expired", "stalled, no close", "quota used up")
"""Of each way to be lost, one strikes a guess as well."""


@dataclass(frozen=True)
class Row:
    """One fault at one moment; ``fatal`` if nothing can bring the endpoint back."""

    name: str
    at: Moment
    fatal: bool

    def fault(self) -> Fault:
        """The fault, in the second of such moments: in mid-interview."""
        kind, code, reason = _KINDS[self.name]
        return Fault(kind, self.at, code, skip=1, reason=reason)

    @property
    def script(self) -> Script:
        """The endpoint's: an answer is judged before a guess is whole, or after."""
        guessed = self.at == "guess"
        return replace(_SCRIPT, faults=[self.fault()], think=0.1 * guessed, halts=not guessed)

    @property
    def config(self) -> OpenAIConfig:
        """As deployed; a line is asked for if it was not guessed."""
        return replace(CONFIG, guesses=0) if self.at == "speak" else CONFIG


@dataclass(frozen=True)
class Outcome:
    """What came of an interview.

    Attributes:
        struck: whether the fault came to pass.
        saw: the states around the fault, as the candidate's page showed them.
        given: answers that the candidate gave.
        kept: those of them that stand in Postgres, once each and in order.
        asked: questions asked, without repetitions that the room shows as such.
        twice: questions among them that were asked more than once.
        again: lines that were said again, because half of them was lost.
        stale: 20 ms pieces of the voice that were heard after a later line had begun.
        seconds: from the loss until the talk went on; None where nothing was lost.
    """

    struck: bool
    saw: tuple[RoomState, ...]
    given: int
    kept: int
    asked: int
    twice: int
    again: int
    stale: int
    seconds: float | None
    completed: bool
    notices: tuple[str, ...]


ROWS = tuple(
    Row(name, at, fatal=name in ("quota used up", "key revoked"))
    for name, at in itertools.product(_KINDS, _MOMENTS)
    if not (name == "429 in a response" and at in ("guess", "reply", "commit"))
    if at != "guess" or name in _GUESSED
)


async def outcome_of(row: Row | None, sessions: Sessions, interview_id: uuid.UUID) -> Outcome:
    """Play a whole interview with the fault of ``row``, or with none."""
    script, config = (row.script, row.config) if row else (_SCRIPT, CONFIG)
    async with FakeRealtime(script) as server:
        spoken = SpokenInterview(server, sessions, interview_id)
        await spoken.run(config=config)
        assert server.violations == []
    answers = [a for a in spoken.texts(TurnKind.ANSWER) if a in spoken.answers]
    questions = Counter(spoken.texts(*_ASKED))
    return Outcome(
        struck=not any(fault.times for fault in script.faults),
        saw=_around_the_loss(spoken.states),
        given=spoken.answered,
        kept=_kept(answers, spoken.given),
        asked=len(questions),
        twice=sum(count > 1 for count in questions.values()),
        again=len(spoken.texts(TurnKind.REPEAT)),
        stale=spoken.heard.stale,
        seconds=spoken.outage,
        completed=spoken.states[-1] is RoomState.COMPLETED,
        notices=tuple(dict.fromkeys(str(v.notice) for v in spoken.views if v.notice)),
    )


def _kept(found: list[str], given: list[str]) -> int:
    """How many of ``given`` were found; ``found`` may hold nothing else and no other order."""
    rest = iter(given)
    assert all(answer in rest for answer in found), f"{found} out of {given}"
    return len(found)


def _around_the_loss(states: list[RoomState]) -> tuple[RoomState, ...]:
    if RoomState.RECONNECTING not in states:
        return ()
    at = states.index(RoomState.RECONNECTING)
    return tuple(states[max(0, at - 1) : at + 2])


def _cells(row: Row | None, outcome: Outcome) -> tuple[str, ...]:
    saw = " > ".join(outcome.saw) or "nothing of it"
    return (
        row.name if row else "none",
        _MOMENTS[row.at] if row else "",
        saw + (f" ({', '.join(outcome.notices)})" if outcome.notices else ""),
        "" if outcome.seconds is None else f"{outcome.seconds:.2f}",
        f"{outcome.kept} of {outcome.given}",
        f"{outcome.asked}, {outcome.twice} twice",
        str(outcome.again),
        str(outcome.stale),
        "yes" if outcome.completed else "NO",
    )


def table(run: Callable[[Row | None], Outcome]) -> list[str]:
    """The matrix as lines of a Markdown table."""
    head = (
        "Fault", "When", "The candidate saw", "Back after s", "Answers kept", "Questions",
        "Said again", "Stale frames", "Completed",
    )  # fmt: skip
    rows = [_cells(row, run(row)) for row in (None, *ROWS)]
    return ["| " + " | ".join(cells) + " |" for cells in (head, ("---",) * len(head), *rows)]


def main() -> None:
    """Print the matrix, from interviews on a Postgres of its own."""
    with own_database() as sessions:

        def run(row: Row | None) -> Outcome:
            with sessions.begin() as db:
                interview_id = ready_interview(db, None).id
            return asyncio.run(outcome_of(row, sessions, interview_id))

        print("\n".join(table(run)))


if __name__ == "__main__":
    main()
