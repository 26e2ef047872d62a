"""A server that speaks OpenAI's Realtime protocol, strictly, with faults on demand."""

from tests.realtime.fake_realtime.script import Fault, Script, ToolCall
from tests.realtime.fake_realtime.server import FakeRealtime
from tests.realtime.fake_realtime.tones import pitch_of, silence, tone

__all__ = ["FakeRealtime", "Fault", "Script", "ToolCall", "pitch_of", "silence", "tone"]
