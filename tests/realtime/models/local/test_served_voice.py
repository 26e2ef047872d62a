"""A service's voice, on a real socket: heard at once, kept, and replaced where it fails."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from core.openai_client import speech_client
from core.realtime.models import events as ev
from core.realtime.models.local import served_voice
from core.realtime.models.local.line_voice import EmbeddedVoice
from core.realtime.models.local.model import LocalModel
from core.realtime.models.local.served_pcm import ServedSentence, SpeechFault
from core.realtime.models.local.served_voice import REST_SECONDS, ServedVoice
from core.realtime.models.local.speech import local_speech
from core.realtime.models.local.speech_endpoint import SpeechEndpoint
from core.realtime.models.local.voice import SENTENCE_PAUSE, SLOW_SPEED
from core.realtime.models.model import VOICE_RATE, Utterance
from core.settings import Settings
from tests.fake_openai import FakeOpenAI, replies
from tests.fake_openai.replies import Answer
from tests.fake_openai.speech import SpokenTones, endless, instead
from tests.realtime.fake_realtime.tones import silence, tone
from tests.realtime.live import Clock, until

FIRST, SECOND = "Thank you for that.", "How did you choose the database?"
LINE = f"{FIRST} {SECOND}"
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "


@pytest.fixture
def tones() -> SpokenTones:
    return SpokenTones()


@pytest.fixture
def fake(tones: SpokenTones) -> Iterator[FakeOpenAI]:
    with FakeOpenAI(tones.good) as server:
        yield server


class Talk:
    """One interview's local model, which speaks with the service's voice."""

    def __init__(self, voice: ServedVoice) -> None:
        self.model = LocalModel(local_speech(), voice=voice)
        self.events: list[ev.RealtimeEvent] = []
        self._collecting = asyncio.ensure_future(self._collect())

    async def _collect(self) -> None:
        async for event in self.model.events():
            self.events.append(event)

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def pcm(self) -> bytes:
        return b"".join(event.pcm for event in self.of(ev.VoiceAudio))

    async def say(self, text: str, *, slow: bool = False) -> bytes:
        """All of ``text`` as it is heard."""
        number, before = len(self.of(ev.VoiceDone)) + 1, len(self.pcm)
        await self.model.say(Utterance(number, text, slow=slow))
        await until(lambda: len(self.of(ev.VoiceDone)) == number)
        return self.pcm[before:]

    async def pauses(self, *likely: str) -> None:
        """The candidate pauses, and these lines may follow."""
        self.model.foresee(lambda _: [Utterance(0, text) for text in likely])
        self.model.speech_output.on_pause("words")

    async def close(self) -> None:
        await self.model.close()
        await self._collecting


@asynccontextmanager
async def voice_of(
    fake: FakeOpenAI, now: Callable[[], float] | None = None, **more: Any
) -> AsyncIterator[ServedVoice]:
    settings = Settings(
        _env_file=None,
        speech_base_url=fake.url,
        speech_model="kokoro",
        speech_voice="af_heart",
        speech_key="their key",
        **more,
    )
    client = speech_client(settings)
    assert client is not None
    endpoint = SpeechEndpoint(client, settings.speech_model, settings.speech_voice)
    embedded = EmbeddedVoice(local_speech)
    async with client:
        yield ServedVoice(endpoint, embedded, speed=settings.local_speed, now=now or Clock())


def play_all(
    fake: FakeOpenAI, scene: Callable[..., Awaitable[None]], talks: int, **more: Any
) -> ServedVoice:
    """``scene`` with so many interviews; gives the voice that spoke in it."""

    async def whole() -> ServedVoice:
        async with voice_of(fake, **more) as voice, asyncio.timeout(30):
            there = [Talk(voice) for _ in range(talks)]
            await scene(*there)
            for talk in there:
                await talk.close()
        return voice

    return asyncio.run(whole())


def play(fake: FakeOpenAI, scene: Callable[[Talk], Awaitable[None]], **more: Any) -> ServedVoice:
    """The same with one interview."""
    return play_all(fake, scene, 1, **more)


def here(text: str) -> bytes:
    """``text`` in the embedded voice."""
    return SENTENCE_PAUSE.join(map(local_speech().voice, local_speech().sentences(text)))


def asked(fake: FakeOpenAI) -> list[str]:
    return [body["input"] for body in fake.requests]


# --- as it should be ---


def test_the_sentences_of_a_line_are_heard_in_order_in_the_voice_of_the_settings(
    fake: FakeOpenAI, tones: SpokenTones
) -> None:
    async def scene(talk: Talk) -> None:
        pcm = await talk.say(LINE)
        assert tones.codebook.transcribe(pcm) == LINE
        assert talk.of(ev.VoiceText)[-1].text == LINE
        assert [e.tokens for e in talk.of(ev.UsageReported)] == [
            {"voice_characters": len(text)} for text in (FIRST, SECOND)
        ]

    voice = play(fake, scene)
    assert asked(fake) == [FIRST, SECOND]
    assert fake.requests[0] == {
        "input": FIRST, "model": "kokoro", "voice": "af_heart", "response_format": "pcm",
    }  # fmt: skip
    assert set(fake.keys) == {"their key"}
    assert voice.problem is None
    assert voice.version == "af_heart of kokoro at 127.0.0.1"


def test_no_silence_stands_before_or_after_what_is_said(fake: FakeOpenAI) -> None:
    async def scene(talk: Talk) -> None:
        pcm = await talk.say(FIRST)
        seconds = 0.06 * len(FIRST)
        assert seconds <= len(pcm) / 2 / VOICE_RATE < seconds + 0.05

    play(fake, scene)


def test_the_first_sound_is_heard_while_the_rest_is_being_made_and_claims_no_more_words(
    fake: FakeOpenAI, tones: SpokenTones
) -> None:
    gate = threading.Event()
    fake.then(tones.half(gate))

    async def scene(talk: Talk) -> None:
        await talk.model.say(Utterance(1, SECOND))
        await until(lambda: bool(talk.pcm))
        claimed = talk.of(ev.VoiceText)[-1].text
        assert SECOND.startswith(claimed)
        assert 0 < len(claimed) < len(SECOND) * 0.75
        assert claimed.split() == SECOND.split()[: len(claimed.split())]
        gate.set()
        await until(lambda: bool(talk.of(ev.VoiceDone)))
        assert tones.codebook.transcribe(talk.pcm) == SECOND
        whole = talk.events.index(ev.VoiceText(1, SECOND))
        ends = [e for e in talk.events[whole:] if isinstance(e, ev.VoiceAudio)]
        assert ends, "its last words are said before its sound is over"

    play(fake, scene)


def test_a_line_is_asked_for_once_for_everybody_and_anew_for_another_speed(
    fake: FakeOpenAI,
) -> None:
    async def scene(first: Talk, second: Talk) -> None:
        once = await first.say(FIRST)
        assert await second.say(FIRST) == once
        assert second.of(ev.UsageReported) == []
        await second.say(FIRST, slow=True)

    play_all(fake, scene, 2, local_speed=1.25)
    assert [body["speed"] for body in fake.requests] == [1.25, 1.25 * SLOW_SPEED]


def test_the_service_gets_terms_and_figures_in_words(fake: FakeOpenAI) -> None:
    async def scene(talk: Talk) -> None:
        await talk.say("Do you run k8s for €75k?")

    play(fake, scene)
    assert asked(fake) == ["Do you run Kubernetes for 75 thousand euros?"]


@pytest.mark.parametrize("size", [7, 999, 1 << 20])
def test_pieces_of_any_size_are_the_same_speech(
    fake: FakeOpenAI, tones: SpokenTones, size: int
) -> None:
    fake.then(tones.in_pieces_of(size), tones.good)

    async def scene(talk: Talk) -> None:
        one = await talk.say("Why?")
        other = await talk.say("Why?", slow=True)
        assert tones.codebook.transcribe(one) == tones.codebook.transcribe(other) == "Why?"

    assert play(fake, scene).problem is None


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100_000])
def test_every_sample_arrives_whole_wherever_the_pieces_are_cut(size: int) -> None:
    spoken = tone(400, 0.2) + silence(0.3) + tone(500, 0.2)
    came = silence(0.4) + spoken + silence(0.5) + b"\x01"
    sentence = ServedSentence("Well, then.", 1.0)
    heard = b"".join(sentence.feed(came[at : at + size]) for at in range(0, len(came), size))
    sentence.end()
    assert spoken[100:-100] in heard
    assert len(heard) <= len(spoken) + VOICE_RATE // 10
    assert len(heard) % 2 == 0


def test_half_a_sample_at_the_end_is_no_fault(fake: FakeOpenAI, tones: SpokenTones) -> None:
    fake.then(tones.odd)

    async def scene(talk: Talk) -> None:
        assert tones.codebook.transcribe(await talk.say(FIRST)) == FIRST

    assert play(fake, scene).problem is None


# --- several at once ---


def test_four_interviews_at_once_do_not_wait_for_each_other(
    fake: FakeOpenAI, tones: SpokenTones
) -> None:
    gate = threading.Event()
    fake.then(tones.half(gate))
    lines = [f"{word} what did you do then?" for word in ("So", "And", "Well", "Now")]

    async def scene(slow: Talk, *others: Talk) -> None:
        await slow.model.say(Utterance(1, lines[0]))
        await until(lambda: bool(slow.pcm))
        heard = await asyncio.gather(
            *(talk.say(line) for talk, line in zip(others, lines[1:], strict=True))
        )
        assert [tones.codebook.transcribe(pcm) for pcm in heard] == lines[1:]
        assert not slow.of(ev.VoiceDone)
        gate.set()
        await until(lambda: bool(slow.of(ev.VoiceDone)))
        assert tones.codebook.transcribe(slow.pcm) == lines[0]

    play_all(fake, scene, 4)


def test_two_who_need_the_same_sentence_at_once_share_one_request(
    fake: FakeOpenAI, tones: SpokenTones
) -> None:
    gate = threading.Event()
    fake.then(tones.half(gate))

    async def scene(one: Talk, other: Talk) -> None:
        await one.model.say(Utterance(1, FIRST))
        await until(lambda: bool(one.pcm))
        await other.model.say(Utterance(1, FIRST))
        await until(lambda: bool(other.pcm))
        await one.model.interrupt(0)
        gate.set()
        await until(lambda: bool(other.of(ev.VoiceDone)))
        assert tones.codebook.transcribe(other.pcm) == FIRST

    play_all(fake, scene, 2)
    assert asked(fake) == [FIRST]


# --- cut in on, and guessed ---


def test_a_cut_in_ends_the_line_and_closes_the_stream(fake: FakeOpenAI, tones: SpokenTones) -> None:
    fake.then(tones.half(threading.Event()))

    async def scene(talk: Talk) -> None:
        await talk.model.say(Utterance(1, LINE))
        await until(lambda: bool(talk.pcm))
        await talk.model.interrupt(0)
        await until(lambda: fake.hung_up == 1)
        said = len(talk.events)
        await talk.model.say(Utterance(2, SECOND))
        await until(lambda: bool(talk.of(ev.VoiceDone)))
        after = [e for e in talk.events[said:] if isinstance(e, ev.VoiceAudio)]
        assert {event.utterance for event in after} == {2}

    assert play(fake, scene).problem is None
    assert asked(fake) == [FIRST, SECOND]


def test_a_line_takes_over_what_a_guess_has_begun(fake: FakeOpenAI, tones: SpokenTones) -> None:
    gate = threading.Event()
    fake.then(tones.half(gate))

    async def scene(talk: Talk) -> None:
        await talk.pauses(FIRST)
        await until(lambda: len(fake.requests) == 1)
        await talk.model.say(Utterance(1, FIRST))
        await until(lambda: bool(talk.pcm))
        gate.set()
        await until(lambda: bool(talk.of(ev.VoiceDone)))

    play(fake, scene)
    assert asked(fake) == [FIRST]
    assert fake.hung_up == 0


def test_a_guess_that_is_not_wanted_is_closed(fake: FakeOpenAI, tones: SpokenTones) -> None:
    fake.then(tones.half(threading.Event()))

    async def scene(talk: Talk) -> None:
        await talk.pauses(FIRST)
        await until(lambda: len(fake.requests) == 1)
        await talk.say(SECOND)
        await until(lambda: fake.hung_up == 1)

    play(fake, scene)
    assert asked(fake) == [FIRST, SECOND]


# --- when it fails ---

FAULTS: dict[str, tuple[Answer, str]] = {
    "down": (replies.broken, "status 500: .*had an error"),
    "refused": (replies.no_key, "status 401: .*Incorrect API key"),
    "unknown": (replies.no_model, "status 404: .*does not exist"),
    "JSON": (instead(b'{"ok": true}', "application/json"), "it sent application/json"),
    "a page": (instead(b"<html>Welcome</html>", ""), "it sent text, not sound"),
    "MP3": (instead(b"\xff\xfb" * 99, "audio/mpeg"), "it sent audio/mpeg"),
    "WAV": (instead(WAV, "audio/wav"), "it sent audio/wav"),
    "WAV by another name": (instead(WAV), "it sent WAV, not bare samples"),
    "another rate": (instead(tone(440, 2), "audio/pcm; rate=22050"), "rate 22050, not 24000"),
    "nothing": (instead(b""), "it sent no sound"),
    "silence": (instead(silence(2)), "it sent no sound"),
    "no end": (endless, "it sent sound without end"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_where_the_service_fails_the_embedded_voice_says_the_line(
    fake: FakeOpenAI, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer, problem = FAULTS[name]
    fake.usual = answer

    async def scene(talk: Talk) -> None:
        assert (await talk.say(LINE)).endswith(here(LINE))
        assert await talk.say(SECOND) == here(SECOND)
        assert not talk.of(ev.ModelFailed)
        assert talk.of(ev.VoiceText)[-1].text == SECOND

    with caplog.at_level(logging.WARNING, logger=served_voice.__name__):
        voice = play(fake, scene)
    assert set(asked(fake)) == {FIRST}, "it is left alone for a while"
    [warning] = caplog.messages
    assert voice.problem
    assert voice.problem in warning
    assert "af_heart of kokoro at 127.0.0.1" in warning
    with pytest.raises(SpeechFault, match=problem):
        raise SpeechFault(voice.problem)


@pytest.mark.parametrize(
    ("fault", "problem"),
    [("broken_off", "its answer broke off"), ("cut_short", "too little sound for the words")],
)
def test_a_sentence_that_breaks_off_is_said_again_from_its_beginning(
    fake: FakeOpenAI, tones: SpokenTones, fault: str, problem: str
) -> None:
    fake.then(tones.good, getattr(tones, fault))

    async def scene(talk: Talk) -> None:
        pcm = await talk.say(LINE)
        assert tones.codebook.transcribe(pcm).startswith(FIRST)
        assert pcm.endswith(SENTENCE_PAUSE + here(SECOND))
        heard = [event.text for event in talk.of(ev.VoiceText)]
        assert heard == sorted(heard, key=len)
        assert heard[-1] == LINE

    voice = play(fake, scene)
    assert problem in (voice.problem or "")


@pytest.mark.parametrize("begun", [False, True])
def test_a_service_that_lets_people_wait_is_not_waited_for(
    fake: FakeOpenAI, tones: SpokenTones, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    monkeypatch.setattr(served_voice, "FIRST_SECONDS", 0.3 if begun else 0.02)
    monkeypatch.setattr(served_voice, "GAP_SECONDS", 0.02)
    never = threading.Event()
    fake.usual = tones.half(never) if begun else replies.slow(20, tones.good)

    async def scene(talk: Talk) -> None:
        assert (await talk.say("Why?")).endswith(here("Why?"))

    voice = play(fake, scene)
    assert ("too slowly" if begun else "no sound came") in (voice.problem or "")


def test_nobody_is_there_at_all() -> None:
    with FakeOpenAI() as gone:
        pass

    async def scene(talk: Talk) -> None:
        assert await talk.say(LINE) == here(LINE)

    assert play(gone, scene).problem == "it could not be reached"


def test_after_a_rest_a_guess_tries_the_service_and_it_speaks_again(
    fake: FakeOpenAI, tones: SpokenTones, caplog: pytest.LogCaptureFixture
) -> None:
    fake.then(replies.no_key)
    clock = Clock()

    async def scene(talk: Talk) -> None:
        assert await talk.say(FIRST) == here(FIRST)
        await talk.pauses(SECOND)
        await until(lambda: not talk.model._tasks)
        assert asked(fake) == [FIRST]
        clock.now += REST_SECONDS
        assert await talk.say(FIRST) == here(FIRST), "no line that is waited for tries it"
        await talk.pauses(SECOND)
        await until(lambda: not talk.model._tasks)
        assert tones.codebook.transcribe(await talk.say(LINE)) == LINE

    with caplog.at_level(logging.INFO, logger=served_voice.__name__):
        voice = play(fake, scene, now=clock)
    assert voice.problem is None
    assert caplog.messages[-1] == "af_heart of kokoro at 127.0.0.1 speaks again"
    assert asked(fake) == [FIRST, SECOND, FIRST]
