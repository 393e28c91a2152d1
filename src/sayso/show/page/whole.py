"""The whole case in one file, which reads without a network and without a script."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib import resources

from markupsafe import Markup

from sayso.model import Weighed
from sayso.show.page.book import Book
from sayso.show.page.links import VIEWS, FileLinks
from sayso.show.page.merge import merge_days
from sayso.show.page.render import Asked, lay_slots, load_templates, render_part, render_view, say_stops


def to_html(weighed: Weighed, title: str = "", generated: str = "") -> str:
    """The whole account as one self-contained page, up to the day of ``weighed``.

    Raises InexactSpan if a quote is not its text's words.
    """
    book = Book(weighed, title, generated)
    links, numbers = FileLinks(), range(book.last + 1)
    style, script = read_static("sayso.css"), read_static("sayso.js")
    slots, stops = lay_slots(book), say_stops(book)
    sections = [
        merge_days([render_view(book, links, Asked(number, view)) for number in numbers]) for view, _ in VIEWS
    ]
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
            style=Markup(style),
            script=Markup(script),
            style_digest=digest(style),
            script_digest=digest(script),
        )
    )


@cache
def read_static(name: str) -> str:
    """A file that the page loads."""
    return resources.files("sayso.show").joinpath("static", name).read_text("utf-8")


def digest(words: str) -> str:
    """What a content security policy knows words by."""
    return b64encode(hashlib.sha256(words.encode()).digest()).decode()
