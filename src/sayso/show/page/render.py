"""A view of a case at the end of a day, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.show.changes import list_changes
from sayso.show.marks import show_letters
from sayso.show.page.book import Book, Day
from sayso.show.page.filters import Chosen, choose_rows, cut_window, list_choices
from sayso.show.page.known import lay_known
from sayso.show.page.labels import measure, thin_out
from sayso.show.page.links import VIEWS, Links
from sayso.show.page.matrix import lay_matrix
from sayso.show.page.overview import fill_shelves, group_contested, say_lede
from sayso.show.page.plots import plot_figure, plot_line, plot_small
from sayso.show.page.shapes import RING, Sign
from sayso.show.page.stemma import draw_stemma
from sayso.show.page.texts import read_text
from sayso.show.page.track import say_short, say_stop, say_weekday
from sayso.show.phrases import say_backing, say_chain, say_coverage
from sayso.show.rows import ArticleRow, Backing, Change, Quote
from sayso.show.tellings import cut_words
from sayso.show.words import count, make_safe

LONGEST_QUOTE = 320
LONGEST_NAME = 90
EVERYTHING = 10**9


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asks for: the day, filters, what is opened, and from which row on."""

    number: int
    view: str = "overview"
    chosen: Chosen = field(default_factory=Chosen)
    item: str = ""
    open: str = ""
    first: int = 1
    size: int = EVERYTHING
    note: str = ""


def render_view(book: Book, links: Links, asked: Asked) -> Markup:
    """The section of one view."""
    day = book.open_day(asked.number)
    fill = FILLERS[asked.view]
    template = load_templates().get_template(f"views/{asked.view}.html")
    return Markup(template.render(**common(book, day, links, asked), **fill(book, day, links, asked)))


def render_part(name: str, book: Book, links: Links, asked: Asked, **more: object) -> Markup:
    """A part that stands beside every view: its navigation, its slider, its panel."""
    day = book.open_day(asked.number)
    return Markup(load_templates().get_template(name).render(**common(book, day, links, asked), **more))


def common(book: Book, day: Day, links: Links, asked: Asked) -> dict[str, Any]:
    """What every template may ask for."""
    signs = book.signs
    return {
        "account": day.account,
        "asked": asked,
        "book": book,
        "links": links,
        "signs": signs,
        "sign_of": signs.of,
        "quote_sign": lambda quote: signs.of(quote.rests_on) if quote.rests == "named" else Sign(8),
        "signs_of": lambda backing: list_signs(backing, signs.of, signs.rank),
        "language_of": lambda article_id: book.languages.get(article_id, ""),
        "views": VIEWS,
        "corrects": links.correct if links.changes else None,
        "adds": links.changes,
        "whole": asked.size >= EVERYTHING,
        "is_last": asked.number >= book.last,
        "asof_words": say_weekday(book.track.days[asked.number].day) if book.track.days else "",
    }


def list_signs(
    backing: Backing, of: Callable[[str], Sign], rank: Callable[[str], tuple[int, str]]
) -> list[tuple[Sign, str]]:
    """The sign and name of each named origin, those with a shape of their own first."""
    return [(of(name), name) for name in sorted(backing.origins, key=rank)]


