"""From the address of a page to what is asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from starlette.datastructures import QueryParams

from sayso.show.page import Asked, Book, ServerLinks
from sayso.show.page.filters import Chosen

WINDOW = 60  # rows of a list on one page


def read_asked(book: Book, view: str, query: QueryParams, item: str = "") -> Asked:
    """What an address asks for; what it says wrongly is told in a note, and the view is shown without."""
    number, note = find_day(book, query.get("asof", ""))
    chosen = Chosen(
        query.get("place", ""),
        query.get("actor", ""),
        query.get("src", ""),
        query.get("contested", "") == "1",
    )
    wanted = item or query.get({"figures": "q", "explanations": "ex", "timeline": "item"}.get(view, ""), "")
    start = query.get("from", "1")
    first = int(start) if start.isdecimal() and len(start) < 9 else 1
    asked = Asked(number, view, chosen, wanted, query.get("open", ""), first, WINDOW, note)
    return replace(asked, note=" ".join(filter(None, (note, find_missing(book, asked)))))


def find_day(book: Book, wanted: str) -> tuple[int, str]:
    """The number of the day that is asked for, and what to say where it is none."""
    if not wanted:
        return book.last, ""
    try:
        number = book.track.find(date.fromisoformat(wanted))
    except ValueError:
        return book.last, f"“{wanted[:40]}” is no day; this is the last."
    if number < 0:
        return 0, "Nothing was published by that day; this is the first."
    return number, ""


def find_missing(book: Book, asked: Asked) -> str:
    """What to say where an item or a passage is asked for that the case does not hold on that day."""
    index = book.open_day(asked.number).index
    known: dict[str, Collection[str]] = {
        "timeline": index.events.keys(),
        "figures": index.figures.keys(),
        "explanations": index.explanations.keys(),
        "reader": index.articles.keys() | index.claims.keys() if asked.item else (),
    }
    if asked.item and asked.item not in known.get(asked.view, ()):
        return "There is no such item in what was published by this day."
    if asked.open and asked.open not in index.claims:
        return "That passage is not in what was published by this day."
    return ""


def make_links(book: Book, slug: str, number: int, *, changes: bool) -> ServerLinks:
    """Addresses that keep the day."""
    return ServerLinks(slug, book.track.ask(number) if book.track.days else None, changes)
