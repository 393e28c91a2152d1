"""Sources to articles: ``read_articles`` is the stage; ``find_pages`` and ``read_page`` are its halves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.model import Article, Listed, Problem
from sayso.read.articles import read_page
from sayso.read.dates import read_date
from sayso.read.fetching import Fetcher
from sayso.read.files import find_pages
from sayso.read.pages import Limits, RawPage

__all__ = ["Fetcher", "Limits", "Listed", "RawPage", "find_pages", "read_articles", "read_date", "read_page"]


def read_articles(
    source: str | Path,
    *,
    outlet: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Iterator[Article | Problem]:
    """Every article at ``source``, and a problem for each page that could not be read.

    Addresses that a source lists without their words are left out.
    """
    for page in find_pages(source, outlet=outlet, published=published, language=language):
        if not isinstance(page, Listed):
            yield page if isinstance(page, Problem) else read_page(page)
