"""Tokens: random, and safe in an address."""

import base64
from urllib.parse import quote

from core.access.tokens import new_token


def test_a_token_has_at_least_128_random_bits_and_needs_no_escaping() -> None:
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    for token in tokens:
        assert len(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))) * 8 >= 128
        assert quote(token, safe="") == token
