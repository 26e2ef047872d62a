"""Two who make the same thing at the same moment: the second is told, whatever it was."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError

from core.errors import Conflict

SAME_MOMENT = (
    "Somebody did the same at this very moment, so this was not done twice. Please look at how it "
    "stands now."
)


@contextmanager
def collision_named() -> Iterator[None]:
    """Work on the database; what a unique constraint refuses raises Conflict.

    A service that knows better what to say, or beside which field, says it itself.
    """
    try:
        yield
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise Conflict(SAME_MOMENT) from error
        raise
