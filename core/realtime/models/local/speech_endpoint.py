"""A service that speaks: any that serves ``/audio/speech`` as OpenAI documents it.

https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

from collections.abc import AsyncGenerator, Mapping

import openai
from openai import AsyncOpenAI

from core.realtime.models.local.served_pcm import SpeechFault
from core.realtime.models.model import VOICE_RATE
from core.text.characters import kept_text

BARE = frozenset(
    "audio/pcm audio/x-pcm audio/raw audio/x-raw audio/l16 application/octet-stream".split()
)
"""Media types under which services send bare samples; some name none."""
_FORM = {"rate": str(VOICE_RATE), "channels": "1"}
_MOST_WORDS = 200
"""Characters of a service's own words that are passed on."""


class SpeechEndpoint:
    """One voice of one service.

    Attributes:
        name: of voice, model and host, for the team.
    """

    def __init__(self, client: AsyncOpenAI, model: str, voice: str) -> None:
        """``client`` is used on one event loop; ``model`` and ``voice`` as the service names
        them."""
        self.name = f"{voice} of {model} at {client.base_url.host}"
        self._client, self._model, self._voice = client, model, voice

    async def stream(self, text: str, speed: float) -> AsyncGenerator[bytes, None]:
        """``text`` as speech, ``speed`` times as fast as usual: what comes, as soon as it comes.

        Whoever stops reading closes it, which ends the request.

        Raises:
            SpeechFault: if the service cannot be reached, refuses, or breaks off.
        """
        # Many servers know no speed, and none has to be told of the usual one.
        pace = openai.omit if speed == 1.0 else speed
        try:
            async with self._client.audio.speech.with_streaming_response.create(
                input=text, model=self._model, voice=self._voice, response_format="pcm", speed=pace
            ) as response:
                _check_type(response.headers)
                async for data in response.iter_bytes():
                    yield data
        except SpeechFault:
            raise
        except openai.APIStatusError as error:
            words = kept_text(error.message)[:_MOST_WORDS]
            raise SpeechFault(f"it answered with status {error.status_code}: {words}") from error
        except openai.APIConnectionError as error:
            raise SpeechFault("it could not be reached") from error
        except Exception as error:  # whatever the SDK's transport raises in mid-answer
            raise SpeechFault(f"its answer broke off ({type(error).__name__})") from error


def _check_type(headers: Mapping[str, str]) -> None:
    kind, *parameters = headers.get("content-type", "").lower().replace(" ", "").split(";")
    if kind and kind not in BARE:
        raise SpeechFault(f"it sent {kind[:_MOST_WORDS]}, not bare samples (response_format pcm)")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name in _FORM and value != _FORM[name]:
            raise SpeechFault(f"it sent {name} {value[:_MOST_WORDS]}, not {_FORM[name]}")
