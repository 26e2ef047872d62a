"""Speculation: the lines that may follow are already being made while the answer is judged.

They are made beside the conversation (``conversation: "none"``), so the endpoint remembers nothing
of them. The line that the session then wants is played as far as it is made, and on as it comes;
the others are cancelled, and what they cost until then is counted. No wrong guess is ever heard.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.realtime.models.model import Likely, Utterance
from core.realtime.models.openai.messages import (
    Message,
    cancel,
    guess,
    question_id_of,
    was_asked,
)
from core.realtime.models.openai.utterance import OngoingUtterance

MOST_UNBEGUN = 3
"""Answers in a row whose guesses had not begun when they were judged: the endpoint makes none."""
_MARK = "guess"
_EVENT = "guess-"
_BUSY = "conversation_already_has_active_response"
_SOUND = "response.output_audio.delta"


@dataclass(eq=False)
class Guess:
    """A line that may be wanted.

    Attributes:
        response_id: of the response that makes it; None before that has begun.
        deltas: what came of it before it was wanted, in order.
        response: the whole response, once it is over.
        ongoing: the utterance that it became; None while nobody wants it.
    """

    utterance: Utterance
    number: int
    response_id: str | None = None
    deltas: list[Any] = field(default_factory=list)
    response: Any = None
    ongoing: OngoingUtterance | None = None

    def answers(self, utterance: Utterance, *, verbatim: bool) -> bool:
        """Whether it may be said as ``utterance``; one that is whole must also say its words.

        ``verbatim`` as for OpenAISpeechOutput.
        """
        wanted = not utterance.after and _key(self.utterance) == _key(utterance)
        if not wanted or self.response is None:
            return wanted and self.response_id is not None
        said = was_asked(utterance, self._text) if verbatim else bool(self.deltas)
        return self.response.status == "completed" and said

    @property
    def _text(self) -> str:
        words = (event for event in self.deltas if event.type != _SOUND)
        return "".join(str(event.delta) for event in words)


class Speculation:
    """Guesses at most ``most`` lines for each answer.

    Attributes:
        likely: gives the lines that may follow; set by the session.
        slow: whether the endpoint speaks slowly now; lines at another speed are not made.
    """

    def __init__(
        self,
        send: Callable[[Message], None],
        wording: Mapping[str, str],
        most: int,
        *,
        verbatim: bool,
    ) -> None:
        """``most``: 0 guesses nothing; ``verbatim`` as for OpenAISpeechOutput."""
        self.likely: Likely = _nothing
        self.slow = False
        self._send, self._wording, self._most = send, wording, most
        self._verbatim = verbatim
        self._count = self._unbegun = 0
        self._guesses: list[Guess] = []
        self._unwanted: set[str] = set()
        self._under_way: dict[str, str | None] = {}
        self._wanted: Guess | None = None

    @property
    def under_way(self) -> bool:
        """Whether the endpoint may still be making anything, wanted or not."""
        return bool(self._under_way)

    @property
    def busy(self) -> bool:
        """Whether a line that is wanted is still being made."""
        return self._wanted is not None and self._wanted.response is None

    # --- while an answer is judged ---

    def begin(self, words: str) -> None:
        """Have the likeliest lines made; ``words`` are those of the answer that are known."""
        self.drop()
        lines = self.likely(words) if self._most else ()
        fitting = [line for line in lines if line.voiced and line.slow == self.slow]
        for line in fitting[: self._most]:
            self._count += 1
            self._guesses.append(Guess(line, self._count))
            self._under_way[str(self._count)] = None
            self._send(
                {
                    "type": "response.create",
                    "event_id": f"{_EVENT}{self._count}",
                    "response": {
                        **guess(line, words, self._wording),
                        "metadata": {_MARK: str(self._count)},
                    },
                }
            )

    def drop(self) -> None:
        """None of the lines that are being made is wanted."""
        for unwanted in self._guesses:
            self._cancel(unwanted)
        self._guesses = []

    def take(self, utterance: Utterance) -> Guess | None:
        """The guess of ``utterance``, if it was begun; all others are dropped."""
        guesses = self._guesses
        fits = (made for made in guesses if made.answers(utterance, verbatim=self._verbatim))
        found = next(fits, None)
        if guesses:
            begun = any(each.response_id for each in guesses)
            self._unbegun = 0 if begun else self._unbegun + 1
            if self._unbegun >= MOST_UNBEGUN:
                self._most = 0
        self._guesses = [each for each in guesses if each is not found]
        self.drop()
        self.stop()
        self._wanted, self.slow = found, utterance.slow
        return found

    def stop(self) -> None:
        """The line that is being said is stopped."""
        if self._wanted is not None:
            self._cancel(self._wanted)
            self._wanted = None

    def _cancel(self, unwanted: Guess) -> None:
        if unwanted.response_id is None:
            self._unwanted.add(str(unwanted.number))
        elif unwanted.response is None:
            self._send(cancel(unwanted.response_id))

    # --- what the endpoint sends ---

    def created(self, response: Any) -> bool:
        """A response begins; whether it is a guess."""
        mark = (response.metadata or {}).get(_MARK)
        if mark is None:
            return False
        if mark in self._under_way:
            self._under_way[mark] = response.id
        if mark in self._unwanted:
            self._unwanted.discard(mark)
            self._send(cancel(response.id))
        for made in self._guesses:
            if str(made.number) == mark:
                made.response_id = response.id
        if response.conversation_id is not None:
            # It was to be in none: what it says would count as said.
            self._give_up()
        return True

    def ended(self, response_id: str) -> None:
        """A response is over, cancelled or not; it may have been a guess."""
        self._under_way = {of: id_ for of, id_ in self._under_way.items() if id_ != response_id}

    def over(self, made: Guess, response: Any) -> None:
        """A guess is whole, or failed; from then on one fewer is made, since they may be what is
        too much for the endpoint."""
        made.response = response
        if response.status == "failed":
            self._most = max(0, self._most - 1)

    def guess_of(self, response_id: str) -> Guess | None:
        """The guess that a response makes; None if it makes none, or one that nobody wants."""
        all_ = [*self._guesses, *filter(None, [self._wanted])]
        return next((made for made in all_ if made.response_id == response_id), None)

    def refused(self, event_id: str | None, code: str | None) -> None:
        """An error; where it is about a guess, nothing is guessed any more.

        Not every endpoint names the event that it refuses: one that makes one response at a time
        then means the guess, since the judgement was asked for before it.
        """
        busy = event_id is None and code == _BUSY and bool(self._guesses)
        if busy or (event_id or "").startswith(_EVENT):
            self._under_way.pop((event_id or "").removeprefix(_EVENT), None)
            self._give_up()

    def reset(self) -> None:
        """The connection is gone, and all that was being made with it; the next speaks at its
        usual speed."""
        self._guesses, self._wanted, self.slow = [], None, False
        self._unwanted.clear()
        self._under_way.clear()

    def _give_up(self) -> None:
        """The endpoint makes no guesses."""
        self._most = 0
        self.drop()


def _nothing(words: str) -> Sequence[Utterance]:
    return ()


def _key(line: Utterance) -> tuple[object, ...]:
    return line.text, question_id_of(line.about), line.kind, line.voiced, line.slow
