"""A model that reads what a transcriber made of the answer, and one that hears it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import pytest

from core.interviews.assessment.topics import Signal
from core.realtime.models import commands as do
from core.realtime.models import events as ev
from core.realtime.models.local.voice_activity import VoiceActivity
from core.realtime.models.openai import judge as openai_judge
from core.realtime.models.openai.answer_audio import AnswerAudio
from core.realtime.models.openai.evidence import Evidence
from core.realtime.models.openai.fallback_transcription import FallbackTranscription
from core.realtime.models.openai.judge import Judge
from core.realtime.models.openai.messages import Message
from core.realtime.models.openai.response_queue import ResponseQueue
from core.realtime.models.openai.speculation import Speculation
from core.realtime.models.openai.speech_input import OpenAISpeechInput
from core.realtime.models.openai.tools import NotAnAnswer, RecordAnswer
from tests.realtime.fake_realtime import Script, ToolCall
from tests.realtime.fake_realtime.script import Judgement, record
from tests.realtime.stage import KAFKA, SPARK, Stage, loud, on_stage

LAG = "The lag grew so I split it by customer"
COST = "I bought spot machines and watched the bill"
AGAIN = "Could you repeat the question please"
NOTHING = {"what": "nothing"}
LATE = 0.3
"""Seconds after the end of a turn in which a judgement is long made."""


def by_words(question_id: str, words: str) -> Judgement:
    """A judgement as good as the words that are known."""
    if "repeat" in words:
        return [ToolCall("not_an_answer", {"what": "repeat"})]
    return [record(question_id, words, "strong" if words else "weak")]


def reading(*delays: float | None, **more: object) -> Script:
    """A model that knows the words when they are transcribed, after ``delays`` seconds."""
    return Script(transcript_delays=deque(delays), reads=True, **more)  # type: ignore[arg-type]


def play(scene: Callable[[Stage], Awaitable[None]], script: Script) -> None:
    async def whole() -> None:
        async with on_stage(script) as stage:
            await stage.ask(KAFKA)
            await scene(stage)

    asyncio.run(whole())


def test_an_answer_is_judged_by_its_words_though_they_come_after_its_end() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == (LAG, Signal.STRONG)
        assert answer.quote == "The lag grew so"

    play(scene, reading(LATE, judge=by_words))


def test_a_request_whose_words_come_late_is_no_answer() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(AGAIN)
        request = await stage.next(ev.RequestHeard)
        assert (request.command, request.text) == (do.Repeat(), AGAIN)
        assert stage.of(ev.AnswerHeard) == []

    play(scene, reading(LATE, judge=by_words))


def test_an_answer_that_a_reading_model_took_for_noise_is_judged_by_its_words() -> None:
    def deaf(question_id: str, words: str) -> Judgement:
        return [record(question_id, words) if words else ToolCall("not_an_answer", NOTHING)]

    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        assert (await stage.next(ev.AnswerHeard)).text == LAG
        assert stage.of(ev.SpeechDropped) == []

    play(scene, reading(LATE, judge=deaf))


def test_what_a_reading_model_took_for_noise_is_kept_until_its_words_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(openai_judge, "BLIND_SECONDS", 0.05)

    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == ("", None)
        assert await stage.next(ev.Transcribed) == ev.Transcribed(str(answer.item), LAG)

    play(scene, reading(2.0, judgements=deque([[ToolCall("not_an_answer", NOTHING)]])))


def test_a_judgement_made_without_a_word_of_the_answer_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(openai_judge, "BLIND_SECONDS", 0.05)

    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.text, answer.signal) == ("", None)

    play(scene, reading(None, judgements=deque([[record(str(KAFKA.question_id), "", "weak")]])))


def test_a_model_that_quotes_nothing_is_asked_once_more_and_no_oftener() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        answer = await stage.next(ev.AnswerHeard)
        assert (answer.signal, answer.quote) == (Signal.WEAK, None)
        assert stage.judgings == 2

    play(scene, reading(LATE, judge=lambda question_id, words: [record(question_id, "", "weak")]))


def test_a_model_that_quoted_before_the_words_were_known_is_waited_for_no_more() -> None:
    async def scene(stage: Stage) -> None:
        await stage.speak(LAG)
        await stage.next(ev.AnswerHeard)
        await stage.ask(SPARK)
        await stage.speak(COST)
        answer = await stage.next(ev.AnswerHeard, 2)
        assert (answer.text, answer.signal) == (COST, Signal.WEAK)
        assert stage.judgings == 2
        await stage.ask(KAFKA)
        await stage.speak(AGAIN)  # whose words never come
        assert (await stage.next(ev.RequestHeard)).command == do.Repeat()

    calls = [
        [record(str(KAFKA.question_id), LAG)],
        [record(str(SPARK.question_id), "", "weak")],
        [ToolCall("not_an_answer", {"what": "repeat"})],
    ]
    play(scene, Script(deque(calls), transcript_delays=deque([LATE, LATE, None])))


@pytest.mark.parametrize(
    ("quote", "came", "hears"),
    [("the lag grew", "", True), ("the lag", "", False), ("the lag grew", LAG, False)],
    ids=["three words", "a guess", "words that it could read"],
)
def test_only_a_quote_of_words_that_nobody_wrote_down_yet_shows_hearing(
    quote: str, came: str, hears: bool
) -> None:
    evidence = Evidence()
    evidence.asked("")
    evidence.came(came)
    call = RecordAnswer(question_id="Q/1", signal=Signal.MIXED, quote=quote)
    assert not evidence.is_blind(call, LAG)
    assert evidence.hears == hears
    assert evidence.is_blind(NotAnAnswer(what="repeat"), LAG) != hears


def test_when_the_endpoint_is_gone_for_good_half_known_words_are_kept() -> None:
    reports: list[ev.RealtimeEvent] = []
    sent: list[Message] = []
    heard = AnswerAudio()
    heard.committed("item")
    heard.transcribed("item", "The lag grew", known=False)
    answer = heard.close()
    speculation = Speculation(sent.append, {}, 0, verbatim=True)
    judge = Judge(ResponseQueue(sent.append), heard, sent.append, reports.append, speculation)
    speech_input = OpenAISpeechInput(
        heard,
        judge,
        VoiceActivity(loud),
        FallbackTranscription(None),
        sent.append,
        reports.append,
        lambda: None,
    )
    asyncio.run(speech_input.give_up())
    assert reports == [ev.Transcribed(answer.key, "The lag grew")]
