"""Whether a judgement knew the words that it judges (pure).

The models of some endpoints hear the audio; others read only its transcript, so a judgement that is
asked for at the end of a turn is made before they have any words. Only OpenAI's own is known to
hear; no other endpoint says which kind it is, but a model that quotes words before they are
transcribed must have heard them. Until a model has done so, a judgement that shows no knowledge of
the words is asked for again once they are known. So nobody waits for a model that hears, after its
first quote; and a model that reads is never believed about words that it did not have.
"""

from core.realtime.models.openai.tools import Call, NotAnAnswer, RecordAnswer, stands_in

_PROOF_WORDS = 3
"""Words that a quote needs to prove hearing; a shorter one may be a guess."""


class Evidence:
    """What was known when a judgement was asked for, and when it came.

    Attributes:
        hears: whether the model has shown that it hears the audio.
    """

    def __init__(self, *, hears: bool = False) -> None:
        self.hears = hears
        self._asked = self._came = ""

    def asked(self, words: str) -> None:
        """A judgement is asked for, with ``words`` transcribed so far."""
        self._asked = words

    def came(self, words: str) -> None:
        """A judgement came, with ``words`` transcribed by then."""
        self._came = words

    def needs_words(self, call: Call) -> bool:
        """Whether ``call`` can only be taken together with the words."""
        return not (self.hears and isinstance(call, NotAnAnswer))

    def is_guess(self, call: RecordAnswer) -> bool:
        """Whether nothing shows that ``call``, made before all words were known, knew any."""
        return not (self.hears or self._asked or call.quote)

    def is_blind(self, call: Call, words: str) -> bool:
        """Whether ``call`` may have been made without ``words``, which are all known now."""
        quote = (isinstance(call, RecordAnswer) and call.quote) or ""
        if len(quote.split()) >= _PROOF_WORDS and _only_in(words, self._came, quote):
            self.hears = True
        return not (self.hears or words == self._asked or _only_in(words, self._asked, quote))


def _only_in(words: str, before: str, quote: str) -> bool:
    return bool(quote) and stands_in(quote, words) and not stands_in(quote, before)
