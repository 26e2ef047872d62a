"""A turn, and a recording of silence to keep with it."""

from sqlalchemy.orm import Session

from core.models import Interview, Speaker, Turn, TurnKind
from core.recordings.opus import RATE, OpusEncoder, Piece


def a_recording(seconds: float = 1.0) -> list[Piece]:
    encoder = OpusEncoder()
    encoder.feed(bytes(int(seconds * RATE) * 2))
    return encoder.finish()


def a_turn(db: Session, interview: Interview, number: int = 1) -> Turn:
    turn = Turn(
        interview_id=interview.id, number=number, speaker=Speaker.CANDIDATE,
        kind=TurnKind.ANSWER, text="Because of the lag.",
    )  # fmt: skip
    db.add(turn)
    db.flush()
    return turn
