"""Checks client events against the SDK's own types, without mercy for unknown fields."""

from typing import Any

from openai.types.realtime.realtime_client_event import RealtimeClientEvent
from pydantic import BaseModel, TypeAdapter, ValidationError

_CLIENT_EVENT: TypeAdapter[Any] = TypeAdapter(RealtimeClientEvent)


class Violation(ValueError):
    """A client event that the protocol does not have."""


def client_event(data: str | bytes) -> dict[str, Any]:
    """The event as plain data.

    Raises:
        Violation: if it is not one of the protocol's.
    """
    try:
        event = _CLIENT_EVENT.validate_json(data)
    except ValidationError as error:
        raise Violation(str(error)) from error
    if unknown := sorted(_unknown(event, "")):
        raise Violation(f"{event.type}: unknown fields {unknown}")
    plain: dict[str, Any] = event.model_dump(exclude_unset=True)
    return plain


def _unknown(value: Any, path: str) -> list[str]:
    if isinstance(value, BaseModel):
        extra = [f"{path}{name}" for name in value.model_extra or {}]
        fields = [(name, getattr(value, name)) for name in value.model_fields_set]
        return extra + [
            found
            for name, inner in fields
            if name not in (value.model_extra or {})
            for found in _unknown(inner, f"{path}{name}.")
        ]
    if isinstance(value, list):
        return [found for inner in value for found in _unknown(inner, path)]
    return []
