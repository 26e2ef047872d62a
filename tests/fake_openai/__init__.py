"""A local server that speaks OpenAI's Chat Completions and speech, as a test wishes."""

from tests.fake_openai import replies, speech
from tests.fake_openai.server import FakeOpenAI

__all__ = ["FakeOpenAI", "replies", "speech"]
