"""What an utterance that answers nothing leads to: a command, or a reply in words (pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.models import ConcernKind
from core.realtime.models.commands import (
    Command,
    EndInterview,
    Pause,
    Repeat,
    Skip,
    Think,
    WithdrawConsent,
)
from core.realtime.session.bounds import Aside
from core.understanding import URGENT, DialogueAct

RULED = URGENT | {DialogueAct.PAUSE, DialogueAct.REPEAT}
"""Acts that hold whatever a model made of the words: it may find more of them, never fewer."""
LAST_WORD = URGENT - {DialogueAct.STOP} | {DialogueAct.REPEAT, DialogueAct.CANDIDATE_QUESTION,
                                           DialogueAct.ASK_AI}  # fmt: skip
"""Acts that lead somewhere after the last question; all others are a last word."""
_SLOWER = re.compile(
    r"\b(?:slower|slowly|langsam\w*|lentement|despacio|devagar|piano|lentamente|langzaam\w*"
    r"|wolniej|powoli|медленн\w*|помедленн\w*)\b|慢|أبطأ|ببطء|धीरे",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\b(?:break|pause|pausa|pauze|przerw\w*|перерыв\w*|tomorrow|another (?:day|time)|morgen"
    r"|demain|mañana|amanhã|domani|jutro|завтра|be right back)\b|休息|暂停|明天|استراحة|غد|ब्रेक|कल",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:(?:yes|yeah|yep|right|sure|correct|exactly|please|i do|i would|that's right|ja|oui|si|sí"
    r"|sim|tak|да|是的?|对|نعم|हाँ|हां|bitte|por favor|s'il vous plaît)[\s,.!。]*)+"
)


@dataclass(frozen=True)
class Reply:
    """Words that an act is replied to with; the question stays open.

    Attributes:
        words: which of prompts/parts/replies.txt.
        aside: what it counts as.
        flag: how the team is told, if it is.
        halts: whether nothing more is asked until the candidate goes on.
    """

    words: str
    aside: Aside = Aside.QUESTION
    flag: ConcernKind | None = None
    halts: bool = False


REPLIES: Mapping[DialogueAct, Reply] = {
    DialogueAct.DISTRESS: Reply("distress", Aside.PAUSE, ConcernKind.DISTRESS, halts=True),
    DialogueAct.WANTS_HUMAN: Reply("wants_human", flag=ConcernKind.PERSON),
    DialogueAct.TECHNICAL_TROUBLE: Reply("technical_trouble", Aside.NOTHING),
    DialogueAct.ABUSE: Reply("abuse", flag=ConcernKind.CONDUCT),
    DialogueAct.ASK_AI: Reply("ask_ai"),
    DialogueAct.CLARIFY: Reply("clarify"),
}
COMMANDS: Mapping[DialogueAct, Command] = {
    DialogueAct.REPEAT: Repeat(),
    DialogueAct.PAUSE: Think(),
    DialogueAct.SKIP: Skip(),
    DialogueAct.STOP: EndInterview(last_word=True),
    DialogueAct.WITHDRAW_CONSENT: WithdrawConsent(),
}
COSTLY: Mapping[type[Command], str] = {
    Skip: "skip_or_not",
    Pause: "pause_or_not",
    EndInterview: "end_or_not",
    WithdrawConsent: "withdraw_or_not",
}
"""Requests that are not done on words of which nobody is sure, and the reply that asks first."""
FINAL: Mapping[type[Command], str] = {
    EndInterview: "end_now",
    WithdrawConsent: "withdraw_now",
}
"""Requests that end the interview: they are asked about however clear the words were."""


def command_for(act: DialogueAct, text: str) -> Command | None:
    """The command that ``act``, said as ``text``, is; None if it is replied to in words."""
    if act is DialogueAct.REPEAT and _SLOWER.search(text):
        return Repeat(slow=True)
    if act is DialogueAct.PAUSE and _BREAK.search(text):
        return Pause()
    return COMMANDS.get(act)


def agrees(utterance: str) -> bool:
    """Whether ``utterance`` says yes, and nothing else."""
    return _YES.fullmatch(utterance.casefold().replace("’", "'").strip()) is not None
