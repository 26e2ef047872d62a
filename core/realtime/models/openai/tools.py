"""The tools that the model must call, and the check of its calls (pure).

The program leads: after each turn of the candidate the model must call one of these, and the
result of the call tells it what to say next. Their descriptions are part of what the model
is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.interviews.assessment.topics import Signal
from core.models import ConcernKind
from core.realtime.models.commands import Command, Repeat, Skip, Think
from core.understanding import DialogueAct


class RecordAnswer(BaseModel):
    """Call this once when the candidate has answered the open question, or said that they
    cannot. The result tells you what to say next; say nothing before it."""

    model_config = ConfigDict(extra="forbid")

    question_id: str = Field(description="The open question's question_id, as it was given.")
    signal: Signal = Field(
        description="How far the answer went into its question: weak (off the point, or no "
        "example), mixed (an example that stays general), strong (a concrete example with the "
        "candidate's own action, a reason and a result). It only chooses the next question. "
        "Never judge accent, fluency, confidence or hesitation."
    )
    quote: str | None = Field(
        default=None,
        description="The candidate's own words that the signal rests on, exactly as said; null "
        "if there are none.",
    )
    note: str | None = Field(default=None, description="A neutral remark for the hiring team.")


class NotAnAnswer(BaseModel):
    """Call this when what you heard answers nothing: a request, a question of the candidate's
    own, a pause in the middle of a sentence, words that you cannot understand, or no words at
    all."""

    model_config = ConfigDict(extra="forbid")

    what: Literal[
        "repeat",
        "slower",
        "rephrase",
        "needs_time",
        "skip",
        "question",
        "distress",
        "wants_person",
        "unfinished",
        "nothing",
        "not_understood",
    ] = Field(
        description="repeat: say the question again; slower: again and more slowly; rephrase: "
        "they did not understand it; needs_time: they want to think; skip: they pass on it; "
        "question: they ask you something; distress: they are not well, in body or soul; "
        "wants_person: they want a person in place of you; unfinished: they will speak on; "
        "nothing: noise or words that were not meant for you; not_understood: they speak a "
        "language that neither the interview nor the open question is in, or so unclearly that "
        "you cannot tell what they said; never because of an accent."
    )


class FlagConcern(BaseModel):
    """Call this, besides the other tools, only if the team must look at something: distress,
    conduct, integrity (such as a second voice that answers or tells the candidate what to say) or
    trouble with the connection. Never for a weak answer."""

    model_config = ConfigDict(extra="forbid")

    kind: ConcernKind
    note: str = Field(min_length=1, description="What happened, in one sentence.")


class EndInterview(BaseModel):
    """Call this only if the candidate clearly says that they want to stop the interview."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, description="In the candidate's words.")


Call = RecordAnswer | NotAnAnswer | FlagConcern | EndInterview

TOOLS: Mapping[str, type[Call]] = {
    "record_answer": RecordAnswer,
    "not_an_answer": NotAnAnswer,
    "flag_concern": FlagConcern,
    "end_interview": EndInterview,
}

REQUESTS: Mapping[str, Command | DialogueAct] = {
    "repeat": Repeat(),
    "slower": Repeat(slow=True),
    "needs_time": Think(),
    "skip": Skip(),
    "rephrase": DialogueAct.CLARIFY,
    "question": DialogueAct.CANDIDATE_QUESTION,
    "distress": DialogueAct.DISTRESS,
    "wants_person": DialogueAct.WANTS_HUMAN,
}
"""The command that each kind of request is, or the act that is replied to in words."""


@dataclass(frozen=True)
class Refused:
    """A call that was not taken; ``why`` is for the model, which may try again."""

    why: str


def read_call(name: str, arguments: str) -> Call | Refused:
    """The call as data, or why it is none of ours."""
    tool = TOOLS.get(name)
    if tool is None:
        return Refused(f"There is no tool {name[:40]!r}; there are {', '.join(TOOLS)}.")
    try:
        return tool.model_validate_json(arguments or "{}")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "arguments"
        return Refused(f"{where}: {first['msg']}")


def check_answer(call: RecordAnswer, open_question: str, transcript: str) -> Refused | None:
    """Why a record is not taken: another question's, or words that were not said."""
    if call.question_id != open_question:
        return Refused(f"question_id: the open question is {open_question!r}.")
    if call.quote and not stands_in(call.quote, transcript):
        return Refused("quote: these words are not in what the candidate said; quote exactly.")
    return None


def stands_in(quote: str, transcript: str) -> bool:
    """Whether the words of ``quote`` stand in ``transcript``; case and white space aside."""
    return " ".join(quote.casefold().split()) in " ".join(transcript.casefold().split())


def tool_schemas() -> list[dict[str, Any]]:
    """The tools as the session is told them."""
    return [
        {
            "type": "function",
            "name": name,
            "description": " ".join((tool.__doc__ or "").split()),
            "parameters": _schema(tool),
        }
        for name, tool in TOOLS.items()
    ]


def _schema(tool: type[Call]) -> dict[str, Any]:
    """The tool's JSON schema without references, which not every endpoint follows."""
    schema = tool.model_json_schema()
    kinds = schema.pop("$defs", {})
    for name, field in schema["properties"].items():
        named = kinds.get(field.pop("$ref", "").removeprefix("#/$defs/"), {})
        schema["properties"][name] = (
            {"type": "string", "enum": named["enum"], **field} if named else field
        )
    return {key: value for key, value in schema.items() if key not in ("title", "description")}
