"""A stage for the speaking model: the fake endpoint, the model, and a candidate of tones."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeVar

from core.base_prompts.competency import Level
from core.base_prompts.library import load_parts
from core.interviews.assessment.directive import Directive
from core.models import TurnKind
from core.openai_client import async_openai_client
from core.realtime.models import events as ev
from core.realtime.models.local.transcriber import Words
from core.realtime.models.local.voice_activity import VoiceActivity
from core.realtime.models.model import Utterance
from core.realtime.models.openai.assembly import dialler
from core.realtime.models.openai.config import OpenAIConfig
from core.realtime.models.openai.fallback_transcription import Transcribe
from core.realtime.models.openai.model import OpenAIModel
from core.realtime.models.wording import wording_in
from core.settings import Settings
from tests.realtime.fake_realtime import FakeRealtime, Script, silence
from tests.realtime.fake_realtime.server import KEY
from tests.realtime.fake_realtime.tones import LOUD, RATE, loudness

KAFKA = Directive(
    "question",
    text="Tell me about a Kafka topic that you had to repartition, and why.",
    competency="Streaming",
    level=Level.WORKING,
    question_id="Streaming/working/1",
    number=1,
    of=4,
)
SPARK = replace(KAFKA, text="How did you keep a Spark job's cost down?", question_id="Spark/1")
NIGHTLY = replace(KAFKA, text="Why was that a nightly batch and no stream?", question_id="B/1")
BATCH = RATE // 25 * 2
E = TypeVar("E", bound=ev.RealtimeEvent)


def loud(chunk: bytes) -> float:
    """A voice detector for tones: sure of whatever is loud."""
    return float(loudness(chunk) > LOUD / 4)


def settings_for(server: FakeRealtime, **more: Any) -> Settings:
    """Settings that lead to the fake endpoint."""
    return Settings(
        _env_file=None,
        openai_api_key=more.pop("key", KEY),
        openai_base_url=server.url,
        **more,
    )


def model_for(
    server: FakeRealtime,
    config: OpenAIConfig | None = None,
    *,
    hears: bool = True,
    **more: Any,
) -> OpenAIModel:
    """A model that dials the fake endpoint; ``hears`` if this machine knows the language."""
    settings = settings_for(server, **more)
    config = config or OpenAIConfig.of(settings)
    return OpenAIModel(
        dialler(async_openai_client(settings), config.model),
        VoiceActivity(loud),
        wording_in(load_parts()["directions"]),
        config,
        hears_on(server) if hears else None,
    )


def hears_on(server: FakeRealtime) -> Transcribe:
    """A fallback transcription that knows the fake endpoint's tones, with confidence 0.7."""

    async def transcribe(pcm: bytes) -> Words:
        await asyncio.sleep(0)
        return Words(server.codebook.transcribe(pcm), 0.7)

    return transcribe


class Stage:
    """The model as its session sees it.

    Attributes:
        events: all that it reported, in order.
        prompts: how often the prompt was asked for.
    """

    def __init__(self, server: FakeRealtime, model: OpenAIModel) -> None:
        self.server, self.model = server, model
        self.events: list[ev.RealtimeEvent] = []
        self.prompts = 0
        self._numbers = itertools.count(1)
        self._changed = asyncio.Event()

    async def system_prompt(self) -> str:
        """The system prompt."""
        self.prompts += 1
        return f"You are the interviewer. Prompt {self.prompts}."

    async def collect(self) -> None:
        """Keep what the model reports."""
        async for event in self.model.events():
            self.events.append(event)
            self._changed.set()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for ``condition``."""
        async with asyncio.timeout(20):
            while not condition():
                self._changed.clear()
                try:
                    async with asyncio.timeout(0.02):
                        await self._changed.wait()
                except TimeoutError:
                    pass

    def of(self, kind: type[E]) -> list[E]:
        """Events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def judgings(self) -> int:
        """How often the model was asked for a call."""
        asked = [event["response"] for event in self.server.sent_of("response.create")]
        return sum(response["tool_choice"] == "required" for response in asked)

    @property
    def guesses(self) -> list[str]:
        """The words of the lines that were made on a guess."""
        asked = [event["response"] for event in self.server.sent_of("response.create")]
        inputs = [a["input"] for a in asked if a.get("conversation") == "none"]
        return [json.loads(i[-1]["content"][0]["text"])["words"] for i in inputs]

    @property
    def spoken_after_judgement(self) -> int:
        """How often the model was asked to speak in the conversation itself."""
        asked = [event["response"] for event in self.server.sent_of("response.create")]
        return sum(a["tool_choice"] == "none" and "conversation" not in a for a in asked)

    async def next(self, kind: type[E], count: int = 1) -> E:
        """The ``count``-th event of a kind, waited for."""
        await self.until(lambda: len(self.of(kind)) >= count)
        return self.of(kind)[count - 1]

    async def say(
        self,
        about: Directive | None = KAFKA,
        kind: TurnKind = TurnKind.QUESTION,
        text: str = "",
        *,
        voiced: bool = True,
        slow: bool = False,
        after: str = "",
    ) -> int:
        """Have something said; gives the utterance's number."""
        number = next(self._numbers)
        words = text or (about.text if about else "")
        utterance = Utterance(number, words, kind, about, 12.0, voiced, slow, after)
        await self.model.say(utterance)
        return number

    async def ask(self, about: Directive = KAFKA, *, voiced: bool = True) -> int:
        """Ask a question and give the floor to the candidate, as the session does."""
        number = await self.say(about, voiced=voiced)
        await self.until(lambda: any(e.utterance == number for e in self.of(ev.VoiceDone)))
        self.model.discard_answer()
        return number

    async def hear(self, *pieces: bytes) -> None:
        """Play into the microphone, faster than time passes."""
        audio = b"".join(pieces)
        for start in range(0, len(audio), BATCH):
            self.model.hear(audio[start : start + BATCH])
            await asyncio.sleep(0)

    async def speak(self, sentence: str, seconds: float = 1.0, pause: float = 1.0) -> None:
        """The candidate says ``sentence`` and is silent for ``pause`` seconds."""
        await self.hear(self.server.codebook.voice(sentence, seconds), silence(pause))

    def voice(self, utterance: int) -> bytes:
        """All audio of an utterance."""
        return b"".join(e.pcm for e in self.of(ev.VoiceAudio) if e.utterance == utterance)


@asynccontextmanager
async def on_stage(
    script: Script | None = None, config: OpenAIConfig | None = None, **more: Any
) -> AsyncIterator[Stage]:
    """The model, open, before the fake endpoint; at the end no message may have been wrong."""
    async with FakeRealtime(script or Script()) as server:
        stage = Stage(server, model_for(server, config, **more))
        collecting = asyncio.create_task(stage.collect())
        try:
            await stage.model.open(stage.system_prompt)
            yield stage
        finally:
            await stage.model.close()
            await collecting
    assert server.violations == []
