"""Errors whose message may be shown to a person unchanged."""


class RolecallError(Exception):
    """Base of every error of the product; its message is safe to show."""


class InvalidInput(RolecallError):
    """Something that a person typed is not valid.

    ``field`` names the form field that the message belongs beside.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotFound(RolecallError):
    """The thing asked for does not exist, or not for this person."""


class NotAllowed(RolecallError):
    """The person is known, but may not do this."""


class SignedOut(NotAllowed):
    """Who acts is not signed in any more, or has lost access."""


class Conflict(RolecallError):
    """The thing is in a state that does not allow this."""


class Stale(Conflict):
    """Somebody else has changed the thing since it was read; says who, what and when."""


class PromptFileError(RolecallError):
    """A file under prompts/ is not in the format; names the file and the key."""


class DatabaseAway(RolecallError):
    """The database does not answer, or accepts no writes; a later try may succeed.

    Whether the transaction was stored is not known.
    """

    def __init__(self) -> None:
        super().__init__(
            "That did not go through just now: our database is not answering. What you typed is "
            "still here. Please try again in a moment."
        )
