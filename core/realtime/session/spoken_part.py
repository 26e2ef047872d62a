"""What was really said: the heard part of an utterance, and whether a quote was said (pure)."""

import re
from dataclasses import dataclass, field

_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")


@dataclass
class SpokenUtterance:
    """An utterance on its way to the candidate.

    Attributes:
        planned: what was meant to be said.
        before: what was heard of it before a false interruption; the rest goes on from there.
        made: samples of audio made so far.
        complete: whether all audio was made.
    """

    planned: str
    before: str = ""
    made: int = 0
    complete: bool = False
    _pieces: list[tuple[int, str]] = field(default_factory=list)

    def word(self, text: str) -> None:
        """All words of the utterance so far, as the model says that it says them."""
        if self._pieces and self._pieces[-1][0] == self.made:
            self._pieces.pop()
        self._pieces.append((self.made, text.strip()))

    def add(self, samples: int) -> None:
        """So much more audio was made; it holds the words that were told last."""
        self.made += samples

    @property
    def text(self) -> str:
        """The whole utterance, as far as it is known."""
        return _joined(self.before, self._worded)

    @property
    def _worded(self) -> str:
        rest = _after(self.planned, self.before)
        if not self._pieces:
            return rest
        worded = self._pieces[-1][1]
        return rest if not self.complete and rest.startswith(worded) else worded

    def heard(self, played: int) -> str:
        """The words in the first ``played`` samples; a word that was cut counts as unheard.

        The words of a piece are taken to be spread evenly over its audio, by letters.
        """
        if self.complete and played >= self.made:
            return self.text
        pieces = self._pieces or [(0, self._worded)]
        ends = [*(made for made, _ in pieces[1:]), self.made]
        said = 0.0
        for (start, text), end, earlier in zip(
            pieces, ends, ["", *(text for _, text in pieces)], strict=False
        ):
            share = min(1.0, max(0.0, (played - start) / (end - start))) if end > start else 0.0
            said += share * (len(text) - len(earlier))
        worded = pieces[-1][1]
        last = [match.end() for match in _WORD.finditer(worded) if match.end() <= said + 1e-6]
        return _joined(self.before, worded[: last[-1]] if last else "")

    def rest(self, heard: str) -> str:
        """What of the utterance follows ``heard``."""
        return _after(self.text, heard)

    def from_cut_sentence(self, heard: str) -> str:
        """What follows ``heard``, from the beginning of the sentence that ``heard`` cuts off."""
        begin = max((m.end() for m in _SENTENCE_END.finditer(heard)), default=0)
        return self.rest(heard[:begin]) if self.rest(heard) else ""


def reached(question: str, said: str, heard: str) -> bool:
    """Whether ``heard``, the beginning of ``said``, went to the middle of its ``question``.

    Where ``said`` words the question otherwise, the middle of ``said`` decides.
    """
    at = said.rfind(question)
    begin, length = (at, len(question)) if at >= 0 else (0, len(said))
    return len(heard) >= begin + length / 2


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _after(text: str, beginning: str) -> str:
    return text.removeprefix(beginning).strip()


def quote_in(text: str, quote: str | None) -> str | None:
    """``quote`` if ``text`` holds it, but for white space and case; None otherwise.

    While there is no text yet, the quote is kept.
    """
    plain, within = (" ".join(words.split()).casefold() for words in (quote or "", text))
    return quote if plain and (not within or plain in within) else None
