"""What a candidate says instead of an answer: it is kept as a request, and done or replied to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.models import ConcernKind, TurnKind
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.session.bounds import Aside
from core.realtime.session.candidate_questions import is_question
from core.realtime.session.floor_control import FloorControl
from core.realtime.session.spoken_requests import (
    COSTLY,
    FINAL,
    LAST_WORD,
    REPLIES,
    RULED,
    Reply,
    agrees,
    command_for,
)
from core.understanding import DialogueAct, acts_in

Heard = ev.AnswerHeard | ev.RequestHeard | ev.EndRequested
_WITHDRAWN = (
    "Took back the consent to this interview, which ended with that. It is not evaluated. Please "
    "do not use it, and delete what you can."
)


@dataclass(frozen=True)
class _AskedAbout:
    """A wish that the candidate was asked to confirm, and the utterance that asked."""

    wish: do.Command
    utterance: int


class Requests:
    """Reads what is said, and does what is asked for; the question stays open meanwhile."""

    def __init__(self, floor: FloorControl, grant: Callable[[do.Command], Awaitable[None]]) -> None:
        """``grant`` does what the candidate asked for."""
        self._floor, self._interviewer = floor, floor.interviewer
        self._progress, self._answers = floor.progress, floor.conversation.answers
        self._grant = grant
        self._asked_about: _AskedAbout | None = None
        self._halted = self._adding = False

    async def take(self, heard: ev.AnswerHeard, *, sure: bool) -> bool:
        """Do what ``heard`` asks for; False if it is an answer.

        ``sure``: whether its words were understood. Who was asked often enough is not asked again.
        """
        acts = self._acts(heard)
        if await self._is_confirmed(heard, acts[0]):
            return True
        if self._halted:
            await self._go_on_after_halt(heard, acts[0])
            return True
        if self._adding and acts[0] is DialogueAct.ANSWER:
            self._adding = False
            await self._add(heard)
            return True
        if acts[0] is DialogueAct.ANSWER:
            return False
        command = command_for(acts[0], heard.text)
        if not sure and not self._may_be_taken(acts[0], command):
            return False
        await self._do(heard, acts, command, sure=sure)
        return True

    async def take_from_model(self, heard: ev.RequestHeard) -> None:
        """Do what the model heard as a request; words that the rules know are theirs to read."""
        act = self._acts(heard)[0]
        said = (heard.act if act is DialogueAct.ANSWER else act) or DialogueAct.CLARIFY
        if self._halted:
            await self._go_on_after_halt(heard, said)
        elif act in RULED:
            await self._do(heard, (act,), command_for(act, heard.text), sure=True)
        else:
            await self._do(heard, (said,), heard.command, sure=True)

    async def take_end(self, heard: ev.EndRequested) -> None:
        """The model heard that they want to stop: the candidate is asked, and says so again."""
        wish = do.EndInterview(last_word=True)
        confirmed = self._in_question == wish
        note = None if confirmed else (ConcernKind.OTHER, f"Wished to end: {heard.reason}")
        if heard.text or heard.item:
            await self._answers.take_request(heard, note)
        elif note:
            await self._progress.transcript.flag(*note)
        if confirmed:
            self._asked_about = None
            await self._grant(wish)
        else:
            await self._ask_about(wish, FINAL[do.EndInterview])

    # --- inside ---

    def _acts(self, heard: ev.AnswerHeard | ev.RequestHeard) -> tuple[DialogueAct, ...]:
        """What ``heard`` does, the most pressing first."""
        if not heard.text or (isinstance(heard, ev.AnswerHeard) and heard.unread):
            return (DialogueAct.ANSWER,)
        record = self._progress.persistence.record
        acts = acts_in(heard.text, question=self._progress.question, language=record.language)
        judged = isinstance(heard, ev.AnswerHeard) and heard.signal is not None
        known = [act for act in acts if not judged or act in RULED]
        if self._progress.last_word:
            known = [act for act in known if act in LAST_WORD]
            if not known and not judged and is_question(heard.text):
                known = [DialogueAct.CANDIDATE_QUESTION]
        return tuple(known) or (DialogueAct.ANSWER,)

    def _may_be_taken(self, act: DialogueAct, command: do.Command | None) -> bool:
        """Whether an act is taken of words of which nobody is sure: it costs nothing, or may still
        be asked about."""
        may_ask = self._floor.conversation.asides.spares(Aside.UNCLEAR)
        return act in RULED or (command is not None and (type(command) not in COSTLY or may_ask))

    async def _do(
        self,
        heard: Heard,
        acts: tuple[DialogueAct, ...],
        command: do.Command | None,
        *,
        sure: bool,
    ) -> None:
        act, kind = acts[0], type(command) if command else None
        self._floor.nudged = self._floor.over_voice = False
        if command is not None and kind is not None:
            await self._answers.take_request(heard)
            if kind in FINAL:
                await self._ask_about(command, FINAL[kind])
            elif kind in COSTLY and not sure:
                await self._ask_about(command, COSTLY[kind])
            else:
                await self._grant(command)
        elif act is DialogueAct.UNFINISHED:
            await self._let_go_on(heard, told_more=DialogueAct.ANSWER in acts)
        elif reply := REPLIES.get(act):
            await self._reply(heard, reply, acts)
        else:
            await self._answer_question(heard)

    async def _ask_about(self, wish: do.Command, words: str) -> None:
        if await self._floor.allows(Aside.UNCLEAR):
            self._floor.over_voice = False
            self._asked_about = _AskedAbout(wish, await self._interviewer.ask_whether(words))

    @property
    def _in_question(self) -> do.Command | None:
        """The wish that the candidate was asked about by what was said last."""
        asked, last = self._asked_about, self._interviewer.speech_output.progress[0]
        return asked.wish if asked and asked.utterance == last else None

    async def _is_confirmed(self, heard: ev.AnswerHeard, act: DialogueAct) -> bool:
        """Do what was asked about, if ``heard`` says so again or says yes."""
        wish, self._asked_about = self._in_question, None
        if wish is None or not (command_for(act, heard.text) == wish or agrees(heard.text)):
            return False
        withdrawn = isinstance(wish, do.WithdrawConsent)
        flag = (ConcernKind.CONSENT, _WITHDRAWN) if withdrawn else None
        await self._answers.take_request(heard, flag)
        await self._grant(wish)
        return True

    async def _reply(self, heard: Heard, reply: Reply, acts: tuple[DialogueAct, ...]) -> None:
        flags = [REPLIES[act].flag for act in acts if act in REPLIES]
        flagged = [(kind, heard.text) for kind in flags if kind]
        await self._answers.take_request(heard, *flagged)
        if not await self._floor.allows(reply.aside):
            return
        self._halted = reply.halts
        await self._interviewer.reply_with(reply.words)
        # Somebody who is not well is not spoken to again because they are silent.
        self._floor.nudged = reply.halts

    async def _go_on_after_halt(self, heard: Heard, act: DialogueAct) -> None:
        """What is said after a halt answers nothing yet: the question is asked again, if at all."""
        self._halted = False
        if act is DialogueAct.STOP:
            await self._answers.take_request(heard)
            await self._grant(do.EndInterview())
        elif act in (DialogueAct.DISTRESS, DialogueAct.WANTS_HUMAN):
            await self._reply(heard, REPLIES[act], (act,))
        elif act is DialogueAct.PAUSE:
            await self._answers.take_request(heard)
            await self._grant(do.Pause())
        else:
            await self._answers.take_request(heard)
            await self._grant(do.Repeat())

    async def _let_go_on(self, heard: Heard, *, told_more: bool) -> None:
        """What was said, or is said next, belongs to the answer before."""
        if told_more and isinstance(heard, ev.AnswerHeard):
            await self._add(heard)
            return
        await self._answers.take_request(heard)
        self._adding = self._answers.answered
        if await self._floor.allows(Aside.ADDITION):
            await self._interviewer.say(TurnKind.NUDGE, self._progress.script.replies["go_on"])

    async def _add(self, heard: ev.AnswerHeard) -> None:
        await self._answers.take_addition(heard)
        if await self._floor.allows(Aside.ADDITION):
            await self._interviewer.reply_with("added")

    async def _answer_question(self, heard: Heard) -> None:
        """Answer a question of the candidate's; what only the team can answer is kept for them."""
        told = self._interviewer.told_about(heard.text)
        open_ = [(ConcernKind.QUESTION, question) for question in told.left_open]
        await self._answers.take_request(heard, *open_)
        if await self._floor.allows(self._answers.asking_back):
            await self._interviewer.reply_to_question(told.words)
