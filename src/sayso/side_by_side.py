"""Calls made on several threads at once, their results taken up in order on the thread that made them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, Self, TypeVar

# More would wait for one another: what is not the network's work holds Python's lock.
MOST = 4

About = TypeVar("About")
Result = TypeVar("Result")


class SideBySide(Generic[About, Result]):
    """Few calls are ahead at a time, so that memory stays bounded; ``keep`` is given each result in order.

    Whatever stops a run, what has been called by then is kept, and what has not begun is not waited for.
    """

    def __init__(self, keep: Callable[[About, Result], None]) -> None:
        self._keep = keep
        self._threads = min(MOST, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(self._threads)
        self._begun: deque[tuple[About, Future[Result]]] = deque()
        self._warm = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._begun = deque(item for item in self._begun if not item[1].cancelled())
        self.finish()
        self._pool.shutdown()

    def pending(self) -> Iterator[About]:
        """What the calls that are not kept yet are about."""
        return (about for about, _ in self._begun)

    def begin(self, about: About, call: Callable[[], Result]) -> None:
        """Makes a call on some thread; keeps those ahead of it where there are many."""
        self._begun.append((about, self._pool.submit(call)))
        # The first call loads what all need: the others wait for it, or each would load it anew.
        while len(self._begun) > (2 * self._threads if self._warm else 0):
            self._keep_first()
        self._warm = True

    def finish(self) -> None:
        """Keeps all that has been begun."""
        while self._begun:
            self._keep_first()

    def _keep_first(self) -> None:
        about, future = self._begun.popleft()
        self._keep(about, future.result())
