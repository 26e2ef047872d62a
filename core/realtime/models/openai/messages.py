"""The messages that are sent to the endpoint, as plain data: session, directions, items (pure).

The session's instructions are InterviewEngine's prompt and nothing else; what to say next
comes as a direction, worded in prompts/parts/directions.txt.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.interviews.assessment.directive import Directive
from core.models import TurnKind
from core.realtime.models.model import VOICE_RATE, Utterance
from core.realtime.models.openai.eagerness import Eagerness
from core.realtime.models.openai.tools import tool_schemas
from core.text.question_wording import share_said

Message = dict[str, Any]

SPEED_EVENT = "speed"
"""The event id of the message that changes the speed."""
SLOW_SPEED = 0.85
ASKED_SHARE = 0.8
"""Share of a question's words, in order, from which it counts as asked in its own words."""
_PCM = {"type": "audio/pcm", "rate": VOICE_RATE}
_VERBATIM = frozenset({"question", "follow_up"})
_OWN_WORDS = frozenset({TurnKind.PROBE, TurnKind.REPLY})


def session_update(
    instructions: str,
    *,
    voice: str,
    transcriber: str,
    language: str,
    eagerness: Eagerness = "low",
    listen: bool = True,
) -> Message:
    """The whole session.

    The server detects the end of a turn, but the program starts each response and stops it.
    With ``listen`` False the program detects the end of a turn, too.
    """
    hearing = {
        "format": _PCM,
        "noise_reduction": {"type": "near_field"},
        "transcription": {"model": transcriber, "language": language},
        "turn_detection": _detection(eagerness) if listen else None,
    }
    return _session(
        output_modalities=["audio"],
        instructions=instructions,
        tools=tool_schemas(),
        tool_choice="auto",
        audio={"input": hearing, "output": {"format": _PCM, "voice": voice}},
    )


def listen_update(eagerness: Eagerness) -> Message:
    """Let the server detect the end of a turn, from now on with ``eagerness``."""
    return _session(audio={"input": {"turn_detection": _detection(eagerness)}})


def _detection(eagerness: Eagerness) -> Message:
    return {
        "type": "semantic_vad",
        "eagerness": eagerness,
        "create_response": False,
        "interrupt_response": False,
    }


def speed_update(slow: bool) -> Message:
    """Speak more slowly, or at the usual speed again; refused while a response is under way."""
    update = _session(audio={"output": {"speed": SLOW_SPEED if slow else 1.0}})
    return {**update, "event_id": SPEED_EVENT}


def _session(**fields: Any) -> Message:
    return {"type": "session.update", "session": {"type": "realtime", **fields}}


def speak(*, voiced: bool) -> Message:
    """A response in which the model can do nothing but speak (or write, where not voiced)."""
    return {"output_modalities": ["audio" if voiced else "text"], "tool_choice": "none"}


def guess(utterance: Utterance, words: str, wording: Mapping[str, str]) -> Message:
    """A response beside the conversation that says ``utterance`` after an answer of ``words``.

    While no words are known it cannot fit them, so the script's own neutral words are said.
    """
    heard = [_message("user", words)] if words else []
    said = utterance if words else replace(utterance, kind=TurnKind.OPENING)
    how = direction(said, question_id_of(utterance.about), wording)
    return {
        "conversation": "none",
        "input": [*heard, _message("system", how)],
        **speak(voiced=utterance.voiced),
    }


def judge() -> Message:
    """A response in which the model must call a tool, and makes no sound."""
    return {"output_modalities": ["text"], "tool_choice": "required"}


def cancel(response_id: str) -> Message:
    """Make no more of a response."""
    return {"type": "response.cancel", "response_id": response_id}


# --- items ---


def audio(pcm: bytes) -> Message:
    """Microphone audio."""
    return {"type": "input_audio_buffer.append", "audio": base64.b64encode(pcm).decode()}


def words_of_candidate(text: str) -> Message:
    """What the candidate said or typed, as text."""
    return _item(**_message("user", text))


def words_of_interviewer(text: str, item_id: str) -> Message:
    """What the interviewer said, where the endpoint does not remember it by itself."""
    content = [{"type": "output_text", "text": text}]
    return _item(id=item_id, type="message", role="assistant", content=content)


def note(text: str) -> Message:
    """A message from the program."""
    return _item(**_message("system", text))


def result(call_id: str, output: str) -> Message:
    """The result of a tool call."""
    return _item(type="function_call_output", call_id=call_id, output=output)


def _message(role: str, text: str) -> Message:
    return {"type": "message", "role": role, "content": [{"type": "input_text", "text": text}]}


def _item(**fields: Any) -> Message:
    return {"type": "conversation.item.create", "item": fields}


# --- directions ---


def question_id_of(about: Directive | None) -> str:
    """How the model names the open question."""
    return (about.question_id or about.kind) if about else "none"


def direction(utterance: Utterance, question_id: str, wording: Mapping[str, str]) -> str:
    """What to say next, as JSON; ``wording`` says how, by kind.

    ``question_id`` names the question that is open while it is said.
    """
    return _direction(utterance, question_id, wording[_way(utterance)])


def missing_question(utterance: Utterance, question_id: str, wording: Mapping[str, str]) -> str:
    """The direction again, for a model that said something else."""
    return _direction(utterance, question_id, wording["missing"])


def open_question(about: Directive, wording: Mapping[str, str]) -> str:
    """Where the interview stands, for a connection that was made anew."""
    facts = {"question_id": question_id_of(about), "how": wording["back"], "words": about.text}
    return json.dumps(facts, ensure_ascii=False)


def words_for(utterance: Utterance) -> str:
    """The words to say: the question alone where the model acknowledges the answer itself."""
    about = utterance.about
    if utterance.after:
        return utterance.text
    own = utterance.kind in (TurnKind.QUESTION, TurnKind.FOLLOW_UP, TurnKind.PROBE, TurnKind.REPLY)
    return (own and about and about.text) or utterance.text


def _way(utterance: Utterance) -> str:
    if utterance.after:
        return "go_on"
    last_word = utterance.about is not None and utterance.about.kind == "last_word"
    if utterance.kind is TurnKind.QUESTION and last_word:
        return "last_word"
    return utterance.kind.value


def _direction(utterance: Utterance, question_id: str, how: str) -> str:
    about = utterance.about
    facts = {
        "question_id": question_id,
        "competency": about.competency if about else None,
        "level": str(about.level) if about and about.level else None,
        "intent": getattr(about, "intent", None),
        "minutes_left": round(utterance.minutes_left, 1),
        "pace": "slow" if utterance.slow else None,
        "heard_before": utterance.after,
        "how": how,
        "words": words_for(utterance),
    }
    return json.dumps({k: v for k, v in facts.items() if v}, ensure_ascii=False)


# --- the check of what was said ---


def was_asked(utterance: Utterance, said: str) -> bool:
    """Whether ``said`` holds the planned question in its own words; any words do for the rest."""
    about = utterance.about
    free = about is None or about.kind not in _VERBATIM or utterance.kind in _OWN_WORDS
    if about is None or free or utterance.after:
        return bool(said.strip())
    return share_said(about.text, said) >= ASKED_SHARE
