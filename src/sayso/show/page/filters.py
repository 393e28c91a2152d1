"""Filters of the timeline, and the windows in which a long list is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.show.page.book import EventRow

MOST_CHOICES = 60  # of a menu; what is rarer is found by searching


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader asks the timeline for; empty is everything."""

    place: str = ""
    actor: str = ""
    origin: str = ""
    contested: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.place or self.actor or self.origin or self.contested)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen from, the most frequent first."""

    places: tuple[str, ...]
    actors: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a list that one page shows, counted from 1."""

    first: int
    last: int
    total: int
    before: int | None
    after: int | None


def list_choices(rows: Sequence[EventRow]) -> Choices:
    """The places, actors and origins of the rows."""
    return Choices(
        _most_frequent(place for row in rows for place in row.row.places),
        _most_frequent(actor for row in rows for actor in row.actors if actor[:1].isupper()),
        _most_frequent(name for row in rows for name in row.row.backing.origins),
    )


def _most_frequent(names: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(names)
    most = sorted(counted, key=lambda name: (-counted[name], name))[:MOST_CHOICES]
    return tuple(sorted(most, key=str.casefold))


def choose_rows(rows: Sequence[EventRow], chosen: Chosen) -> list[EventRow]:
    """The rows that are asked for."""
    return [row for row in rows if _suits(row, chosen)]


def _suits(row: EventRow, chosen: Chosen) -> bool:
    return (
        (not chosen.place or chosen.place in row.row.places)
        and (not chosen.actor or chosen.actor in row.actors)
        and (not chosen.origin or chosen.origin in row.row.backing.origins)
        and (not chosen.contested or row.row.contested)
    )


def cut_window(total: int, first: int, size: int) -> Window:
    """The window of ``size`` that starts with row ``first``, counted from 1, or with the last that can."""
    start = min(max(first, 1), max(total, 1))
    start -= (start - 1) % size
    last = min(start + size - 1, total)
    return Window(start, last, total, start - size if start > 1 else None, last + 1 if last < total else None)
