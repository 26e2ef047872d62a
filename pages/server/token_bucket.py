"""A token bucket: a rate limit that allows short bursts (pure)."""

from dataclasses import dataclass, field


@dataclass
class TokenBucket:
    """How many tokens are left.

    Attributes:
        most: tokens in a full bucket.
        a_second: tokens that come back each second.
    """

    most: float
    a_second: float
    _left: float = field(init=False)
    _at: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._left = self.most

    def wait_for_one(self, now: float) -> float:
        """Take a token; returns the seconds to wait until it is there, 0 for none.

        ``now`` is a monotonic time in seconds.
        """
        self._left = min(self.most, self._left + (now - self._at) * self.a_second)
        self._at = now
        self._left -= 1
        return max(0.0, -self._left / self.a_second)
