"""Random tokens of interview links, sign-in tickets and cookies; only their hash is stored."""

import base64
import hashlib
import secrets

TOKEN_BYTES = 32
"""256 bits; OWASP asks for 128 at least."""


def new_token() -> str:
    """A fresh URL-safe token."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is stored of ``token``: its SHA-256 in hex."""
    return hashlib.sha256(token.encode("utf-8", errors="replace")).hexdigest()


def derived_token(secret: str) -> str:
    """The token that belongs to ``secret``: always the same, and as hard to guess."""
    digest = hashlib.sha256(b"token of " + secret.encode("utf-8", errors="replace")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
