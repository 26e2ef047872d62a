"""Asks the model, by a tool call, what the open answer is.

The model may say nothing, ignore the tools, call several, repeat itself, or be wrong. It is told
why and may try again, ``TRIES`` times in all; then the answer is taken without a judgement, so
that the interview always goes on. The file is long because each wrong call has an end of its own.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from core.models import InputMode
from core.realtime.models.events import (
    AnswerHeard,
    ConcernFlagged,
    EndRequested,
    RealtimeEvent,
    RequestHeard,
    SpeechDropped,
)
from core.realtime.models.openai.answer_audio import Answer, AnswerAudio
from core.realtime.models.openai.evidence import Evidence
from core.realtime.models.openai.messages import Message, judge, note, result
from core.realtime.models.openai.response_queue import Asked, ResponseQueue
from core.realtime.models.openai.speculation import Speculation
from core.realtime.models.openai.tools import (
    REQUESTS,
    Call,
    EndInterview,
    FlagConcern,
    NotAnAnswer,
    RecordAnswer,
    Refused,
    check_answer,
    read_call,
    stands_in,
)
from core.realtime.models.openai.utterance import delete
from core.understanding import DialogueAct

TRIES = 3
"""How often one answer is judged at most."""
TRANSCRIPT_SECONDS = 2.0
"""How long a judged answer waits for its words; later ones come as ``Transcribed``."""
BLIND_SECONDS = 8.0
"""The same for an endpoint that may know only the transcript of the answer."""
GO_ON_SECONDS = 1.5
"""How long a judgement waits at most while a sound has begun after the answer: it may be going on,
and a line that is made already would be heard at once."""
_MOST = 500
"""Characters of a remark that are kept."""
_IGNORED = "Call record_answer, or not_an_answer if the candidate has not answered."
_PASSED_OVER = "Nobody waits for this call. It counts for nothing."
_TAKEN = "One call is enough; the first was taken."
_WORDS_CAME = "The candidate's words have come since. Judge again, by all that they said."


class Judge:
    """Turns the open answer into the one event from which the session goes on.

    Attributes:
        open_question: the question_id that an answer must name.
        holding: whether the candidate asked for time, so that no answer is over yet.
        finished: whether the answer is certainly over.
        pending: id of the tool call whose result will be the next direction.
    """

    def __init__(
        self,
        response_queue: ResponseQueue,
        heard: AnswerAudio,
        send: Callable[[Message], None],
        report: Callable[[RealtimeEvent], None],
        speculation: Speculation,
        *,
        hears: bool = False,
    ) -> None:
        """``speculation`` begins with each answer that is judged; ``hears``: see OpenAIConfig."""
        self._response_queue, self._heard = response_queue, heard
        self._speculation = speculation
        self._send, self._report = send, report
        self.open_question = "none"
        self.holding = self.finished = False
        self.pending: str | None = None
        self._tries = 0
        self._judgement: Call | None = None
        self._evidence = Evidence(hears=hears)
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether there is an answer whose judgement was not asked for yet."""
        asked = self._response_queue.asks_for(self) or self._judgement is not None
        return bool(self._heard.answer.pieces) and not asked

    def consider(self) -> None:
        """Ask for a judgement of the open answer as it is now."""
        if self._heard.answer.pieces and not self.holding:
            self._forget()
            self._tries = 0
            self._speculation.drop()
            self._ask(self._guess)

    def stop(self) -> None:
        """The answer goes on, or is not wanted: forget the judgement that was asked for."""
        self._forget()
        self._speculation.drop()
        if self._response_queue.asks_for(self):
            self._response_queue.cancel()

    def reset(self) -> None:
        """The connection is gone, and the calls with it."""
        self._forget()
        self._speculation.reset()
        self.pending = None

    def take_pending(self) -> str | None:
        """Give ``pending`` and forget it."""
        call_id, self.pending = self.pending, None
        return call_id

    def give_up(self) -> None:
        """Take the open answer as it is, without a judgement."""
        self._forget()
        if self._heard.answer.pieces:
            self._answer(None)

    def look_again(self) -> None:
        """Words of the open answer became known, or a sound after it was none of its words."""
        if self._judgement is not None and self._heard.answer.known:
            self._settle()

    def done(self, output: list[Any]) -> None:
        """The response is over; ``output`` are its items."""
        replies: list[Message] = []
        taken: tuple[str, Call] | None = None
        for item in output:
            if getattr(item, "type", None) != "function_call":
                continue
            call = read_call(item.name or "", item.arguments or "")
            if isinstance(call, Refused):
                replies.append(result(item.call_id, call.why))
            elif isinstance(call, FlagConcern):
                self._report(ConcernFlagged(call.kind, call.note[:_MOST]))
                replies.append(result(item.call_id, "Noted."))
            elif taken is not None:
                replies.append(result(item.call_id, _TAKEN))
            else:
                taken = item.call_id, call
        for reply in replies:
            self._send(reply)
        if taken is None:
            self._again(None if replies else note(_IGNORED))
            return
        self.pending, self._judgement = taken
        self._evidence.came(self._heard.answer.text)
        self._wait_for_words(self._judgement)

    def pass_over(self, output: list[Any]) -> None:
        """The response was no judgement; calls in it get a result nevertheless."""
        for item in output:
            if getattr(item, "type", None) == "function_call" and item.status == "completed":
                self._send(result(item.call_id, _PASSED_OVER))

    # --- inside ---

    def _guess(self) -> None:
        # After the judgement, which an endpoint that makes one response at a time then takes.
        self._speculation.begin(self._heard.answer.text)

    def _ask(self, then: Callable[[], None] | None = None) -> None:
        call_id = self.take_pending()
        before = [result(call_id, "Go on listening.")] if call_id else []
        self._evidence.asked(self._heard.answer.text)
        self._response_queue.ask(Asked(self, judge(), before, then))

    def _again(self, reply: Message | None) -> None:
        if reply is not None:
            self._send(reply)
        self._tries += 1
        if self._tries < TRIES:
            self._ask()
        else:
            self.give_up()

    def _wait_for_words(self, call: Call) -> None:
        if self._heard.answer.known or not self._evidence.needs_words(call):
            self._settle()
        else:
            seconds = TRANSCRIPT_SECONDS if self._evidence.hears else BLIND_SECONDS
            self._wait(seconds, self._settle)

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, then)

    def _settle(self) -> None:
        if self._heard.voiced and not self.finished:
            self._wait(GO_ON_SECONDS, self._conclude)
        else:
            self._conclude()

    def _conclude(self) -> None:
        call = self._judgement
        self._forget()
        if isinstance(call, NotAnAnswer | EndInterview):
            self._speculation.drop()
        why = self._objection(call) if call else None
        if why and self._tries + 1 < TRIES and (call_id := self.take_pending()):
            self._again(result(call_id, why))
        elif isinstance(call, RecordAnswer):
            self._answer(call)
        elif isinstance(call, NotAnAnswer):
            self._settle_other(call.what)
        elif isinstance(call, EndInterview):
            answer = self._heard.close()
            self._report(EndRequested(call.reason[:_MOST], answer.text, answer.mode, _item(answer)))

    def _objection(self, call: Call) -> str | None:
        """Why the model should think again; None if not, or if the words are not known."""
        answer = self._heard.answer
        if not answer.known:
            return None
        if isinstance(call, RecordAnswer):
            refused = check_answer(call, self.open_question, answer.text)
            # What it heard may be transcribed otherwise: such a quote is left out, not asked for.
            ours = self._evidence.hears and call.question_id == self.open_question
            if refused is not None and not ours:
                return refused.why
        return _WORDS_CAME if self._evidence.is_blind(call, answer.text) else None

    def _settle_other(self, what: str) -> None:
        if what in REQUESTS:
            answer, wish = self._heard.close(), REQUESTS[what]
            act = wish if isinstance(wish, DialogueAct) else None
            command = None if isinstance(wish, DialogueAct) else wish
            self._report(RequestHeard(answer.text, answer.mode, command, _item(answer), act=act))
        elif what == "not_understood" or self._is_an_answer_all_the_same(what):
            self._answer(None, understood=what != "not_understood" or self._blind)
        elif what == "nothing":
            for item_id in self._heard.discard():
                self._send(delete(item_id))
            self._report(SpeechDropped())

    def _is_an_answer_all_the_same(self, what: str) -> bool:
        """Whether it is over, was typed, or may hold words that are not transcribed yet."""
        typed = self._heard.answer.mode is InputMode.TYPED
        something = what == "nothing" and (self._blind or typed)
        return something or (what == "unfinished" and self.finished)

    @property
    def _blind(self) -> bool:
        """Whether the model may have judged without any words."""
        return not (self._heard.answer.known or self._evidence.hears)

    def _answer(self, call: RecordAnswer | None, *, understood: bool = True) -> None:
        """Report the open answer, with as much of ``call`` as holds."""
        answer = self._heard.close()
        ours = call if call and call.question_id == self.open_question else None
        if ours and not answer.known and self._evidence.is_guess(ours):
            ours = None
        quote = ours.quote if ours and ours.quote and stands_in(ours.quote, answer.text) else None
        self._report(
            AnswerHeard(
                answer.text,
                answer.mode,
                signal=ours.signal if ours else None,
                quote=quote,
                note=ours.note[:_MOST] if ours and ours.note else None,
                item=_item(answer),
                confidence=answer.confidence,
                understood=understood or answer.mode is InputMode.TYPED,
            )
        )

    def _forget(self) -> None:
        self._judgement = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _item(answer: Answer) -> str | None:
    """The key by which the answer's late words will be reported; None if none will come."""
    return None if answer.known else answer.key
