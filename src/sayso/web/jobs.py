"""Adding files from the page: one job at a time, told stage by stage, and stopped when asked to."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

from sayso.library import Case, open_case
from sayso.model import Problem
from sayso.run import Stages, load_stages

LARGEST_UPLOAD = 500_000_000
MOST_UPLOADS = 2_000


class Cancelled(Exception):
    """The person asked to stop."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. ``stage`` is waiting, reading, joining, done, cancelled or failed."""

    stage: str
    done: int
    total: int
    seconds: float
    now: str
    added: int
    known: int
    refused: tuple[Problem, ...]
    message: str


@dataclass
class Job:
    """One adding of uploaded files to a case, on a thread of its own."""

    case: Path
    folder: Path
    names: tuple[str, ...]
    stage: str = "waiting"
    seen: int = 0
    now: str = ""
    added: int = 0
    known: int = 0
    refused: tuple[Problem, ...] = ()
    message: str = ""
    started: float = field(default_factory=monotonic)
    ended: float | None = None
    stop: Event = field(default_factory=Event)
    finished: Event = field(default_factory=Event)

    def begin(self) -> None:
        """Starts the work."""
        Thread(target=self._run, daemon=True, name="sayso-adding").start()

    def tell(self) -> Progress:
        """How far it is."""
        seconds = (self.ended or monotonic()) - self.started
        return Progress(
            self.stage, self.seen, len(self.names), round(seconds, 1), self.now, self.added, self.known,
            self.refused, self.message,
        )  # fmt: skip

    def _run(self) -> None:
        try:
            with open_case(self.case, stages=self._name_stages()) as case:
                self._add(case)
        except Cancelled:
            self.stage = "cancelled"
            self.message = "Stopped. What was read so far is kept."
        except Exception as error:  # the page must say so, and go on showing the last good account
            self.stage = "failed"
            self.message = (
                f"{type(error).__name__}: {error}. What was read so far is kept; add the rest again."
            )
        finally:
            self.ended = monotonic()
            shutil.rmtree(self.folder, ignore_errors=True)
            self.finished.set()

    def _add(self, case: Case) -> None:
        self.stage = "reading"
        added = case.add(*(self.folder / name for name in self.names), progress=self._note)
        self.added, self.known = len(added.new), len(added.known)
        self.refused = tuple(added.problems)
        self.stage, self.now = "done", ""

    def _note(self, name: str) -> None:
        if self.stop.is_set() and self.stage == "reading":
            raise Cancelled
        if name and self.stage == "reading":
            self.seen, self.now = self.seen + 1, name
        else:
            self.stage, self.now = "joining", ""

    def _name_stages(self) -> Stages:
        """The stages, with pages called as their files were, and not as their copies are."""
        stages = load_stages()
        return stages._replace(find_pages=_rename(stages.find_pages, self.folder))


def _rename(find_pages: Callable[..., Iterator[Any]], folder: Path) -> Callable[..., Iterator[Any]]:
    before = f"{folder}/"

    def find(source: str, **given: str | None) -> Iterator[Any]:
        for page in find_pages(source, **given):
            if isinstance(page, Problem):
                yield replace(page, where=page.where.removeprefix(before))
            else:
                yield replace(page, name=page.name.removeprefix(before))

    return find


@dataclass
class Tray:
    """Files that were sent and wait to be added, in a folder that nobody else can read."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="sayso-")))
    names: list[str] = field(default_factory=list)
    size: int = 0

    def choose_name(self, wanted: str) -> str:
        """A name for a file that was sent: its last part alone, and none that is taken."""
        last = wanted.replace("\\", "/").rsplit("/", 1)[-1]
        safe = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in last)[-120:].lstrip(
            "."
        )
        name, number = safe or "file", 1
        while name in self.names:
            number += 1
            name = f"{number}-{safe}"
        return name

    def clear(self) -> None:
        """Throws away what was not added."""
        shutil.rmtree(self.folder, ignore_errors=True)
