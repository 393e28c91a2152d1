"""RSS and Atom feeds: an article for each entry, in the words that the feed itself carries."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from html.entities import html5
from io import BufferedReader
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from sayso.model import Listed, Problem
from sayso.read.decode import BYTE_ORDER_MARKS, HIGH, SAMPLE, declared_charset, guess_charset
from sayso.read.fragments import element_text, fragment_text, local_name
from sayso.read.pages import Found, Given, RawPage, Terms, describe_size, refuse
from sayso.read.rows import make_row

ENTRIES = ("item", "entry")
# The fullest telling of an entry first.
BODIES = ("encoded", "content", "description", "summary")
DATES = ("pubDate", "published", "date", "issued", "created", "updated", "modified")
# All but the five that XML itself knows, and numbers: HTML's, a feed's own, and a bare "&".
REFERENCE = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)([a-zA-Z][a-zA-Z0-9]{1,30};)?"
)
LONGEST_REFERENCE = 40
XHTML = "{http://www.w3.org/1999/xhtml}"
MEDIA = "http://search.yahoo.com/mrss/"


class _Tame:
    """A stream whose references to entities are spelled out, and that ends where a feed is too large.

    The parser drops what stands behind a reference that is not declared, as feeds have them; and what
    a feed declares itself may stand for a billion laughs, or for a file of ours.
    """

    def __init__(self, stream: BufferedReader, limit: int, charset: str | None) -> None:
        self._stream, self._left, self._limit, self._kept = stream, limit, limit, b""
        self._decoder = codecs.getincrementaldecoder(charset)("replace") if charset else None

    def read(self, size: int = -1) -> bytes:
        while True:
            chunk = self._stream.read(size)
            self._left -= len(chunk)
            if self._left < 0:
                raise ValueError(f"over the limit of {describe_size(self._limit)}, the rest was not read")
            whole = self._kept + self._recode(chunk)
            cut = whole.rfind(b"&", -LONGEST_REFERENCE) if chunk else -1
            self._kept = whole[cut:] if cut >= 0 else b""
            if (ready := whole[:cut] if cut >= 0 else whole) or not chunk:
                return REFERENCE.sub(_spell_out, ready)

    def _recode(self, chunk: bytes) -> bytes:
        """A piece in UTF-8, from whatever it was written in."""
        if self._decoder is None:
            return chunk
        return self._decoder.decode(chunk, not chunk).encode("utf-8", "replace")


def _spell_out(match: re.Match[bytes]) -> bytes:
    character = html5.get(match[1].decode("ascii")) if match[1] else None
    return b"".join(b"&#%d;" % ord(c) for c in character) if character else b"&amp;" + (match[1] or b"")


def read_feed(name: str, stream: BufferedReader, terms: Terms) -> Found:
    """The entries of a feed; one that has no words of its own is only an address."""
    number, outlet = 0, terms.given.outlet
    try:
        for entry in _entries(stream, terms):
            if isinstance(entry, str):
                outlet = outlet or entry
                continue
            number += 1
            yield from read_entry(f"{name}#{number}", entry, (outlet, terms))
            _forget(entry)
    except (etree.XMLSyntaxError, ValueError, OSError) as error:
        yield refuse(name, f"broken feed: {error}")
        return
    if number == 0:
        yield refuse(name, "a feed without entries")


def _entries(stream: BufferedReader, terms: Terms) -> Iterator[Any]:
    """The entries as elements and, as words, the title of the feed where it stands."""
    charset = _encoding(stream.peek(SAMPLE), terms.given.charset)
    walk = etree.iterparse(
        _Tame(stream, terms.limits.table, charset),
        events=("end",),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        encoding="utf-8" if charset else None,
    )
    for _, element in walk:
        name, above = local_name(element), element.getparent()
        if name in ENTRIES:
            yield element
        elif name == "title" and above is not None and local_name(above) in ("channel", "feed"):
            yield _plain(element)
        elif name in ("channel", "feed", "RDF", "rss"):
            return


def _encoding(sample: bytes, charset: str | None) -> str | None:
    """The encoding of a feed by its mark, by its bytes, as told where that can be; None to take its word."""
    mark = next((encoding for mark, encoding in BYTE_ORDER_MARKS if sample.startswith(mark)), None)
    guess = None if mark else guess_charset(sample)
    if guess is None:
        return mark or ("utf-8" if HIGH.search(sample) else None)
    told = (charset or "", declared_charset(sample) or "")
    return next((name for name in told if _is_other(name)), guess)


def _is_other(name: str) -> bool:
    """Whether a name is that of an encoding that is not UTF-8."""
    try:
        return bool(name) and codecs.lookup(name).name != "utf-8"
    except LookupError:
        return False


def _forget(element: Any) -> None:
    """Lets go of an entry that was read, and of all before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def read_entry(name: str, entry: Any, about: tuple[str | None, Terms]) -> Found:
    """The article of one entry, or the page that it leads to where pages are followed."""
    outlet, terms = about
    url = _link(entry, terms.given)
    row = {
        "url": url,
        "outlet": terms.given.outlet or _source(entry) or outlet,
        "published": _first(entry, DATES),
        "title": _first(entry, ("title",)),
        "text": _body(entry),
    }
    own = make_row(name, row, terms.given)
    if not (url and terms.follow):
        yield own
        return
    fetched = list(terms.follow(Listed(name, url), terms))
    yield from fetched
    # What the feed says stands where its page cannot be had. Nothing at all: it was had before.
    if isinstance(own, RawPage) and fetched and all(isinstance(page, Problem) for page in fetched):
        yield own


