"""Random tokens whose hash alone is stored: interview links, sign-in tickets, cookies."""

import base64
import hashlib
import secrets

TOKEN_BYTES = 32
"""256 bits, twice what guessing is commonly held to be hopeless at (OWASP: 128)."""


def new_token() -> str:
    """A fresh URL-safe token."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is stored of ``token``: its SHA-256 in hex."""
    return hashlib.sha256(token.encode("utf-8", errors="replace")).hexdigest()


def derived_token(secret: str) -> str:
    """A token that follows from ``secret``, as hard to guess as that is."""
    digest = hashlib.sha256(b"token of " + secret.encode("utf-8", errors="replace")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
