"""What becomes of a response that nobody waits for any more."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.realtime.openai.dispatch import Dispatch
from core.realtime.openai.ear import OpenAIEar
from core.realtime.openai.heard import Heard
from core.realtime.openai.judge import Judge
from core.realtime.openai.messages import Message
from core.realtime.openai.mouth import OpenAIMouth
from core.realtime.openai.responses import Asked, Desk


def event(kind: str, **fields: Any) -> SimpleNamespace:
    return SimpleNamespace(type=kind, response=SimpleNamespace(id="r1", **fields))


@pytest.mark.parametrize(("status", "answered"), [("completed", ["c1"]), ("incomplete", [])])
def test_a_call_of_a_cancelled_response_gets_its_result_before_the_next_is_asked_for(
    status: str, answered: list[str]
) -> None:
    sent: list[Message] = []
    desk = Desk(sent.append)
    desk.open()
    judge = Judge(desk, Heard(), sent.append, lambda _: None)
    silent = SimpleNamespace()
    dispatch = Dispatch(
        desk, cast(OpenAIMouth, silent), judge, cast(OpenAIEar, silent), lambda _: None
    )
    desk.ask(Asked(judge, {}))
    dispatch.handle(event("response.created", metadata={"asked": "1"}))
    desk.ask(Asked(judge, {}))
    call = SimpleNamespace(type="function_call", status=status, call_id="c1")
    dispatch.handle(
        event("response.done", usage=None, status="cancelled", status_details=None, output=[call])
    )
    results = [m["item"]["call_id"] for m in sent if m["type"] == "conversation.item.create"]
    assert results == answered
    assert [m["type"] for m in sent][-1] == "response.create"
