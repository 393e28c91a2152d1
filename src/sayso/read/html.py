"""An HTML page to its title, byline, outlet, dates and body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lxml import etree

from sayso.model import Interval
from sayso.read.dates import make_day, on_days, read_date
from sayso.read.pages import Limits

URL_DAY = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)|/((?:19|20)\d{2})(\d{2})(\d{2})(?:/|-|$)"
)
# What pages themselves say of their publication, the most explicit first.
STAMPS = (
    "//meta[@property='article:published_time' or @property='og:published_time']/@content",
    "//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publishdate' or @name='publish-date' or @name='date' or @name='dc.date'"
    " or @name='DC.date.issued' or @name='parsely-pub-date' or @name='sailthru.date']/@content",
    "//article//time[@pubdate]/@datetime | //header//time/@datetime",
)
# A piece of a page, as some tools save it, is read as the page's body.
WHOLE = re.compile(r"<(?:html|body)\b", re.I)
LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
# htmldate agreed with 122 of 134 structured dates, else mostly one day off: a wider gap is another date.
NEAR = timedelta(days=3)
# The bounds that htmldate asks for; the upper one is fixed, for a page must read the same on any day.
FIRST_DAY, LAST_DAY = "1800-01-01", "2199-12-31"


CONTAINERS = frozenset(("list", "table", "div", "quote"))


class Unreadable(ValueError):
    """The page cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says of itself, and its body as paragraphs divided by blank lines."""

    title: str | None
    byline: str | None
    outlet: str | None
    published: Interval | None
    language: str | None
    url: str | None
    body: str


class _Gauge:
    """A parser target that measures a page without building it."""

    def __init__(self) -> None:
        self.depth = self.deepest = self.elements = 0

    def start(self, _tag: str, _attributes: Any) -> None:
        self.depth += 1
        self.elements += 1
        self.deepest = max(self.deepest, self.depth)

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def close(self) -> tuple[int, int]:
        return self.deepest, self.elements


def read_html(text: str, url: str | None, limits: Limits) -> Page:
    """What the page ``text`` holds; raises Unreadable if it is too deep, too large or has no body."""
    refuse_excess(text, limits)
    # Here and not above: these libraries take a second to load, and many cases hold no page.
    import trafilatura

    whole = text if WHOLE.search(text) else f"<html><body><div>{text}</div></body></html>"
    tree = trafilatura.load_html(whole)
    if tree is None:
        raise Unreadable("not an HTML page")
    stamps = list(_stamps(tree))
    language = next(iter(tree.xpath("/html/@lang")), None)
    found: Any = trafilatura.bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        include_comments=True,
        with_metadata=True,
        date_extraction_params=_date_options(),
    )
    body = _join_comments(found) if found is not None else ""
    if not body.strip():
        # Better its menus, which are marked later, than nothing of a page that has words.
        body = _paragraphs(trafilatura.baseline(whole)[0])
    if found is None or not body.strip():
        raise Unreadable("no text found in the HTML page")
    day = read_date(found.date, "metadata") if found.date else None
    return Page(
        title=_tidy(found.title),
        byline=_tidy(found.author),
        outlet=_tidy(found.sitename),
        published=join_dates(stamps, day.earliest if day else None, url_day(url or found.url)),
        language=language,
        url=found.url,
        body=body,
    )


def url_day(url: str | None) -> date | None:
    """The day in an address such as /2022/01/06/ or /20220106-, if there is one."""
    match = URL_DAY.search(url or "")
    if not match:
        return None
    return make_day(match[1], match[2], match[3]) if match[1] else make_day(match[4], match[5], match[6])


def join_dates(stamps: list[Interval], guessed: date | None, addressed: date | None) -> Interval | None:
    """The publication as the page's stamps, htmldate and the address give it: a gap widens the interval."""
    stamp = stamps[0] if stamps else None
    anchor = (stamp.earliest if stamp else None) or addressed or guessed
    if anchor is None:
        return stamp
    days = [d for d in (anchor, addressed, guessed) if d is not None and abs(d - anchor) <= NEAR]
    if stamp is not None and len(set(days)) == 1:
        return stamp
    why = "" if len(set(days)) == 1 else "its stamp, its address and its words are days apart"
    return on_days(min(days), max(days), "metadata", why)


def _date_options() -> dict[str, Any]:
    return {"original_date": True, "extensive_search": False, "min_date": FIRST_DAY, "max_date": LAST_DAY}


def refuse_excess(text: str, limits: Limits) -> None:
    """Raises Unreadable if a page is nested deeper, or has more elements, than it may."""
    parser = etree.HTMLParser(target=_Gauge(), huge_tree=True)
    try:
        deepest, elements = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"not an HTML page: {error}") from error
    if deepest > limits.depth:
        raise Unreadable(f"HTML nested {deepest:,} deep (the limit is {limits.depth:,})")
    if elements > limits.elements:
        raise Unreadable(f"HTML of {elements:,} elements (the limit is {limits.elements:,})")


def _stamps(tree: Any) -> Iterator[Interval]:
    """The dates that the page states in its markup, as far as they are certain."""
    scripts = "".join(tree.xpath("//script[@type='application/ld+json']/text()"))
    written = [*LINKED_DATA.findall(scripts), *(value for path in STAMPS for value in tree.xpath(path))]
    return (day for words in written if (day := read_date(words, "metadata")) is not None)


def _paragraphs(body: Any) -> str:
    """The text of an extracted body, a paragraph for each block."""
    blocks = (" ".join(block.split()) for block in _blocks(body))
    return "\n\n".join(block for block in blocks if block)


def _blocks(container: Any) -> Iterator[str]:
    yield container.text or ""
    for child in container:
        if child.tag in CONTAINERS:
            yield from _blocks(child)
        else:
            yield " ".join(child.itertext())
        yield child.tail or ""


def _join_comments(found: Any) -> str:
    """The body and, under a heading as plain pages have it, the comments that stand below it."""
    body = _paragraphs(found.body)
    comments = _paragraphs(found.commentsbody) if found.commentsbody is not None else ""
    return f"{body}\n\nComments\n\n{comments}" if body and comments else body


def _tidy(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None
