"""What the interviewer says: each utterance is kept as a turn before any of it is heard."""

from core.interviews.assessment.directive import ASKING, Directive
from core.interviews.assessment.progressive import ProgressiveAssessment
from core.models import Speaker, TurnKind
from core.realtime.media.recorder import Recorder
from core.realtime.media.speech_buffer import SpeechBuffer
from core.realtime.models.model import RealtimeModel, Utterance
from core.realtime.session.candidate_questions import Told, told
from core.realtime.session.delivery import Delivery
from core.realtime.session.progress import Progress
from core.realtime.session.records import NewTurn
from core.realtime.session.room import RoomState
from core.realtime.session.script import TURN_KINDS
from core.realtime.session.speech_output import SpeechOutput


class Interviewer:
    """Says what the interview needs next, in the script's words.

    Attributes:
        speech_output: the interviewer's voice.
        delivery: of the utterance that is being said, or was said last.
        audible: whether audio flows to the candidate.
        always_slow: whether the candidate asked for slower speech in the whole interview.
    """

    def __init__(
        self, progress: Progress, model: RealtimeModel, voice: SpeechBuffer, recorder: Recorder
    ) -> None:
        self.speech_output = SpeechOutput(model, voice)
        self.delivery = Delivery(self.speech_output, progress.transcript)
        self.audible = self.always_slow = False
        self._progress, self._recorder = progress, recorder
        self._closing = False

    async def say(self, kind: TurnKind, text: str, about: Directive | None = None) -> None:
        """Speak a turn; it is kept, with the state to go on from, before any of it is heard.

        The model is asked for the words while they are being kept: what it makes meanwhile waits
        in the session's inbox. While the database is away it is silent, and is asked again.
        """
        progress = self._progress
        transcript, minutes = progress.transcript, progress.view.seconds_left / 60
        new = NewTurn(Speaker.INTERVIEWER, kind, text, about, progress.assessment)
        self.delivery.keep(new, self._begin)
        self.speech_output.audible = self.audible and progress.view.voice
        await self.speech_output.say(text, kind, about, minutes)
        if not await transcript.kept_soon():
            await self.speech_output.stop()
            await transcript.kept()
            await self.speech_output.say(text, kind, about, minutes)

    def _begin(self, number: int) -> None:
        """The turn is kept: from now on it is the interviewer's, for whoever looks."""
        self._recorder.voice_begins(number)
        self._progress.show(state=RoomState.SPEAKING, partial="")

    # --- the open question ---

    async def greet(self) -> None:
        """Greet the candidate and ask the first question."""
        current = self._progress.current
        await self.say(TurnKind.OPENING, self._progress.script.opening(current), current)

    async def welcome_back(self) -> None:
        """After an interruption, with the question that was open."""
        self._progress.clock.start()
        current = self._progress.current
        await self.say(TurnKind.WELCOME_BACK, self._progress.script.welcome_back(current), current)

    async def introduce_fallback_model(self, *, planned: bool = False) -> None:
        """Say that another interviewer goes on, with the question that was open."""
        current = self._progress.current
        words = self._progress.script.fallback(current, planned=planned)
        await self.say(TurnKind.WELCOME_BACK, words, current)

    async def say_again(self) -> None:
        """Say once more what was lost on its way: the question, or the farewell."""
        kind = TurnKind.CLOSING if self._progress.done else TurnKind.REPEAT
        await self.say(kind, self._progress.question, self._progress.current)

    async def repeat(self, *, slow: bool = False) -> None:
        """Say the open question again."""
        self.speech_output.slow = slow or self.always_slow
        await self.say(TurnKind.REPEAT, self._progress.question, self._progress.current)

    async def ask_for_words(self) -> None:
        """The question once more, after something without a word in it."""
        current = self._progress.current
        await self.say(TurnKind.REPLY, self._progress.script.no_words(current), current)

    async def ask_to_say_again(self) -> None:
        """Say that the answer was not understood, and how else it can be given."""
        progress = self._progress
        words = progress.script.not_understood(heard_here=not progress.view.unheard_language)
        await self.say(TurnKind.NUDGE, words)

    async def ask_whether(self, wish: str) -> int:
        """Ask before something is done that was perhaps not wished for; the utterance's number."""
        await self.say(TurnKind.NUDGE, self._progress.script.asks_whether(wish))
        return self.speech_output.progress[0]

    async def nudge(self) -> None:
        """A kind word after a long silence."""
        await self.say(TurnKind.NUDGE, self._progress.script.nudge())

    async def reply_with(self, words: str) -> None:
        """Reply in the words of that name, with the open question where they ask it again."""
        current = self._progress.current
        await self.say(TurnKind.REPLY, self._progress.script.reply(words, current), current)

    def told_about(self, asked: str) -> Told:
        """What the candidate is told about a question of their own."""
        progress = self._progress
        left = max(0, progress.view.of - progress.view.number)
        facts = progress.persistence.record.facts.during(progress.view.seconds_left, left)
        return told(asked, facts, progress.script.replies)

    async def reply_to_question(self, words: str) -> None:
        """Say ``words``, and the open question again, or whether there is anything else."""
        progress, script = self._progress, self._progress.script
        if not progress.last_word:
            words = f"{words} {script.reply('back', progress.current)}"
            await self.say(TurnKind.REPLY, words, progress.current)
        elif progress.view.seconds_left > 0 and not self._closing:
            await self.say(TurnKind.REPLY, f"{words} {script.replies['more']}", progress.current)
        else:
            await self.go_on(progress.assessment.end(progress.clock.elapsed), words)

    # --- after an interruption ---

    @property
    def asked(self) -> bool:
        """Whether the candidate heard enough of what was said last to answer it."""
        return self.delivery.asked(self._progress.question)

    async def go_on_speaking(self) -> bool:
        """After a false interruption, say what was not heard yet; whether anything was left."""
        self._progress.show(state=RoomState.SPEAKING, partial="")
        return await self.delivery.go_on()

    async def say_rest(self) -> None:
        """What the candidate cut off before the question was out, in a turn of its own.

        Words were said in between, so the sentence that was cut begins again.
        """
        rest = self.delivery.again or self._progress.question
        await self.say(TurnKind.REPEAT, rest, self._progress.current)

    # --- the next step ---

    async def go_on(self, following: ProgressiveAssessment, first: str = "") -> None:
        """Ask what ``following`` asks, after the words of ``first``."""
        following, text = self._next(following, first)
        self._progress.move_on(following)
        self.speech_output.slow = self.always_slow
        current = following.current
        await self.say(TURN_KINDS[current.kind], text, current)

    def line_of(self, following: ProgressiveAssessment) -> Utterance:
        """What ``go_on`` would say; it changes nothing."""
        following, text = self._next(following, "")
        current, view = following.current, self._progress.view
        return Utterance(
            0,
            text,
            TURN_KINDS[current.kind],
            current,
            view.seconds_left / 60,
            voiced=self.audible and view.voice,
            slow=self.always_slow,
        )

    def _next(
        self, following: ProgressiveAssessment, first: str
    ) -> tuple[ProgressiveAssessment, str]:
        """The state that ``following`` leads to, and what is then said after ``first``."""
        script = self._progress.script
        if self._closing and following.current.kind in ASKING:
            elapsed = self._progress.clock.elapsed
            following, first = following.wrap_up(elapsed), script.time_is_up()
        return following, f"{first} {script.next(following.current)}".strip()

    async def skip(self) -> None:
        """Pass over the open question."""
        await self.go_on(self._progress.assessment.skip(self._progress.clock.elapsed))

    def close_soon(self) -> None:
        """Let the last word follow on the answer that is open."""
        self._closing = True

    async def wrap_up(self) -> None:
        """Ask for a last word now; goodbye, if that was asked for already."""
        elapsed = self._progress.clock.elapsed
        following = self._progress.assessment.wrap_up(elapsed)
        await self.go_on(following.end(elapsed) if self._progress.last_word else following)

    async def end(self) -> None:
        """Say goodbye now."""
        await self.go_on(self._progress.assessment.end(self._progress.clock.elapsed))
