"""The open case behind the page: one thread asks it, and its account is kept until the file changes."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

from sayso.library import Case, name_case, open_case
from sayso.show.page import Book
from sayso.web.jobs import Job, Tray
from sayso.web.keeping import Keeper
from sayso.web.waiting import PATIENCE, NotYet
from sayso.weigh import Weigher

Result = TypeVar("Result")
Parameters = ParamSpec("Parameters")
BIG = 200  # articles from which the account takes seconds to make


class Desk:
    """A case on which a page works. SQLite's connections keep to one thread, so all questions go to one."""

    def __init__(self, path: Path, title: str = "") -> None:
        self.path = path
        self.title = title or name_case(path)
        self.slug = "".join(c if c.isalnum() else "-" for c in path.stem.lower()).strip("-") or "case"
        self.tray = Tray()
        self.job: Job | None = None
        self.keeper = Keeper(path)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sayso-case")
        self._loading = ThreadPoolExecutor(1, thread_name_prefix="sayso-loading")
        self._next: Future[Book] | None = None
        self._case: Case | None = None
        self._watch: sqlite3.Connection | None = None
        self._version: object = None
        self._book: Book | None = None
        self._opening: Future[Book] | None = None
        self._began = 0.0

    async def ask(
        self, question: Callable[Parameters, Result], *given: Parameters.args, **named: Parameters.kwargs
    ) -> Result:
        """The answer to a question that is put on the case's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: question(*given, **named))

    async def ask_soon(
        self, question: Callable[Parameters, Result], *given: Parameters.args, **named: Parameters.kwargs
    ) -> Result:
        """As ``ask``; raises ``NotYet`` while the account of a big case is still being made."""
        if self._book is None and (articles := await self.keeper.count_articles()) > BIG:
            self.open_soon()
            if self._opening is not None:
                await asyncio.wait([asyncio.wrap_future(self._opening)], timeout=PATIENCE)
            if self._book is None:
                raise NotYet(self.title, articles, time.monotonic() - self._began)
        return await self.ask(question, *given, **named)

    def case(self) -> Case:
        """The open case; to be called on its thread."""
        if self._case is None:
            self._case = open_case(self.path)
        return self._case

    def book(self) -> Book:
        """The account of the last good state of the file; to be called on the case's thread.

        While files are being added the account from before stays; so does that of a big case while the new
        one is made.
        """
        if self._next is not None and self._next.done():
            self._book, self._next = self._next.result(), None
        version = self._read_version()
        if self._book is None:
            # What changes the case while it is read makes the account be made once more.
            self._book, self._version = make_book(self.case(), self.title), version
        elif version != self._version and not self.is_adding() and self._next is None:
            self._renew(version)
        return self._book

    def _renew(self, version: object) -> None:
        """Makes the account anew: at once where that is quick, else beside the old one."""
        self._version = version
        if self._book is not None and len(self._book.linked.articles) > BIG:
            self._next = self._loading.submit(load_book, self.path, self.title)
        else:
            self._book = make_book(self.case(), self.title)

    def forget_book(self) -> None:
        """Makes the next question read the case anew, after a change made here."""
        self._renew(self._read_version())

    def is_open(self) -> bool:
        """Whether the account has been made, or is being made."""
        return self._book is not None or self._opening is not None

    def has_book(self) -> bool:
        """Whether the account has been made."""
        return self._book is not None

    def open_soon(self) -> None:
        """Begins to make the account that further questions will need."""
        if not self.is_open():
            self._began = time.monotonic()
            self._opening = self._thread.submit(self.book)

    def is_big(self) -> bool:
        """Whether the account takes long to make; False as long as nobody has asked for it."""
        return self._book is not None and len(self._book.linked.articles) > BIG

    def is_behind(self) -> bool:
        """Whether what is shown is the account from before."""
        return self.is_adding() or self._next is not None

    def _read_version(self) -> Any:
        """A number that moves with every change to what the case says, whoever makes it."""
        if self._watch is None:
            self.case()
            self._watch = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
        return self._watch.execute("SELECT number FROM changes").fetchone()

    def is_adding(self) -> bool:
        """Whether files are being added just now."""
        return self.job is not None and not self.job.finished.is_set()

    def start_adding(self) -> Job | None:
        """Begins to add what was sent; None where nothing was, or a job is at work."""
        if self.is_adding() or not self.tray.names:
            return None
        self.job = Job(self.path, self.tray.folder, tuple(self.tray.names))
        self.tray = Tray()
        self.job.begin()
        return self.job

    def close(self) -> None:
        """Ends the threads, and throws away what was sent and not added."""
        if self.job is not None:
            self.job.stop.set()
        if self._case is not None:
            self._thread.submit(self._case.close).result()
        self._thread.shutdown(cancel_futures=True)
        self._loading.shutdown(wait=False, cancel_futures=True)
        self.keeper.close()
        self.tray.clear()


def find_desk(request: Request) -> Desk:
    """The case that an address names."""
    desk: Desk | None = request.app.state.desks.get(request.path_params["slug"])
    if desk is None:
        raise HTTPException(404, "There is no such case here.")
    return desk


def make_book(case: Case, title: str) -> Book:
    """The account of a case."""
    weigher = Weigher(case.linked())
    return Book(weigher.weigh(None), title, weigher=weigher)


def load_book(path: Path, title: str) -> Book:
    """The account of the case at ``path``, read on a connection of its own."""
    with open_case(path) as case:
        return make_book(case, title)
