"""The languages that an interview may be held in (pure)."""

DEFAULT = "en"
LANGUAGES = {
    "en": "English",
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "nl": "Dutch",
    "fi": "Finnish",
    "fr": "French",
    "de": "German",
    "el": "Greek",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Mandarin Chinese",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "es": "Spanish",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
}
"""ISO 639-1 code -> English name."""


def language_name(code: str | None) -> str:
    """The English name of ``code``; English for None and for a code that is not listed."""
    return LANGUAGES.get(code or DEFAULT, LANGUAGES[DEFAULT])
