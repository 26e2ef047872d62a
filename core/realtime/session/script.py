"""What the structured interviewer says around its questions (pure).

The words are in prompts/parts/; this only chooses and fills them.
"""

from collections.abc import Mapping
from string import Template

from core.interviews.assessment.directive import Directive
from core.models import TurnKind
from core.realtime.models.wording import wording_in
from core.text.languages import DEFAULT, language_name

TURN_KINDS = {
    "question": TurnKind.QUESTION,
    "follow_up": TurnKind.FOLLOW_UP,
    "probe": TurnKind.PROBE,
    "last_word": TurnKind.QUESTION,
    "farewell": TurnKind.CLOSING,
}

_STEPS = ("question", "follow_up", "probe")


class Script:
    """The spoken lines of one interview.

    Attributes:
        replies: how to answer the candidate's own questions, by topic.
    """

    def __init__(
        self,
        parts: Mapping[str, str],
        *,
        name: str | None,
        subject: str,
        language: str = DEFAULT,
    ) -> None:
        """``name`` is how to address the candidate, ``subject`` what the interview is about,
        ``language`` (ISO 639-1) what it is held in.
        """
        self._parts = parts
        self.replies = wording_in(parts["replies"])
        self._name = f", {name}" if name else ""
        self._subject = subject
        self._language = language_name(language)

    def _fill(self, part: str, **values: str) -> str:
        return Template(self._parts[part]).substitute(
            values, name=self._name, subject=self._subject
        )

    def body(self, directive: Directive) -> str:
        """The question alone, as it is also repeated."""
        return directive.text or self._fill(directive.kind)

    def opening(self, directive: Directive) -> str:
        """The greeting, with the first question."""
        return self._fill("opening", question=self.body(directive))

    def welcome_back(self, directive: Directive) -> str:
        """After an interruption, with the question that was open."""
        return self._fill("welcome_back", question=self.body(directive))

    def fallback(self, directive: Directive, *, planned: bool = False) -> str:
        """When another interviewer takes over, with the question that was open.

        ``planned`` says that the first one was not lost, but has done its share.
        """
        part = "handover" if planned else "fallback"
        return self._fill(part, question=self.body(directive))

    def time_is_up(self) -> str:
        """Before the last word, if not all planned questions were asked."""
        return self._fill("time_is_up")

    def next(self, directive: Directive) -> str:
        """A neutral acknowledgement and the next question; the same for every answer."""
        if directive.kind in ("last_word", "farewell"):
            return self.body(directive)
        lines = self._parts["acknowledgements"].splitlines()
        # Each question has three (itself, follow-up, probe), so none is heard twice in a row.
        words = lines[(3 * directive.number + _STEPS.index(directive.kind)) % len(lines)]
        return self._fill("next_question", acknowledgement=words, question=self.body(directive))

    def reply(self, words: str, directive: Directive) -> str:
        """The reply of that name in prompts/parts/replies.txt, the same for every candidate."""
        return Template(self.replies[words]).substitute(question=self.body(directive))

    def no_words(self, directive: Directive) -> str:
        """Reply to an answer without a word in it."""
        return Template(self.replies["no_words"]).substitute(question=self.body(directive))

    def not_understood(self, *, heard_here: bool) -> str:
        """Reply to speech of which little was understood.

        ``heard_here``: whether the open question may be answered by voice, see
        ``RoomView.unheard_language``.
        """
        words = self.replies["not_understood" if heard_here else "type_it"]
        return Template(words).substitute(language=self._language)

    def asks_whether(self, wish: str) -> str:
        """Reply to a wish of which little was understood; ``wish``: see ``COSTLY``."""
        return self.replies[wish]

    def left_open(self, *, first: bool) -> str:
        """Before going on without an answer; the ``first`` time it says what becomes of that."""
        return self.replies["left_open" if first else "left_open_too"]

    def passed_on(self) -> str:
        """Reply to a question that is not answered any more, before the goodbye."""
        return self.replies["passed_on"]

    def nudge(self) -> str:
        """After a long silence, once after each question, answer or request."""
        return self._fill("nudge")
