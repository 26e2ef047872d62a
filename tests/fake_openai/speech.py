"""What the server may send as speech: a tone for each sentence, with silence around it."""

import threading
from collections.abc import Iterator

from tests.fake_openai.replies import Answer, Body, Reply
from tests.realtime.fake_realtime.tones import RATE, Codebook, silence

SECONDS_A_LETTER = 0.06
PIECE = RATE // 10 * 2
"""Bytes (100 ms) that are sent at once."""


class SpokenTones:
    """Answers with speech; each sentence has a pitch of its own, by which it is known again."""

    def __init__(self) -> None:
        self.codebook = Codebook()

    def sound(self, body: Body) -> bytes:
        """What is sent for a request: a third of a second of silence stands on both sides."""
        seconds = SECONDS_A_LETTER * len(body["input"]) / body.get("speed", 1.0)
        return silence(0.3) + self.codebook.voice(body["input"], seconds) + silence(0.4)

    def good(self, body: Body) -> Reply:
        """As it should be."""
        return sent(in_pieces(self.sound(body), PIECE))

    def in_pieces_of(self, size: int) -> Answer:
        """As it should be, in pieces of any size."""
        return lambda body: sent(in_pieces(self.sound(body), size))

    def half(self, then: threading.Event) -> Answer:
        """The first half, and the second once ``then`` is set."""

        def answer(body: Body) -> Reply:
            sound = self.sound(body)
            half = len(sound) // 4 * 2
            return sent(iter((sound[:half], then, sound[half:])))

        return answer

    def broken_off(self, body: Body) -> Reply:
        """The first half, and no end."""
        sound = self.sound(body)
        return sent(in_pieces(sound[: len(sound) // 2], PIECE), breaks_off=True)

    def cut_short(self, body: Body) -> Reply:
        """A tenth, as if that were all."""
        sound = self.sound(body)
        return sent(in_pieces(sound[: len(silence(0.3)) + len(sound) // 40 * 2], PIECE))

    def odd(self, body: Body) -> Reply:
        """Half a sample too much."""
        return sent(in_pieces(self.sound(body) + b"\x01", 999))


def sent(
    pieces: Iterator[bytes | threading.Event],
    kind: str = "audio/pcm",
    *,
    breaks_off: bool = False,
) -> Reply:
    """Sound of a ``kind``, piece by piece."""
    return Reply("", headers={"Content-Type": kind}, pieces=pieces, breaks_off=breaks_off)


def in_pieces(sound: bytes, size: int) -> Iterator[bytes | threading.Event]:
    """``sound`` in pieces of ``size`` bytes."""
    return (sound[start : start + size] for start in range(0, len(sound), size))


def instead(data: bytes, kind: str = "audio/pcm") -> Answer:
    """Something else, whatever was asked for."""
    return lambda body: sent(iter((data,)), kind)


def endless(body: Body) -> Reply:
    """Noise for ever."""
    return sent(iter(lambda: b"\x00\x40" * (PIECE * 10), b""))
