"""The page: every view of a case at the end of any of its days."""

from sayso.show.page.book import Book
from sayso.show.page.links import VIEWS, FileLinks, ServerLinks
from sayso.show.page.render import Asked, render_panel, render_part, render_view
from sayso.show.page.whole import to_html

__all__ = [
    "VIEWS",
    "Asked",
    "Book",
    "FileLinks",
    "ServerLinks",
    "render_panel",
    "render_part",
    "render_view",
    "to_html",
]
