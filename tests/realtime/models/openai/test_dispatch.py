"""What becomes of tool calls that nobody waits for."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.realtime.models.model import Utterance
from core.realtime.models.openai.answer_audio import AnswerAudio
from core.realtime.models.openai.dispatch import Dispatch
from core.realtime.models.openai.judge import Judge
from core.realtime.models.openai.messages import Message
from core.realtime.models.openai.response_queue import Asked, ResponseQueue
from core.realtime.models.openai.speculation import Speculation
from core.realtime.models.openai.speech_input import OpenAISpeechInput
from core.realtime.models.openai.speech_output import OpenAISpeechOutput
from core.realtime.models.openai.utterance import OngoingUtterance


def event(kind: str, **fields: Any) -> SimpleNamespace:
    return SimpleNamespace(type=kind, response=SimpleNamespace(id="r1", **fields))


class Before:
    """The model's parts before an endpoint that only takes what is sent."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.response_queue = ResponseQueue(self.sent.append)
        self.response_queue.open()
        speculation = Speculation(self.sent.append, {}, 0, verbatim=True)
        self.judge = Judge(
            self.response_queue, AnswerAudio(), self.sent.append, lambda _: None, speculation
        )
        speech_output = OpenAISpeechOutput(
            self.response_queue, self.sent.append, lambda _: None, {}, verbatim=True
        )
        speech_input = cast(OpenAISpeechInput, SimpleNamespace())
        self.dispatch = Dispatch(
            self.response_queue,
            speech_output,
            self.judge,
            speech_input,
            speculation,
            lambda _: None,
        )

    def ends(self, status: str, call: SimpleNamespace) -> None:
        """The response under way is over, with ``call`` in it."""
        fields = {"usage": None, "status": status, "status_details": None, "output": [call]}
        self.dispatch.handle(event("response.done", **fields))

    @property
    def results(self) -> list[str]:
        """The calls that got a result."""
        items = [m["item"] for m in self.sent if m["type"] == "conversation.item.create"]
        return [item["call_id"] for item in items]


def call(status: str) -> SimpleNamespace:
    return SimpleNamespace(type="function_call", status=status, call_id="c1")


@pytest.mark.parametrize(("status", "answered"), [("completed", ["c1"]), ("incomplete", [])])
def test_a_call_of_a_cancelled_response_gets_its_result_before_the_next_is_asked_for(
    status: str, answered: list[str]
) -> None:
    before = Before()
    before.response_queue.ask(Asked(before.judge, {}))
    before.dispatch.handle(event("response.created", metadata={"asked": "1"}))
    before.response_queue.ask(Asked(before.judge, {}))
    before.ends("cancelled", call(status))
    assert before.results == answered
    assert before.sent[-1]["type"] == "response.create"


def test_a_call_of_a_model_that_was_told_to_speak_gets_its_result() -> None:
    before = Before()
    before.response_queue.ask(Asked(OngoingUtterance(Utterance(1, "Hello.")), {}))
    before.dispatch.handle(event("response.created", metadata={"asked": "1"}))
    before.ends("completed", call("completed"))
    assert before.results == ["c1"]
