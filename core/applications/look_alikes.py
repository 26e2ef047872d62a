"""Warns the team of homoglyphs in a candidate's name or e-mail address (pure)."""

from core.text.look_alikes import alphabets, latin_looking, mixed_words


def look_alikes(name: str, email: str) -> list[str]:
    """Warnings about the letters of a name and an address; empty if there is nothing to say."""
    return [*_of_name(name), *_of_address(email)]


def _of_name(name: str) -> list[str]:
    return [
        f"“{word}” in the name mixes {_named(word)} letters that look alike. It may be meant to "
        "pass for somebody else's name."
        for word in mixed_words(name)[:1]
    ]


def _of_address(email: str) -> list[str]:
    latin = latin_looking(email)
    if latin != email and latin.isascii():
        return [
            f"The address only looks like {latin}: some of its letters are "
            f"{_named(email, without='Latin')}. A message to one does not reach the other."
        ]
    return [
        f"“{word}” in the address mixes {_named(word)} letters that look alike. It may be meant "
        "to pass for somebody else's address."
        for word in mixed_words(email)[:1]
    ]


def _named(text: str, *, without: str = "") -> str:
    return " and ".join(name for name in alphabets(text) if name != without)
