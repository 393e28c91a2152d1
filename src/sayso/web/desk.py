"""The open case behind the page: one thread asks it, and its account is kept until the file changes."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from sayso.library import Case, open_case
from sayso.show.page import Book
from sayso.web.jobs import Job, Tray
from sayso.weigh import Weigher

Result = TypeVar("Result")
Parameters = ParamSpec("Parameters")


class Desk:
    """A case on which a page works. SQLite's connections keep to one thread, so all questions go to one."""

    def __init__(self, path: Path, title: str = "") -> None:
        self.path = path
        self.title = title or path.stem.replace("-", " ").replace("_", " ")
        self.slug = "".join(c if c.isalnum() else "-" for c in path.stem.lower()).strip("-") or "case"
        self.tray = Tray()
        self.job: Job | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sayso-case")
        self._case: Case | None = None
        self._watch: sqlite3.Connection | None = None
        self._version: object = None
        self._book: Book | None = None

    async def ask(
        self, question: Callable[Parameters, Result], *given: Parameters.args, **named: Parameters.kwargs
    ) -> Result:
        """The answer to a question that is put on the case's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: question(*given, **named))

    def case(self) -> Case:
        """The open case; to be called on its thread."""
        if self._case is None:
            self._case = open_case(self.path)
        return self._case

    def book(self) -> Book:
        """The account as of the last good state of the file; to be called on the case's thread.

        While files are being added, the account from before stays.
        """
        version = self._read_version()
        adding = self.job is not None and not self.job.finished.is_set()
        if self._book is None or (version != self._version and not adding):
            weigher = Weigher(self.case().linked())
            self._book = Book(weigher.weigh(None), self.title, weigher=weigher)
            self._version = self._read_version()
        return self._book

    def forget_book(self) -> None:
        """Makes the next question read the case anew."""
        self._book = None

    def _read_version(self) -> Any:
        """A number that changes with every change that anybody else makes to the file."""
        if self._watch is None:
            self.case()
            self._watch = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
        return self._watch.execute("PRAGMA data_version").fetchone()

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
        """Ends the thread, and throws away what was sent and not added."""
        if self.job is not None:
            self.job.stop.set()
        if self._case is not None:
            self._thread.submit(self._case.close).result()
        self._thread.shutdown()
        self.tray.clear()
