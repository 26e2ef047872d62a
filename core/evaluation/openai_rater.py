"""A rater behind any server that speaks OpenAI's Chat Completions with structured outputs.

Chat Completions and not Responses: it is what nearly every compatible server speaks. A server
that knows no JSON schemas is asked for plain JSON, with the schema in the prompt; either way
the answer is validated here.
"""

import json
from collections import Counter
from typing import Any

import openai
from openai import AsyncOpenAI
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion
from openai.types.chat.completion_create_params import ResponseFormat
from pydantic import ValidationError

from core.evaluation.rater import RaterAnswer, Refused, Unavailable, Unusable
from core.evaluation.rating import RatingProposal
from core.evaluation.rating_prompt import RatingPrompt

TRIES = 3
"""Answers asked for before one prompt is given up."""
FIRST_MOST_TOKENS = 4_096
"""Of the first answer, hidden reasoning included; each further one may have twice as many."""

SCHEMA = RatingProposal.model_json_schema()
BY_SCHEMA: ResponseFormat = {
    "type": "json_schema",
    "json_schema": {"name": "rating_proposal", "strict": True, "schema": SCHEMA},
}
PLAIN: ResponseFormat = {"type": "json_object"}
AS_SCHEMA = f"\n\n# Form\nAnswer with one JSON object that fits this schema:\n{json.dumps(SCHEMA)}"

DECLINED = "it declined to answer"
MALFORMED = "its answer was not in the form that was asked for"
ENDINGS = {
    "length": "its answer was cut off at the length limit",
    "content_filter": "its answer was held back by a content filter",
}
"""What is wrong with an answer that ended for such a reason."""


class OpenAIRater:
    """Asks one model for proposals."""

    def __init__(self, client: AsyncOpenAI, model: str) -> None:
        """``client`` brings the time limit and the retries of a single request with it."""
        self.model = model
        self._client = client
        self._form = BY_SCHEMA

    async def rate(self, prompt: RatingPrompt) -> RaterAnswer:
        """One proposal; raises as ``Rater.rate`` says."""
        used: Counter[str] = Counter()
        problem = MALFORMED
        for number in range(TRIES):
            completion = await self._ask(prompt, FIRST_MOST_TOKENS * 2**number)
            # The SDK passes on what a server sends; any part may be missing.
            used.update(_tokens(getattr(completion, "usage", None)))
            found = _read(completion)
            if isinstance(found, RatingProposal):
                return RaterAnswer(found, completion.model or self.model, used)
            problem = found
        raise Unusable(problem, used)

    async def _ask(self, prompt: RatingPrompt, most_tokens: int) -> ChatCompletion:
        try:
            return await self._complete(prompt, most_tokens)
        except openai.BadRequestError as error:
            if self._form is PLAIN or "response_format" not in str(error):
                raise _as_rater_error(error, self.model) from error
            self._form = PLAIN
            return await self._ask(prompt, most_tokens)
        except openai.APIError as error:
            raise _as_rater_error(error, self.model) from error
        except json.JSONDecodeError as error:
            # The SDK lets it through where a body is called JSON and is none.
            raise Unavailable("The language model's server sent a broken answer.") from error

    async def _complete(self, prompt: RatingPrompt, most_tokens: int) -> ChatCompletion:
        rules = prompt.rules + AS_SCHEMA if self._form is PLAIN else prompt.rules
        return await self._client.chat.completions.create(
            model=self.model,
            messages=[
                {"role": "system", "content": rules},
                {"role": "user", "content": prompt.task},
            ],
            response_format=self._form,
            max_completion_tokens=most_tokens,
        )


def _read(completion: ChatCompletion) -> RatingProposal | str:
    """The proposal, or what is wrong with the answer."""
    try:
        choice = completion.choices[0]
        if choice.finish_reason in ENDINGS:
            return ENDINGS[choice.finish_reason]
        if choice.message.refusal:
            return DECLINED
        return RatingProposal.model_validate_json(choice.message.content or "")
    except (ValidationError, AttributeError, IndexError, TypeError):
        return MALFORMED


def _tokens(usage: CompletionUsage | None) -> dict[str, int]:
    if usage is None:
        return {}
    details = usage.prompt_tokens_details
    cached = (details.cached_tokens if details else None) or 0
    counts = {
        "text_in": (usage.prompt_tokens or 0) - cached,
        "text_cached": cached,
        "text_out": usage.completion_tokens or 0,
    }
    return {kind: count for kind, count in counts.items() if count > 0}


def _as_rater_error(error: openai.APIError, model: str) -> Refused | Unavailable:
    """The rater's error for an SDK error: Unavailable where waiting helps, else Refused."""
    if isinstance(error, openai.APITimeoutError):
        return Unavailable("The language model did not answer in time.")
    if isinstance(error, openai.APIConnectionError):
        return Unavailable("The language model's server could not be reached.")
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return Refused("The language model's server does not accept the API key.")
    if isinstance(error, openai.NotFoundError):
        return Refused(f"The language model's server does not know the model {model}.")
    if isinstance(error, openai.RateLimitError):
        if error.code == "insufficient_quota":
            return Refused("The account of the API key has no quota left.")
        return Unavailable("The language model's server is busy.", _seconds_to_wait(error))
    if isinstance(error, openai.APIStatusError) and error.status_code < 500:
        return Refused(f"The language model's server refused the request: {error.message[:300]}")
    return Unavailable("The language model's server has a fault.")


def _seconds_to_wait(error: openai.APIStatusError) -> float:
    """What the server's Retry-After says, 0 where it says nothing that can be read."""
    value: Any = error.response.headers.get("retry-after", "")
    return float(value) if value.isdecimal() else 0.0
