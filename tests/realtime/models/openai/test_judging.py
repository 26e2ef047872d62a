"""What the speaking model makes of an answer: true, refused, late, or not to be had."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from core.interviews.assessment.topics import Signal
from core.models import ConcernKind, InputMode
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.openai import judge as openai_judge
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.judge import TRIES
from core.settings import Settings
from tests.realtime.fake_realtime import Script, ToolCall, silence
from tests.realtime.stage import KAFKA, SPARK, Stage, on_stage

LAG = "The lag grew so I split it by customer"
COST = "I bought spot machines and watched the bill"
OPEN = KAFKA.question_id


def record(quote: str | None = None, signal: str = "strong", **more: object) -> ToolCall:
    return ToolCall(
        "record_answer", {"question_id": OPEN, "signal": signal, "quote": quote, **more}
    )


def other(what: str) -> ToolCall:
    return ToolCall("not_an_answer", {"what": what})


def script(*judgements: list[ToolCall]) -> Script:
    return Script(judgements=deque(judgements))


def play(scene: Callable[[Stage], Awaitable[None]], script: Script | None = None) -> None:
    async def whole() -> None:
        async with on_stage(script) as stage:
            await stage.ask(KAFKA)
            await scene(stage)
            assert stage.server.errors == []

    asyncio.run(whole())


def results(stage: Stage) -> list[str]:
    """What the model was told of its calls."""
    items = [event["item"] for event in stage.server.sent_of("conversation.item.create")]
    return [item["output"] for item in items if item["type"] == "function_call_output"]


def test_asking_for_a_call_makes_no_sound() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.next(ev.AnswerHeard)
        asked = stage.server.sent_of("response.create")[-1]["response"]
        assert asked["output_modalities"] == ["text"]
        assert stage.server.replies == 1

    play(scene)


def test_signal_quote_and_note_are_the_models() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.signal, answer.note) == (Signal.STRONG, "Named a cause.")
        assert answer.quote == "THE  lag grew"

    play(scene, script([record("THE  lag grew", note="Named a cause.")]))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (record("I invented Kafka"), "not in what the candidate said"),
        (record(question_id="Other/1"), OPEN),
        (record(signal="brilliant"), "signal"),
        (record(rating=5), "rating"),
        (ToolCall("record_answer", "{not json"), "JSON"),
        (ToolCall("record_answer", "[]"), "arguments"),
        (ToolCall("hire", {}), "no tool"),
    ],
)
def test_a_wrong_call_is_refused_with_the_reason_and_may_be_put_right(
    wrong: ToolCall, why: str
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.signal, answer.quote) == (Signal.STRONG, "lag grew")
        assert why in results(stage)[0]

    play(scene, script([wrong], [record("lag grew")]))


def test_a_quote_that_was_never_said_is_left_out() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal, answer.quote) == (LAG, Signal.STRONG, None)
        assert stage.judgings == TRIES

    play(scene, script(*[[record("I invented Kafka")]] * 9))


@pytest.mark.parametrize("quote", ["I invented Kafka", None])
def test_of_a_model_that_is_known_to_hear_no_quote_is_asked_for_twice(quote: str | None) -> None:
    async def scene() -> None:
        config = replace(OpenAIConfig.of(Settings(_env_file=None)), hears=True)
        judged = script([record(quote)])
        judged.transcript_delays.append(0.1)
        async with on_stage(judged, config) as stage:
            await stage.ask(KAFKA)
            await stage.speak(LAG)
            answer = await stage.next(ev.AnswerHeard)
            assert (answer.text, answer.signal, answer.quote) == (LAG, Signal.STRONG, None)
            assert stage.judgings == 1

    asyncio.run(scene())


def test_the_signal_of_another_question_counts_for_nothing() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == (LAG, None)

    play(scene, script(*[[record("lag grew", question_id="Other/1")]] * 9))


@pytest.mark.parametrize(
    "stubborn",
    [[], [ToolCall("hire", {})], [ToolCall("record_answer", "{")],
     [ToolCall("flag_concern", {"kind": "other", "note": "Again."})]],
    ids=["silent", "unknown tool", "no arguments", "calls in a loop"],
)  # fmt: skip
def test_a_model_that_never_judges_does_not_hold_up_the_interview(
    stubborn: list[ToolCall],
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == (LAG, None)
        assert stage.judgings == TRIES
        await stage.ask(SPARK)
        assert stage.of(ev.VoiceText)[-1].text == SPARK.text

    play(scene, script(*[stubborn] * 9))


def test_of_two_records_the_first_counts() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.next(ev.AnswerHeard)
        await stage.ask(SPARK)
        assert [answer.signal for answer in stage.of(ev.AnswerHeard)] == [Signal.STRONG]

    play(scene, script([record("lag grew"), record("lag grew", "weak")]))


def test_a_concern_is_flagged_beside_the_answer() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.next(ev.AnswerHeard)
        assert stage.of(ev.ConcernFlagged) == [
            ev.ConcernFlagged(ConcernKind.DISTRESS, "Was near tears.")
        ]

    flag = ToolCall("flag_concern", {"kind": "distress", "note": "Was near tears."})
    play(scene, script([flag, record("lag grew")]))


@pytest.mark.parametrize(
    ("what", "command"),
    [
        ("repeat", do.Repeat()),
        ("slower", do.Repeat(slow=True)),
        ("needs_time", do.Think()),
        ("skip", do.Skip()),
        ("rephrase", None),
        ("question", None),
    ],
)
def test_what_answers_nothing_is_reported_as_a_request(
    what: str, command: do.Command | None
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak("What would I work on")
        request = await stage.next(ev.RequestHeard)
        assert request.command == command
        assert stage.of(ev.AnswerHeard) == []
        words = request.text or (await stage.next(ev.Transcribed)).text
        assert words == "What would I work on"

    play(scene, script(*[[other(what)]] * 2))


def test_a_sentence_that_is_not_finished_goes_on_as_the_same_answer() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak("The lag grew because")
        await stage.until(lambda: stage.judgings == 2)
        await stage.speak("one key was hot")
        answer = await stage.next(ev.AnswerHeard)
        assert answer.text == "The lag grew because one key was hot"

    play(scene, script(*[[other("unfinished")]] * 2, [record("one key was hot")]))


def test_noise_is_forgotten() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak("click")
        await stage.next(ev.SpeechDropped)
        await stage.until(lambda: stage.server.sent_of("conversation.item.delete"))
        await stage.speak(LAG)
        assert (await stage.next(ev.AnswerHeard)).text == LAG

    play(scene, script(*[[other("nothing")]] * 2, [record("lag grew")]))


def test_the_request_to_stop_is_reported_with_its_words() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak("I would like to stop here")
        ended = await stage.next(ev.EndRequested)
        assert (ended.reason, ended.text) == ("Feels unwell.", "I would like to stop here")
        assert stage.of(ev.AnswerHeard) == []

    play(scene, script(*[[ToolCall("end_interview", {"reason": "Feels unwell."})]] * 2))


def test_who_speaks_on_while_the_answer_is_judged_is_heard_out() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.until(lambda: stage.judgings == 1)
        stage.server.script.think = 0
        await stage.speak(COST)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.quote) == (f"{LAG} {COST}", "spot machines")
        assert len(stage.of(ev.AnswerHeard)) == 1

    play(scene, Script(deque([[record("spot machines")]]), think=60))


def test_words_that_come_late_and_out_of_order_land_in_their_own_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(openai_judge, "BLIND_SECONDS", 0.05)

    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        first = await stage.next(ev.AnswerHeard)
        monkeypatch.setattr(openai_judge, "BLIND_SECONDS", 20)
        await stage.ask(SPARK)
        await stage.speak(COST)
        second = await stage.next(ev.AnswerHeard, 2)
        assert (first.text, second.text) == ("", COST)
        assert (first.item is None, second.item is None) == (False, True)
        assert await stage.next(ev.Transcribed) == ev.Transcribed(str(first.item), LAG)
        assert len(stage.of(ev.Transcribed)) == 1

    play(scene, Script(transcript_delays=deque([3.0, 0.0])))


def test_an_answer_whose_words_never_come_does_not_hold_up_the_interview(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(openai_judge, "BLIND_SECONDS", 0.05)

    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal, answer.quote) == ("", Signal.STRONG, None)

    play(scene, Script(deque([[record("lag grew")]]), transcript_delays=deque([None])))


def test_a_typed_answer_is_judged_like_a_spoken_one() -> None:
    async def scene(stage: Stage) -> None:
        stage.model.hear_text(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.mode, answer.signal, answer.quote) == (
            InputMode.TYPED,
            Signal.STRONG,
            "lag grew",
        )

    play(scene, script([record("lag grew")]))


def test_the_done_button_ends_an_answer_that_the_model_takes_for_unfinished() -> None:
    async def scene(stage: Stage) -> None:
        await stage.hear(stage.server.codebook.voice(LAG), silence(0.2))
        stage.model.finish_answer()
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == (LAG, None)

    play(scene, script(*[[other("unfinished")]] * 2))


def test_speech_that_the_model_does_not_understand_is_no_answer_yet() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak("Die Verzögerung wuchs")
        assert not (await stage.next(ev.AnswerHeard)).understood

    play(scene, script(*[[other("not_understood")]] * 2))


def test_what_is_typed_is_understood_in_every_language() -> None:
    async def scene(stage: Stage) -> None:
        stage.model.hear_text("Die Verzögerung wuchs")
        assert (await stage.next(ev.AnswerHeard)).understood

    play(scene, script([other("not_understood")]))
