"""Which of Streamlit's websocket messages a browser may send, and how long they may be.

Streamlit lets every visitor clear the process's caches, ask for the paths of its source, install
files and run other people's downloads. Only the messages that our pages need are let through.
"""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

RERUN = "rerun_script"
ALLOWED = {RERUN, "stop_script", "file_urls_request", "app_heartbeat"}
LONGEST = 1_000_000
"""Bytes of a message; a page full of long texts needs a tenth of it."""
MOST_FILES = 10
"""Files that one message may ask addresses for."""
_LONGEST_END = 200
"""Bytes; a message to the browser that reports the end of a run has two short fields."""


def read(data: bytes) -> BackMsg:
    """The message that a browser sent.

    Raises:
        ValueError: if it cannot be parsed or is too long; the socket is then closed.
    """
    if len(data) > LONGEST:
        raise ValueError("a message that is too long")
    try:
        return BackMsg.FromString(data)
    except DecodeError as problem:
        raise ValueError("what is no message") from problem


def refused(message: BackMsg) -> str | None:
    """Why this message is not let through; None if it is."""
    kind = message.WhichOneof("type")
    if kind not in ALLOWED:
        return f"the message {kind}"
    if len(message.file_urls_request.file_names) > MOST_FILES:
        return "too many files in one message"
    return None


def asks_for_run(message: BackMsg) -> bool:
    """Whether this message asks for a run of the page."""
    return message.WhichOneof("type") == RERUN


def ends_run(data: bytes) -> bool:
    """Whether this message to the browser reports the end of a run that no other follows."""
    if len(data) > _LONGEST_END:
        return False
    message = ForwardMsg.FromString(data)
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )
