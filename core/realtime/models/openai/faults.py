"""What went wrong with the endpoint, and whether trying again can help."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from websockets.exceptions import ConnectionClosed, InvalidStatus

FATAL: Mapping[str, str] = {
    "invalid_api_key": "The OpenAI key is not valid.",
    "invalid_organization": "The OpenAI key belongs to no organisation that may use this model.",
    "account_deactivated": "The OpenAI account is deactivated.",
    "insufficient_quota": "The OpenAI account has no credit left.",
    "billing_hard_limit_reached": "The OpenAI account has reached its spending limit.",
    "model_not_found": "The endpoint does not have the model that the settings name.",
    "unsupported_country_region_territory": "The endpoint does not serve this region.",
}
"""Codes that no retry can help, each in words for the team."""
FATAL_STATUS: Mapping[int, str] = {
    400: "The endpoint refused the connection as malformed.",
    401: FATAL["invalid_api_key"],
    403: "The OpenAI key may not use this model.",
    404: FATAL["model_not_found"],
}
"""HTTP answers to the handshake, where the body names no code."""
LOST = frozenset({"session_expired"})
"""Codes of error events after which the connection is as good as closed."""


@dataclass(frozen=True)
class Fault:
    """Why a connection ended or was not made; ``words`` are for the team."""

    words: str
    fatal: bool = False


class SocketFault(Exception):
    """The endpoint said by itself that the connection is of no more use."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault


def fault_of_code(code: str | None, message: str | None = None) -> Fault | None:
    """The fault that an error event means for the connection; None where it lives on."""
    if code is not None and code in FATAL:
        return Fault(FATAL[code], fatal=True)
    if code in LOST:
        return Fault(message or "The endpoint ended the session.")
    return None


def fault_of(error: BaseException) -> Fault:
    """The fault behind an exception from dialling, reading or writing."""
    if isinstance(error, SocketFault):
        return error.fault
    if isinstance(error, InvalidStatus):
        status = error.response.status_code
        code = _code_in(bytes(error.response.body or b""))
        known = fault_of_code(code) if code else None
        return known or Fault(
            FATAL_STATUS.get(status, f"The endpoint answered with status {status}."),
            fatal=status in FATAL_STATUS,
        )
    if isinstance(error, ConnectionClosed):
        return _fault_of_close(error)
    if isinstance(error, TimeoutError):
        return Fault("The endpoint did not answer in time.")
    return Fault(f"The endpoint could not be reached: {type(error).__name__}.")


def _fault_of_close(error: ConnectionClosed) -> Fault:
    if error.rcvd is None:
        return Fault("The connection broke off without a word (1006).")
    # A reason looks like "invalid_request_error.invalid_api_key".
    code = error.rcvd.reason.rsplit(".", 1)[-1].strip()
    words = f"The endpoint closed the connection with code {error.rcvd.code}."
    return fault_of_code(code) or Fault(words)


def _code_in(body: bytes) -> str | None:
    try:
        return str(json.loads(body)["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return None