@cache
def load_templates() -> Environment:
    """The templates, with what they say numbers and names by."""
    environment = Environment(
        loader=PackageLoader("sayso.show", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        shown=show_letters, short=shorten, named=name_short, chain=say_chain, once=tell_once
    )
    environment.globals.update(count=count, backing_words=say_backing, ring=RING)
    return environment


def shorten(words: str) -> str:
    """A quote as it is shown beside others; the text holds all of it."""
    return show_letters(cut_words(words, 0, LONGEST_QUOTE))


def tell_once(quotes: Iterable[Quote]) -> list[Quote]:
    """Quotes without those that hold words of the same article on the same say-so again."""
    found: dict[object, Quote] = {}
    for quote in quotes:
        found.setdefault((quote.article_id, quote.words, quote.chain), quote)
    return list(found.values())


def name_short(words: str) -> str:
    """A name as it is shown: on one line, and not longer than one."""
    safe = make_safe(words)
    return safe if len(safe) <= LONGEST_NAME else safe[:LONGEST_NAME] + "…"


# --- the slider ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Slot:
    """A day of the slider: its bar in per cent across and pixels high, and its label where there is room."""

    x: float
    width: float
    sure: float
    possible: float
    words: str
    narrow: bool
    at: float
    anchor: str


TALLEST = 26
TRACK_WIDTHS = (330, 200)  # pixels that the slider has at least, on a screen and on a phone


def lay_slots(book: Book) -> list[Slot]:
    """The bars of the slider."""
    days = book.track.days
    most = max((d.sure + d.possible for d in days), default=1)
    wide, words = 100 / max(len(days), 1), [say_short(d.day) for d in days]
    middles = [(n + 0.5) * wide for n in range(len(days))]
    widths = [measure(w, 11.5, bold=True) for w in words]
    kept, narrow = (set(thin_out(middles, widths, total)) for total in TRACK_WIDTHS)
    gap = min(0.4, wide / 6)
    return [
        Slot(
            round(n * wide + gap / 2, 3),
            round(wide - gap, 3),
            _height(d.sure, most),
            _height(d.possible, most),
            words[n] if n in kept else "",
            n in narrow,
            *_anchor(middles[n], widths[n]),
        )
        for n, d in enumerate(days)
    ]


def _anchor(middle: float, width: float) -> tuple[float, str]:
    """Where a label hangs: on the middle of its day, but at the end of the slider where it would jut out."""
    half = 100 * (width / 2) / TRACK_WIDTHS[1]
    if middle - half < 0:
        return 0.0, "start"
    return (100.0, "end") if middle + half > 100 else (round(middle, 3), "middle")


def _height(number: int, most: int) -> float:
    return round(max(4.0, TALLEST * number / most), 1) if number else 0.0


def say_stops(book: Book, only: int | None = None) -> list[str]:
    """Every stop of the slider as it is spoken.

    With ``only`` the origins of that day alone are told: each day's are worked out by weighing the case.
    """

    def count_origins(number: int) -> int | None:
        return book.summary(number).counts[1][2] if only in (None, number) else None

    return [say_stop(book.track, number, count_origins(number)) for number in range(book.last + 1)]


# --- what each view needs besides the account ---------------------------------------------------------


def fill_overview(book: Book, day: Day, links: Links, asked: Asked) -> dict[str, Any]:
    """The shelves, the figure that moves most, and what is contested."""
    figure = next((f for f in day.account.figures if len(f.reports) > 1), None)
    reach = day.weighed.figure_ranges.get(figure.id) if figure else None
    return {
        "lede": say_lede(day.account),
        "shelves": fill_shelves(day.index, book.signs),
        "figure": figure,
        "line": plot_line(figure, reach, book.signs) if figure else None,
        "contested_groups": group_contested(day.account.contested),
        "coverage": say_coverage(day.account.coverage),
    }


def fill_timeline(book: Book, day: Day, links: Links, asked: Asked) -> dict[str, Any]:
    """The rows of a window, and what can be chosen."""
    every = book.events(day)
    rows = choose_rows(every, asked.chosen)
    dated = [row for row in rows if row.bar]
    ordered = [*dated, *(row for row in rows if not row.bar)]
    place = next((n for n, row in enumerate(ordered, 1) if row.row.id == asked.item), asked.first)
    window = cut_window(len(ordered), place, asked.size)
    return {
        "rows": ordered[window.first - 1 : window.last],
        "window": window,
        "total": len(every),
        "choices": list_choices(every),
        "axis": book.axis,
    }


def fill_figures(book: Book, day: Day, links: Links, asked: Asked) -> dict[str, Any]:
    """The figures with several reports drawn, the others listed."""
    steps = day.weighed.figure_steps
    many = [row for row in day.account.figures if not row.is_told_once]
    once = [row for row in day.account.figures if row.is_told_once]
    shown = next((row.id for row in many if row.id == asked.item), many[0].id if many else "")
    windowed = asked.size < EVERYTHING
    place = next((n for n, row in enumerate(once, 1) if row.id == asked.item), asked.first)
    window = cut_window(len(once), place, asked.size)
    return {
        "many": many,
        "once": once[window.first - 1 : window.last],
        "window": window,
        "shown": shown,
        "full": [row for row in many if not windowed or row.id == shown],
        "plot": lambda row: plot_figure(row, steps.get(row.id, ()), book.signs),
        "small": lambda row: plot_small(steps.get(row.id, ())),
    }


def fill_map(book: Book, day: Day, links: Links, asked: Asked) -> dict[str, Any]:
    """Where the events are set."""
    return {"where": book.places(day, day.account.timeline)}


def fill_sources(book: Book, day: Day, links: Links, asked: Asked) -> dict[str, Any]:
    """The stemma, and a window of the origins."""
    origins = day.account.sources.origins
    copies = day.account.sources.copies
    window = cut_window(max(len(origins), len(copies)), asked.first, (asked.size + 1) // 2)
    return {
        "stemma": draw_stemma(day.index, book.signs),
        "origins": origins[window.first - 1 : window.last],
        "copies": copies[window.first - 1 : window.last],
        "window": window,
    }


def fill_explanations(book: Book, day: Day, links: Links, asked: Asked) -> dict[str, Any]:
    """A table for each question."""
    return {"matrices": [lay_matrix(day.index, question) for question in day.account.questions]}


def list_shown(
    rows: Sequence[ArticleRow], found: ArticleRow | None, links: Links, asked: Asked
) -> Sequence[ArticleRow]:
    """The texts on the page: all in a file, none where they are files, else the one asked for."""
    if asked.size < EVERYTHING:
        return (found,) if found else ()
    return () if getattr(links, "beside", None) else rows


def fill_reader(book: Book, day: Day, links: Links, asked: Asked) -> dict[str, Any]:
    """The texts: all of them in a file, the one that is asked for on the server."""
    rows = day.account.sources.articles
    claim = day.index.claims.get(asked.item)
    wanted = claim.article_id if claim else asked.item
    found = next((row for row in rows if row.id == wanted), rows[0] if rows else None)
    shown = list_shown(rows, found, links, asked)
    place = next((n for n, row in enumerate(rows, 1) if row is found), 1)
    window = cut_window(len(rows), place, asked.size)
    lit = claim.id if claim else ""
    return {
        "texts": [read_text(day.index, row, day.uses, lit) for row in shown],
        "listed": rows[window.first - 1 : window.last],
        "window": window,
        "current": found.id if found else "",
        "lit": lit,
    }


def fill_known(book: Book, day: Day, links: Links, asked: Asked) -> dict[str, Any]:
    """The days side by side, and what changed on this one."""
    days = [known.day for known in book.track.days]
    changes: tuple[Change, ...] = ()
    if days and asked.number > 0:
        changes = list_changes(book.open_day(asked.number - 1).weighed, day.weighed)
    window = cut_window(len(changes), asked.first, min(asked.size, 200))
    return {
        "known": lay_known(book.summaries(), days, asked.number, day.account),
        "changes": changes[window.first - 1 : window.last],
        "window": window,
        "first_day": asked.number == 0,
    }


FILLERS: dict[str, Callable[[Book, Day, Links, Asked], dict[str, Any]]] = {
    "overview": fill_overview,
    "timeline": fill_timeline,
    "figures": fill_figures,
    "map": fill_map,
    "sources": fill_sources,
    "explanations": fill_explanations,
    "reader": fill_reader,
    "known": fill_known,
}


def render_panel(book: Book, links: Links, asked: Asked) -> Markup:
    """The source panel for the claim that is opened; empty if there is none of that id on that day."""
    day = book.open_day(asked.number)
    claim = day.index.claims.get(asked.open)
    row = next((r for r in day.account.sources.articles if claim and r.id == claim.article_id), None)
    if claim is None or row is None:
        return Markup("")
    text = read_text(day.index, row, day.uses, claim.id)
    return render_part("panel.html", book, links, asked, text=text, opened=claim.id)
