"""The whole case in one file, which reads without a network and without a script.

A case of very many articles keeps their texts in files beside it, or no browser would open it.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from importlib import resources

from markupsafe import Markup

from sayso.model import Weighed
from sayso.show.page.book import Book
from sayso.show.page.links import VIEWS, FileLinks
from sayso.show.page.merge import merge_days
from sayso.show.page.render import Asked, lay_slots, load_templates, render_part, render_view, say_stops
from sayso.show.page.texts import read_text

MOST_TEXTS = 300  # articles beyond which the texts are files of their own
HOME = "case.html"


def to_html(weighed: Weighed, title: str = "", generated: str = "") -> str:
    """The whole account as one self-contained page, up to the day of ``weighed``.

    Raises InexactSpan if a quote is not its text's words.
    """
    return _write_page(Book(weighed, title, generated), FileLinks())


def to_files(weighed: Weighed, title: str = "", generated: str = "") -> Iterator[tuple[str, str]]:
    """The page by its name, and the texts by theirs where they are files of their own."""
    book = Book(weighed, title, generated)
    index = book.whole().index
    if len(index.articles) <= MOST_TEXTS:
        yield HOME, _write_page(book, FileLinks())
        return
    beside = {key: f"texts/{key}.html" for key in index.articles}
    beside |= {claim.id: beside[claim.article_id] for claim in index.claims.values()}
    yield HOME, _write_page(book, FileLinks(beside=beside))
    own = FileLinks(beside={}, home=f"../{HOME}")
    for row in book.whole().account.sources.articles:
        text = read_text(index, row, book.whole().uses)
        asked = Asked(book.last, "reader", item=row.id)
        page = render_part("text_file.html", book, own, asked, text=text, **_list_static())
        yield beside[row.id], str(page)


def _write_page(book: Book, links: FileLinks) -> str:
    numbers = range(book.last + 1)
    slots, stops = lay_slots(book), say_stops(book)
    sections = []
    for view, _ in VIEWS:
        sections.append(merge_days([render_view(book, links, Asked(number, view)) for number in numbers]))
    nav = merge_days([render_part("nav.html", book, links, Asked(number)) for number in numbers])
    slider = [
        render_part("asof.html", book, links, Asked(number), slots=slots, stops=stops) for number in numbers
    ]
    return (
        load_templates()
        .get_template("whole.html")
        .render(
            book=book,
            nav=Markup(nav),
            slider=Markup(merge_days(slider)) if book.track.days else "",
            sections=[Markup(section) for section in sections],
            **_list_static(),
        )
    )


def _list_static() -> dict[str, str]:
    """The style and the script, each with what the page's policy knows it by."""
    style, script = read_static("sayso.css"), read_static("sayso.js")
    return {
        "style": Markup(style),
        "script": Markup(script),
        "style_digest": digest(style),
        "script_digest": digest(script),
    }


@cache
def read_static(name: str) -> str:
    """A file that the page loads."""
    return resources.files("sayso.show").joinpath("static", name).read_text("utf-8")


def digest(words: str) -> str:
    """What a content security policy knows words by."""
    return b64encode(hashlib.sha256(words.encode()).digest()).decode()
