"""A case as the server or a file shows it, for tests in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from sayso.show.page import Book


@dataclass(frozen=True)
class Shown:
    """A case as one of its two forms shows it."""

    form: str
    name: str
    base: str
    book: Book

    def address(self, view: str, **query: object) -> str:
        """Where a view stands; what is empty is left out."""
        kept = {key: value for key, value in query.items() if value}
        asked = f"?{urlencode(kept)}" if kept else ""
        return f"{self.base}{view}{asked}"


def show_day(day: date | None) -> str:
    """A day as an address has it."""
    return day.isoformat() if day else ""
