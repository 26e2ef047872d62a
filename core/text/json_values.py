"""Python values as JSON holds them (pure)."""

import enum
import uuid
from datetime import datetime
from typing import Any


def json_value(value: Any) -> Any:
    """``value`` with text in place of enums, ids and times; collections are converted inside."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [json_value(one) for one in value]
    if isinstance(value, dict):
        return {str(name): json_value(one) for name, one in value.items()}
    return value