def _first(entry: Any, names: tuple[str, ...]) -> str | None:
    """The words of the first of ``names`` that the entry has."""
    for name in names:
        for child in _children(entry, name):
            if words := _plain(child):
                return words
    return None


def _children(entry: Any, name: str) -> list[Any]:
    return [c for c in entry if local_name(c) == name and not str(c.tag).startswith(f"{{{MEDIA}}}")]


def _body(entry: Any) -> str | None:
    bodies = (_rich(child) for name in BODIES for child in _children(entry, name))
    return next((body for body in bodies if body), None)


def _source(entry: Any) -> str | None:
    """Whom an aggregating feed has an entry from."""
    for child in _children(entry, "source"):
        titles = _children(child, "title")
        if words := _plain(titles[0] if titles else child):
            return words
    return None


def _link(entry: Any, given: Given) -> str | None:
    """The address of the entry's page."""
    links = _children(entry, "link")
    hrefs = [c.get("href") for c in links if c.get("rel", "alternate") == "alternate" and c.get("href")]
    texts = [_plain(child) for child in links if not child.get("href")]
    guids = [_plain(c) for c in _children(entry, "guid") if c.get("isPermaLink", "true") != "false"]
    found = next((link for link in (*hrefs, *texts, *guids) if link), None)
    whole = _join(given.url, found.strip()) if found else None
    return whole if whole and whole.lower().startswith(("http://", "https://")) else None


def _join(base: str | None, link: str) -> str | None:
    try:
        return urljoin(base, link) if base else link
    except ValueError:
        return None


def _plain(element: Any) -> str:
    """The words of an element on one line, whatever markup is in them."""
    return " ".join(_rich(element).split())


def _rich(element: Any) -> str:
    """The words of an element in paragraphs: markup that is escaped, or XHTML within."""
    if len(element) and any(str(child.tag).startswith(XHTML) for child in element):
        return element_text(element)
    written = "".join(element.itertext())
    # Escaped twice, as feeds often are: "&amp;amp;".
    return html.unescape(fragment_text(_unescape(element, written)))


def _unescape(element: Any, written: str) -> str:
    """Plain text of Atom is to the letter; all else may be HTML."""
    plain = element.get("type") == "text" and "<" in written
    return html.escape(written, quote=False) if plain else written
