"""Advice for a candidate whose sound or connection does not work (pure)."""

from dataclasses import dataclass

CONNECT_SECONDS = 8.0
"""Seconds after which a connection counts as blocked, and writing is offered."""
FAINT = 0.01
"""Loudness (see MediaLine.level) below which speech is hard to make out."""
ALLOW = "Allow it by the icon beside the address and try again, or answer in writing."
MICROPHONE_PROBLEMS = {
    "NotAllowedError": f"The browser does not let this page use your microphone. {ALLOW}",
    "SecurityError": f"The browser does not let this page use your microphone. {ALLOW}",
    "NotFoundError": "No microphone was found. Plug one in and try again, or answer in writing.",
    "OverconstrainedError": "The chosen microphone is gone. Choose another, or answer in writing.",
    "NotReadableError": "Another program is using your microphone. Close it and try again, or "
    "answer in writing.",
    "NoWebRTC": "This browser cannot carry a conversation. Open your link in a current Chrome, "
    "Edge, Firefox or Safari, or answer in writing.",
    "InsecureContext": "Browsers give a page the microphone over HTTPS only, and this address is "
    "not. Please tell the hiring team; you can answer in writing now.",
}
OTHER_PROBLEM = "Your microphone could not be turned on. Try again, or answer in writing."
BLOCKED = (
    "The sound connection does not come up. A firewall or VPN often blocks it. You can answer in "
    "writing at once and try the microphone again later."
)


def microphone_problem(name: str) -> str:
    """What the browser's error ``name`` means, and what to do."""
    return MICROPHONE_PROBLEMS.get(name, OTHER_PROBLEM)


@dataclass(frozen=True)
class Measured:
    """What is known of a candidate's sound while they report trouble.

    Attributes:
        connected: whether the sound connection is up.
        arriving: whether any sound came in from the microphone within the last seconds.
        loudest: the loudest moment of the last seconds, 0 to 1.
    """

    connected: bool
    arriving: bool
    loudest: float


CANNOT_HEAR, NOT_HEARD, SOMETHING_ELSE = (
    "I can't hear the interviewer", "I am not heard", "Something else",
)  # fmt: skip
TROUBLES = (CANNOT_HEAR, NOT_HEARD, SOMETHING_ELSE)


def trouble_advice(trouble: str, measured: Measured) -> str:
    """What to try, from what is measured."""
    if trouble == SOMETHING_ELSE:
        return "Say in a sentence what is wrong. The hiring team reads it with your interview."
    if not measured.connected:
        return (
            "The sound connection is down at the moment. It is being made again; until then you "
            "can type. Everything you said is kept."
        )
    if trouble == CANNOT_HEAR:
        return (
            "The connection is up, so the sound reaches your browser. Check the volume, whether "
            "this tab is muted, and whether another speaker or headset is chosen. Every question "
            "is also written on the page, and Repeat says it again."
        )
    if not measured.arriving:
        return (
            "Nothing at all arrives from your microphone. It may be muted: look for a switch on "
            "the headset and for the microphone icon of your system. You can type meanwhile."
        )
    if measured.loudest < FAINT:
        return (
            "Your microphone works, but it is very quiet here. Move closer, or turn its volume "
            "up. You can type meanwhile."
        )
    return (
        "Your microphone is heard here. Speak in full sentences, pause when you are done or press "
        "“I'm done”, and watch the captions to see what was understood. You can type at any time."
    )


def report(trouble: str, note: str, measured: Measured) -> str:
    """The report to the team in one line, with what was measured; "" for nothing to report."""
    said = note.strip() if trouble == SOMETHING_ELSE else trouble
    if not said:
        return ""
    connection = "up" if measured.connected else "down"
    sound = f"loudest {measured.loudest:.2f} of 1" if measured.arriving else "no sound arriving"
    return f"{said} (connection {connection}, microphone: {sound})"
