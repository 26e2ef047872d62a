"""What a browser may say over the websocket: what our pages need, of a size.

Streamlit lets every visitor clear the process's caches, ask for its source's paths, install
files and run other people's downloads. Each page's own messages pass; others are dropped.
"""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

ALLOWED = {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat"}
LONGEST = 1_000_000
"""Bytes of a message; a page full of long texts needs a tenth."""
MOST_FILES = 10
"""Files that one message may ask addresses for."""


def judged(data: bytes) -> str | None:
    """Why this message is not let through; None if it is.

    Raises:
        ValueError: if it is none, or far too long: such a socket is closed.
    """
    if len(data) > LONGEST:
        raise ValueError("a message that is too long")
    try:
        message = BackMsg.FromString(data)
    except DecodeError as problem:
        raise ValueError("what is no message") from problem
    kind = message.WhichOneof("type")
    if kind not in ALLOWED:
        return f"the message {kind}"
    if len(message.file_urls_request.file_names) > MOST_FILES:
        return "too many files in one message"
    return None
