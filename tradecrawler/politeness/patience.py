"""What follows when a host answers that it is busy: wait, give the page up, or give the host up.

A host that refuses is left alone for twice as long each time, and all its pages wait. Only where it
answers others and refuses one page again and again, it is that page that fails.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

TOO_MANY_REQUESTS = 429
REFUSALS = frozenset({TOO_MANY_REQUESTS, 503})
"""Statuses with which a host says "later": Too Many Requests, Service Unavailable."""

JITTER = 0.25
"""Share by which a wait is made longer at random, at most: two crawlers that were refused at the
same moment do not come back at the same moment. Never shorter, for Retry-After is a promise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """How patient to be; what the settings say."""

    first: float
    """Seconds of the first wait, where the host names none; each further one is twice as long."""
    longest: float
    """Seconds of one wait, at most. A host that asks for more is given up."""
    waits: int
    """How often in a row a host is waited for; also, how often one page may get a 429."""
    tries: int
    """How often one page may get another refusal while the host answers others."""


class Verdict(NamedTuple):
    """What follows from a refusal."""

    action: Literal["wait", "give_up_page", "give_up_host"]
    seconds: float = 0.0
    """How long the host is to be left alone, from now."""


@dataclass(slots=True)
class _Page:
    """A page that was refused, until it is answered."""

    tries: int
    answers: int
    """How many answers its host had given when it was refused."""


@dataclass(slots=True)
class Patience:
    """The patience with one host."""

    bounds: Bounds
    chance: Callable[[], float]
    """Gives numbers from 0 to 1, such as ``random.random``."""
    row: int = 0
    """Refusals since it last answered, those not counted that came while it was waited for."""
    answers: int = 0
    until: float = 0.0
    """When the host may be asked again, by the clock of ``refused``."""
    _pages: dict[str, _Page] = field(default_factory=dict)
    _refused: set[str] = field(default_factory=set)
    """The pages refused since it last answered."""

    def answered(self, url: str) -> None:
        """Anything but a refusal came."""
        self.row = 0
        self.answers += 1
        self._refused.clear()
        self._pages.pop(url, None)

    def refused(self, url: str, status: int, now: float, asked: float | None) -> Verdict:
        """A refusal came at ``now`` (seconds); the host asked for ``asked`` seconds, or for none.

        Answers that come while the host is waited for are to requests sent before.
        """
        self.row += now >= self.until
        self._refused.add(url)
        is_alone = len(self._refused) == 1
        bounds, asked = self.bounds, asked or 0.0
        tries = self._tried(url, is_alone=is_alone)
        most = bounds.waits if status == TOO_MANY_REQUESTS else bounds.tries
        is_page = self.answers > 0 and (tries > most or (is_alone and asked > bounds.longest))
        if is_page:
            self._pages.pop(url, None)
            return Verdict("give_up_page")
        if self.row > bounds.waits or asked > bounds.longest:
            return Verdict("give_up_host", asked)
        grown = bounds.first * 2.0 ** (max(self.row, 1) - 1)
        seconds = max(min(grown, bounds.longest), asked) * (1 + JITTER * self.chance())
        self.until = max(self.until, now + seconds)
        return Verdict("wait", self.until - now)

    def _tried(self, url: str, *, is_alone: bool) -> int:
        """How often the page was refused while its host answered others, this time included."""
        page = self._pages.setdefault(url, _Page(0, -1))
        if is_alone or page.answers != self.answers:
            page.tries += 1
        page.answers = self.answers
        return page.tries
