"""What the fake endpoint does beyond obeying: judgements, lines, delays and faults."""

import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Moment = Literal["handshake", "session", "reply", "judge", "commit", "speak", "guess"]
"""When a fault strikes: before the socket opens; as the session is set up; in the middle of a
reply's audio; as a judgement is asked for; right after a turn was committed; as speech is asked
for; in the middle of a line that is made beside the conversation."""
Kind = Literal["close", "abort", "error", "stall", "malformed", "refuse", "failed"]


class Struck(Exception):
    """A fault ends what the connection was doing."""


@dataclass
class Fault:
    """Something that goes wrong, ``times`` times.

    Attributes:
        code: a close code, an error code, or the status of a refused handshake.
        skip: moments of this kind that pass unharmed before.
        reason: of a close, or the error code in the body of a refused handshake.
    """

    kind: Kind
    at: Moment
    code: Any = None
    times: int = 1
    skip: int = 0
    reason: str = ""


@dataclass
class ToolCall:
    """A call that the model makes; ``arguments`` may be raw text."""

    name: str
    arguments: dict[str, Any] | str

    @property
    def as_text(self) -> str:
        """The arguments as the protocol carries them."""
        return self.arguments if isinstance(self.arguments, str) else json.dumps(self.arguments)


Judgement = list[ToolCall]


@dataclass
class Script:
    """Consumed in order; where a list is empty the endpoint is an obedient model.

    Attributes:
        judgements: what the model calls when it must call a tool.
        lines: what it says; None says nothing, a text takes the place of the direction's words.
        transcript_delays: seconds until each commit's transcript, None for one that never comes.
        deaf: how many commits are not understood, from the first.
        seconds_a_word: length of speech.
        pace: seconds of waiting for each 100 ms of audio made.
        think: seconds before a judgement.
        lingers: seconds until a response that was cancelled is over.
        halts: whether a line beside the conversation stops in its middle until it is wanted.
        reads: whether the model does not hear the audio and knows words once they are transcribed.
        waits: seconds of silence that end a turn, by eagerness, where it is not 0.6.
        finished: whether words sound finished; their turn ends after 0.6 s, however eager it is.
        judge: the obedient model's judgement, given the open question and the words.
    """

    judgements: deque[Judgement] = field(default_factory=deque)
    lines: deque[str | None] = field(default_factory=deque)
    transcript_delays: deque[float | None] = field(default_factory=deque)
    deaf: int = 0
    faults: list[Fault] = field(default_factory=list)
    seconds_a_word: float = 0.05
    pace: float = 0.0
    think: float = 0.0
    lingers: float = 0.0
    halts: bool = False
    reads: bool = False
    waits: Mapping[str, float] = field(default_factory=dict)
    finished: Callable[[str], bool] = lambda words: False
    judge: Callable[[str, str], Judgement] | None = None

    def strike(self, at: Moment) -> Fault | None:
        """The fault that strikes at this moment, once."""
        for fault in self.faults:
            if fault.at == at and fault.times:
                if fault.skip:
                    fault.skip -= 1
                    return None
                fault.times -= 1
                return fault
        return None

    def judgement(self, question_id: str, words: str) -> Judgement:
        """What the model calls about ``words``."""
        if self.judgements:
            return self.judgements.popleft()
        if self.judge is not None:
            return self.judge(question_id, words)
        return [record(question_id, words)]

    def line(self, words: str) -> str | None:
        """What the model says when it is told to say ``words``."""
        return self.lines.popleft() if self.lines else words


def record(question_id: str, words: str, signal: str = "mixed") -> ToolCall:
    """A true record: it quotes the first words that were said."""
    quote = " ".join(words.split()[:4]) or None
    return ToolCall("record_answer", {"question_id": question_id, "signal": signal, "quote": quote})
