"""A local server that speaks OpenAI's Chat Completions, well or badly as a test wishes."""

from tests.fake_openai import replies
from tests.fake_openai.server import FakeOpenAI

__all__ = ["FakeOpenAI", "replies"]
