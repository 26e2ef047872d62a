"""Counts asides to the open question, and goes on without an answer after too many."""

from core.interviews.assessment.directive import ASKING
from core.models import ConcernKind
from core.realtime.session import bounds
from core.realtime.session.bounds import Aside, Outcome
from core.realtime.session.interviewer import Interviewer
from core.realtime.session.progress import Progress
from core.text.dates import many


class Asides:
    """Keeps the conversation within the bounds of ``core.realtime.session.bounds``.

    Attributes:
        times: factor of the bounds, see ``bounds.ease``.
    """

    def __init__(self, progress: Progress, interviewer: Interviewer) -> None:
        self.times = 1
        self._progress, self._interviewer = progress, interviewer

    def count(self, aside: Aside) -> None:
        """Count something that takes the open question no further."""
        progress = self._progress
        progress.assessment = progress.assessment.aside(aside, progress.clock.elapsed)

    def within(self, aside: Aside) -> bool:
        """Whether as much of ``aside`` as was counted is in bounds."""
        return bounds.within(self._progress.assessment, aside, self.times)

    def spares(self, aside: Aside) -> bool:
        """Whether one more ``aside`` would be in bounds; nothing is counted."""
        progress = self._progress
        state = progress.assessment.aside(aside, progress.clock.elapsed)
        turns = len(progress.transcript.turns)
        return bounds.outcome(state, aside, turns, self.times) is None

    async def allows(self, aside: Aside) -> bool:
        """Count ``aside``; False where it was one too many and the interview has gone on."""
        progress = self._progress
        if progress.done:
            return True
        self.count(aside)
        turns = len(progress.transcript.turns)
        outcome = bounds.outcome(progress.assessment, aside, turns, self.times)
        if outcome is not None:
            await self._leave_open(outcome)
        return outcome is None

    @property
    def overlong(self) -> bool:
        """Whether an answer that is going on now is to be taken as it is."""
        progress = self._progress
        return bounds.overlong(progress.assessment, progress.clock.elapsed, progress.asked_at)

    async def _leave_open(self, outcome: Outcome) -> None:
        """Go on without an answer to the open question, say so once, and tell the team."""
        interviewer, script = self._interviewer, self._progress.script
        await interviewer.delivery.stop(cut_in=True)
        left, elapsed = self._progress.assessment, self._progress.clock.elapsed
        if left.current.kind not in ASKING:
            await interviewer.go_on(left.end(elapsed), script.passed_on())
            return
        asides = bounds.asides_of(left)
        said = script.left_open(first=not left.left_open)
        left = left.left(asides)
        note = (
            f"Question {left.current.number} was left unanswered after {many(asides, 'request')}."
        )
        await self._progress.transcript.flag(ConcernKind.OTHER, note)
        if outcome is Outcome.CLOSE:
            await interviewer.go_on(left.wrap_up(elapsed), script.time_is_up())
        else:
            await interviewer.go_on(left.pass_on(elapsed), said)
