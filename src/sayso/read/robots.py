"""What a server's robots.txt asks of programs, by RFC 9309."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from protego import Protego

from sayso.read.fetch import NAME, Answer, Unfetched

# The standard asks for 500 kibibytes at least; what stands behind is not read.
LONGEST = 512_000
# Between requests, unless a server asks for more.
NO_PAUSE = 0.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The wishes of one server. ``rules`` is None where it has none; ``closed`` where they cannot be had."""

    rules: Any = None
    closed: bool = False

    def allow(self, url: str) -> bool:
        """Whether a program of our name may ask for an address."""
        return not self.closed and (self.rules is None or bool(self.rules.can_fetch(url, NAME)))

    @property
    def pause(self) -> float:
        """The seconds that the server asks for between two requests."""
        asked = self.rules.crawl_delay(NAME) if self.rules is not None else None
        return float(asked or NO_PAUSE)


def read_robots(url: str, ask: Callable[[str], Answer]) -> Robots:
    """The wishes of the server of ``url``: none if it has no such file, all closed if it fails to say."""
    try:
        answer = ask(urljoin(url, "/robots.txt"))
    except Unfetched:
        return Robots(closed=True)
    if answer.status == 200:
        return Robots(Protego.parse(answer.body[:LONGEST].decode("utf-8", "replace")))
    return Robots(closed=answer.status >= 500 or answer.status == 429)
