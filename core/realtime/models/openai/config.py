"""What a deployment chose for the model, and what an interview may use of it (pure)."""

from dataclasses import dataclass, field

from core.settings import Settings
from core.usage import Caps, Spent


@dataclass(frozen=True)
class OpenAIConfig:
    """One interview's choices.

    Attributes:
        model: that speaks, as the endpoint names it.
        voice: one of the endpoint's voices.
        transcriber: model that transcribes the candidate's speech, as the endpoint names it.
        language: of the interview, ISO 639-1.
        caps: the most that the interview may use.
        spent: what earlier sessions of the interview used.
        tries: how often a lost connection is tried again.
        recycle_seconds: age from which a connection is renewed between turns.
        stall_seconds: a connection is given up if an event is due and none comes for so long.
        pause_ms: silence that ends an answer. Used only for a candidate who asked for longer
            pauses: a multiple of it must pass, besides the endpoint's own end of turn.
        hears: whether the endpoint is known to hear the audio, not to read its transcript.
        guesses: how many lines that may follow are made while an answer is judged.
    """

    model: str
    voice: str
    transcriber: str
    language: str
    caps: Caps
    spent: Spent = field(default_factory=Spent)
    tries: int = 6
    recycle_seconds: float = 3_000.0
    stall_seconds: float = 8.0
    pause_ms: float = 1_400.0
    guesses: int = 3
    hears: bool = False

    @classmethod
    def of(
        cls, settings: Settings, language: str = "en", spent: Spent | None = None
    ) -> "OpenAIConfig":
        """What ``settings`` say, for an interview in ``language``."""
        return cls(
            model=settings.realtime_model,
            voice=settings.realtime_voice,
            transcriber=settings.transcription_model,
            language=language,
            caps=Caps(
                settings.realtime_max_minutes,
                settings.realtime_max_tokens,
                settings.realtime_max_reconnects,
            ),
            spent=spent or Spent(),
            tries=settings.realtime_tries,
            recycle_seconds=settings.realtime_recycle_minutes * 60,
            pause_ms=settings.end_silence_ms,
            guesses=settings.realtime_guesses,
            hears=settings.openai_base_url is None,
        )
