"""speech-to-speech's Realtime server with its models replaced by small ones of this machine.

Run by the counterpart's own Python (see install.py), never imported by the tests. Everything
that makes up the protocol is theirs: the server, the session, the conversation, the response
life cycle, tool calls, resampling, cancellation. Ours are only the four model handlers: voice
activity, transcription and voice are Rolecall's local ones, and the language model is an
obedient one that calls the tool it must call and says the words it is told to say.

    python speech_to_speech_server.py PORT
"""

import itertools
import json
import sys
from collections.abc import Iterator
from queue import Queue
from threading import Event, Thread
from typing import Any

import numpy as np
from openai.types.responses import ResponseFunctionToolCall
from scipy.signal import resample_poly
from speech_to_speech.api.openai_realtime.pipeline_unit import PipelineUnit
from speech_to_speech.api.openai_realtime.server import RealtimeServer
from speech_to_speech.api.openai_realtime.service import RealtimeService
from speech_to_speech.baseHandler import BaseHandler
from speech_to_speech.LLM.base_openai_compatible_language_model import (
    AssistantContent,
    AssistantMessage,
    BaseOpenAICompatibleHandler,
    ProviderResponseEnd,
    TextDelta,
    ToolCall,
    Usage,
)
from speech_to_speech.LLM.lm_output_processor import LMOutputProcessor
from speech_to_speech.pipeline.cancel_scope import CancelScope
from speech_to_speech.pipeline.events import SpeechStartedEvent, SpeechStoppedEvent
from speech_to_speech.pipeline.messages import (
    AUDIO_RESPONSE_DONE,
    EndOfResponse,
    Transcription,
    VADAudio,
)
from speech_to_speech.STT.transcription_notifier import TranscriptionNotifier

from core.realtime.models.local.speech import LocalSpeech, local_speech

CHUNK_MS = 32
START_CHUNKS = 4
END_CHUNKS = 25
"""0.8 s of silence end a turn."""
BLOCK = 512


class SpeechInput(BaseHandler):
    """Tells where the candidate's turns begin and end."""

    def setup(self, speech: LocalSpeech, events: Queue[Any]) -> None:
        self._activity, self._events = speech.voice_activity(), events
        self._turn = 0
        self._reset()

    def _reset(self) -> None:
        self._audio: list[bytes] = []
        self._voiced = self._silent = 0
        self._speaking = False

    def process(self, item: tuple[bytes, Any]) -> Iterator[VADAudio]:
        chunk, config = item
        voiced = self._activity(chunk) >= 0.5
        self._audio.append(chunk)
        self._voiced = self._voiced + 1 if voiced else 0
        self._silent = 0 if voiced else self._silent + 1
        if not self._speaking:
            del self._audio[:-12]
            if self._voiced >= START_CHUNKS:
                self._speaking, self._turn = True, self._turn + 1
                self._events.put(SpeechStartedEvent(turn_id=self._turn_id, turn_revision=0))
        elif self._silent >= END_CHUNKS:
            yield self._end(config)

    @property
    def _turn_id(self) -> str:
        return f"turn_{self._turn}"

    def _end(self, config: Any) -> VADAudio:
        audio = np.frombuffer(b"".join(self._audio), np.int16)
        self._reset()
        self._events.put(
            SpeechStoppedEvent(
                duration_s=len(audio) / 16_000, turn_id=self._turn_id, turn_revision=0
            )
        )
        return VADAudio(
            audio=audio, runtime_config=config, mode="final", turn_id=self._turn_id, turn_revision=0
        )

    def on_session_end(self) -> None:
        self._reset()


class Transcriber(BaseHandler):
    """Puts a turn into words."""

    def setup(self, speech: LocalSpeech) -> None:
        self._speech = speech

    def process(self, turn: VADAudio) -> Iterator[Transcription]:
        text = self._speech.transcribe(turn.audio.tobytes())
        yield Transcription(text=text, turn_id=turn.turn_id, turn_revision=turn.turn_revision)


