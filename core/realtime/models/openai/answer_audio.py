"""What was heard of the candidate: microphone audio, the open answer, late words (pure).

An answer may have several pieces, since a pause can end a piece without ending the answer. A
piece keeps its audio until its words are known, so that a lost connection loses neither.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.models import InputMode
from core.realtime.models.model import VOICE_RATE
from core.realtime.models.openai.messages import Message, audio, words_of_candidate

MOST_SECONDS = 180
"""Most microphone audio that is kept to be sent again."""
MOST_LATE = 4
"""Answers whose audio is kept until their words come; older ones wait without their audio."""
SECOND = VOICE_RATE * 2
"""Bytes of a second of audio."""
COMMIT: Message = {"type": "input_audio_buffer.commit", "event_id": "commit"}


@dataclass(eq=False)
class Piece:
    """A part of an answer.

    Attributes:
        item_id: its id on the current connection; None while it has none.
        pcm: its audio, emptied when the words are known.
        known: whether ``text`` is final.
    """

    item_id: str | None = None
    pcm: bytes = b""
    text: str = ""
    known: bool = False
    confidence: float | None = None

    def settle(self, text: str, confidence: float | None) -> None:
        """Set the final words."""
        self.text, self.confidence = text, confidence
        self.known, self.pcm = True, b""


@dataclass(eq=False)
class Answer:
    """Pieces that belong together; ``key`` names them for a transcript that comes later."""

    key: str
    pieces: list[Piece] = field(default_factory=list)
    mode: InputMode = InputMode.VOICE

    @property
    def text(self) -> str:
        """The words, as far as they are known."""
        return " ".join(piece.text.strip() for piece in self.pieces if piece.text.strip())

    @property
    def known(self) -> bool:
        """Whether all words are final."""
        return all(piece.known for piece in self.pieces)

    @property
    def confidence(self) -> float | None:
        """The transcriber's confidence, 0 to 1, in the piece that it was least sure of."""
        return min((p.confidence for p in self.pieces if p.confidence is not None), default=None)

    def drop_audio(self) -> None:
        """Keep no audio any more; a new connection then cannot be told of this answer."""
        for piece in self.pieces:
            piece.pcm = b""


class AnswerAudio:
    """The microphone audio since the last commit, and the answers.

    Attributes:
        answer: the one that is open.
        voiced: whether there was speech since the last commit.
    """

    def __init__(self) -> None:
        self._count = 0
        self.answer = self._new()
        self.voiced = False
        self._late: list[Answer] = []
        self._ring = bytearray()
        self._sent = 0
        self._again: deque[Piece] = deque()

    # --- the microphone ---

    def take(self, pcm: bytes) -> None:
        """Keep microphone audio."""
        self._ring += pcm
        self.keep_last(MOST_SECONDS)

    def keep_last(self, seconds: float) -> None:
        """Forget what is older than ``seconds``."""
        spare = len(self._ring) - int(seconds * VOICE_RATE) * 2
        if spare > 0:
            del self._ring[:spare]
            self._sent = max(0, self._sent - spare)

    def unsent(self) -> list[Message]:
        """The audio that was not sent yet, as messages; from now on it counts as sent."""
        fresh = bytes(self._ring[self._sent :])
        self._sent = len(self._ring)
        starts = range(0, len(fresh), SECOND)
        return [audio(fresh[start : start + SECOND]) for start in starts]

    @property
    def unsent_seconds(self) -> float:
        """Length of the audio that was not sent yet."""
        return (len(self._ring) - self._sent) / SECOND

    @property
    def waiting_seconds(self) -> float:
        """Length of the audio since the last commit, as far as it is kept."""
        return len(self._ring) / SECOND

    # --- pieces ---

    def committed(self, item_id: str) -> None:
        """The endpoint made an item of the audio that was sent."""
        if self._again:
            self._again.popleft().item_id = item_id
            return
        self.answer.pieces.append(Piece(item_id, bytes(self._ring[: self._sent])))
        del self._ring[: self._sent]
        self._sent, self.voiced = 0, False

    def typed(self, text: str) -> Message:
        """Take typed words; gives the message that tells them."""
        self.answer.mode = InputMode.TYPED
        self.answer.pieces.append(Piece(text=text, known=True))
        return words_of_candidate(text)

    def transcribed(
        self, item_id: str, text: str, *, known: bool, confidence: float | None = None
    ) -> Answer | None:
        """Words of an item came; gives its answer, None if that is forgotten."""
        for answer in (self.answer, *self._late):
            for piece in answer.pieces:
                if piece.item_id == item_id and not piece.known:
                    if known:
                        piece.settle(text, confidence)
                        self._late = [late for late in self._late if not late.known]
                    else:
                        piece.text += text
                    return answer
        return None

    def piece(self, item_id: str) -> Piece | None:
        """The piece of an item; None if it is forgotten."""
        pieces = (piece for answer in (self.answer, *self._late) for piece in answer.pieces)
        return next((piece for piece in pieces if piece.item_id == item_id), None)

    # --- answers ---

    def close(self) -> Answer:
        """Close the open answer and give it; words that are still missing may come later."""
        answer, self.answer = self.answer, self._new()
        if not answer.known:
            self._late.append(answer)
            for old in self._late[:-MOST_LATE]:
                old.drop_audio()
        return answer

    def let_go(self) -> list[Answer]:
        """Stop waiting for commits and late words; gives the answers that lack words.

        What was said since the last commit becomes a piece of the open answer.
        """
        if self.voiced:
            self.answer.pieces.append(Piece(pcm=bytes(self._ring)))
            self._forget_microphone()
        late, self._late = self._late, []
        return late

    def discard(self) -> list[str]:
        """Forget the open answer and the microphone audio; gives the items to delete."""
        items = [piece.item_id for piece in self.answer.pieces if piece.item_id]
        self.answer = self._new()
        self._forget_microphone()
        return items

    def again(self) -> list[Message]:
        """Messages that tell a new connection what the lost one had heard and is not stored."""
        self._sent = 0
        self._again.clear()
        messages: list[Message] = []
        for answer in (*self._late, self.answer):
            for piece in answer.pieces:
                messages += self._piece_again(piece)
        return messages

    def _piece_again(self, piece: Piece) -> Sequence[Message]:
        piece.item_id = None
        piece.known = piece.known or not piece.pcm
        if piece.known:
            return [words_of_candidate(piece.text)] if piece.text else []
        self._again.append(piece)
        return [audio(piece.pcm), COMMIT]

    def _forget_microphone(self) -> None:
        self._ring.clear()
        self._sent, self.voiced = 0, False

    def _new(self) -> Answer:
        self._count += 1
        return Answer(f"answer-{self._count}")


def confidence_of(logprobs: Sequence[object] | None) -> float | None:
    """The transcriber's confidence, 0 to 1: the mean probability of its tokens."""
    figures = [getattr(entry, "logprob", None) for entry in logprobs or ()]
    known = [figure for figure in figures if isinstance(figure, float | int)]
    return math.exp(sum(known) / len(known)) if known else None