class Obedient(BaseOpenAICompatibleHandler):
    """Calls the tool where one is required, else says the words of the newest direction."""

    def setup(self, **settings: Any) -> None:
        super().setup(stream=False, base_url="http://127.0.0.1:9/v1", **settings)
        self._calls = itertools.count(1)

    def warmup(self) -> None:
        """Nothing to warm up."""

    def _build_compaction_generate_fn(self) -> Any:
        return lambda system, user: ""

    def _serialize(self, active_chat: Any) -> list[dict[str, Any]]:
        return list(active_chat.to_responses_api_chat())

    def _build_optional_kwargs(self, req_tools: Any, req_tool_choice: Any) -> dict[str, Any]:
        return {"must_call": req_tool_choice == "required"}

    def _request(self, api_input: Any, optional_kwargs: dict[str, Any]) -> Any:
        return api_input, optional_kwargs["must_call"]

    def _iter_stream_events(self, api_response: Any) -> Iterator[Any]:
        return self._iter_response_events(api_response)

    def _iter_response_events(self, api_response: Any) -> Iterator[Any]:
        items, must_call = api_response
        if must_call:
            yield ToolCall(item=self._call(items))
        else:
            words = _direction(items).get("words", "")
            yield AssistantMessage(content=[AssistantContent(type="output_text", text=words)])
            yield TextDelta(text=words)
        yield Usage(input_tokens=100, output_tokens=10)
        yield ProviderResponseEnd()

    def _call(self, items: list[dict[str, Any]]) -> ResponseFunctionToolCall:
        words = _answer(items).split()
        signal = "strong" if len(words) > 30 else "mixed" if len(words) > 10 else "weak"
        arguments = {
            "question_id": _direction(items).get("question_id", "none"),
            "signal": signal,
            "quote": " ".join(words[:6]) or None,
        }
        return ResponseFunctionToolCall(
            type="function_call",
            name="record_answer",
            arguments=json.dumps(arguments),
            call_id=f"call_{next(self._calls)}",
        )


def _texts(item: dict[str, Any]) -> list[str]:
    """Every text that an item of the conversation holds."""
    if item.get("type") == "function_call_output":
        return [str(item.get("output"))]
    content = item.get("content") or []
    return [content] if isinstance(content, str) else [str(p.get("text", "")) for p in content]


def _direction(items: list[dict[str, Any]]) -> dict[str, Any]:
    """The newest direction in the items of this request.

    None is remembered: a line that is made beside the conversation brings one of its own.
    """
    ours = [item for item in reversed(items) if item.get("role") != "user"]
    found = (_json_in(text) for item in ours for text in _texts(item))
    return next((direction for direction in found if direction is not None), {})


def _answer(items: list[dict[str, Any]]) -> str:
    """What the candidate said since the interviewer spoke; a pause may have made several items."""
    said = itertools.takewhile(lambda item: item.get("role") != "assistant", reversed(items))
    theirs = [" ".join(_texts(item)) for item in said if item.get("role") == "user"]
    return " ".join(reversed(theirs))


def _json_in(text: str) -> dict[str, Any] | None:
    """The direction on the last line of ``text``, if there is one."""
    try:
        found = json.loads(text.strip().splitlines()[-1])
    except (ValueError, IndexError):
        return None
    return found if isinstance(found, dict) and "words" in found else None


class SpeechOutput(BaseHandler):
    """Speaks what the language model wrote."""

    def setup(self, speech: LocalSpeech, cancel_scope: CancelScope) -> None:
        self._speech, self.cancel_scope = speech, cancel_scope

    def process(self, said: Any) -> Iterator[Any]:
        if isinstance(said, EndOfResponse):
            yield AUDIO_RESPONSE_DONE
            return
        generation = self.cancel_scope.generation
        for pcm in self._speech.synthesise(said.text):
            at_16k = resample_poly(np.frombuffer(pcm, np.int16).astype(np.float32), 2, 3)
            samples = np.clip(at_16k, -32_768, 32_767).astype(np.int16)
            for start in range(0, len(samples), BLOCK):
                if self.cancel_scope.is_stale(generation):
                    return
                block = samples[start : start + BLOCK]
                yield np.pad(block, (0, BLOCK - len(block)))


def pipeline(stop: Event) -> PipelineUnit:
    """One conversation's worth of handlers, joined as s2s_pipeline.py joins them."""
    speech = local_speech()
    listen, playing, cancel = Event(), Event(), CancelScope()
    heard, turns, words, prompts, replies, spoken, sound, events = (Queue[Any]() for _ in range(8))
    service = RealtimeService(text_prompt_queue=prompts, should_listen=listen, chat_size=200)
    notifier = {"text_output_queue": events, "should_listen": listen}
    handlers = [
        SpeechInput(stop, heard, turns, setup_args=(speech, events)),
        Transcriber(stop, turns, words, setup_args=(speech,)),
        TranscriptionNotifier(stop, words, prompts, setup_kwargs=notifier),
        Obedient(stop, prompts, replies, setup_kwargs={"cancel_scope": cancel}),
        LMOutputProcessor(stop, replies, spoken, setup_kwargs={"text_output_queue": events}),
        SpeechOutput(stop, spoken, sound, setup_args=(speech, cancel)),
    ]
    return PipelineUnit(
        index=0,
        service=service,
        cancel_scope=cancel,
        should_listen=listen,
        response_playing=playing,
        input_queue=heard,
        output_queue=sound,
        text_output_queue=events,
        text_prompt_queue=prompts,
        handlers=handlers,
    )


def main() -> None:
    """Serve until killed."""
    stop = Event()
    unit = pipeline(stop)
    for handler in unit.handlers:
        Thread(target=handler.run, daemon=True).start()
    RealtimeServer(stop, [unit], host="127.0.0.1", port=int(sys.argv[1])).run()


if __name__ == "__main__":
    main()
