"""A raw page to an article: its text fixed once, and what the page says of itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sayso.ids import article_id
from sayso.model import Article, Interval, Problem
from sayso.read.chats import own_words
from sayso.read.dates import read_date
from sayso.read.decode import Undecodable, decode_bytes
from sayso.read.documents import read_docx
from sayso.read.files import DEFAULT_LIMITS
from sayso.read.html import Unreadable, read_html
from sayso.read.mails import read_mail
from sayso.read.mastheads import find_heading, find_outlet
from sayso.read.pages import Limits, PageKind, RawPage, printable, refuse
from sayso.read.pdfs import read_pdf
from sayso.read.rows import row_text
from sayso.read.saved import saved_address
from sayso.read.text import clean_text, first_line_title, guess_language

LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]{1,20})?")


@dataclass(frozen=True, slots=True)
class _Content:
    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: Interval | None = None
    language: str | None = None
    url: str | None = None


def read_page(page: RawPage, limits: Limits = DEFAULT_LIMITS) -> Article | Problem:
    """The article that a page holds, or why it holds none."""
    published = _published(page)
    if page.by_hand and published is None:
        return refuse(page.name, f"{page.published!r} is no date that can be read with certainty")
    try:
        content = _read_content(page, limits)
    except (Undecodable, Unreadable) as error:
        return refuse(page.name, str(error))
    if not content.text.strip():
        return refuse(page.name, "no text")
    digest = hashlib.sha256(page.raw).hexdigest()
    return Article(
        # By what was given, not by what the page says: a better reading of it must not make it another.
        id=article_id(digest, page.url, page.outlet),
        name=base_name(page.name),
        text=content.text,
        digest=digest,
        url=page.url or content.url,
        outlet=page.outlet or content.outlet,
        title=page.title or content.title,
        byline=content.byline,
        published=published or content.published,
        retrieved=page.retrieved,
        language=_language(page.language, content),
    )


def base_name(name: str) -> str:
    """The last part of a path, an archive member's name or an address."""
    path = name
    if "://" in name:
        parts = urlsplit(name)
        path = unquote(parts.path).rstrip("/").rpartition("/")[2] or parts.hostname or name
    return printable(path.rstrip("/").rpartition("/")[2] or path)


def _published(page: RawPage) -> Interval | None:
    return read_date(page.published, "by hand" if page.by_hand else "metadata") if page.published else None


def _read_content(page: RawPage, limits: Limits) -> _Content:
    return READERS[page.kind](page, limits)


def _read_row(page: RawPage, limits: Limits) -> _Content:
    return _Content(clean_text(row_text(page.raw)))


def _read_text(page: RawPage, limits: Limits) -> _Content:
    text = clean_text(decode_bytes(page.raw, page.charset))
    outlet = find_outlet(text)
    heading = find_heading(text, outlet) if outlet else None
    return _Content(text, title=heading or first_line_title(text), outlet=outlet)


def _read_mail(page: RawPage, limits: Limits) -> _Content:
    """A mail is of who sent it, when he did."""
    mail = read_mail(page.raw, limits)
    body = clean_text(mail.body).strip()
    if not body:
        raise Unreadable("a mail without words")
    return _Content(
        text=clean_text(f"{mail.subject}\n\n{body}" if mail.subject else body),
        title=mail.subject,
        outlet=mail.sender,
        published=read_date(mail.date, "metadata") if mail.date else None,
    )


def _read_file(page: RawPage, limits: Limits) -> _Content:
    """A document. When its file was made is not when it was published, so that is not taken."""
    found = read_pdf(page.raw, limits) if page.kind == "pdf" else read_docx(page.raw, limits)
    text = clean_text(found.text)
    outlet = find_outlet(text)
    heading = find_heading(text, outlet) if outlet else None
    title = found.title or heading or first_line_title(text)
    return _Content(text, title=title, byline=found.author, outlet=outlet)


def _read_page(page: RawPage, limits: Limits) -> _Content:
    text = clean_text(decode_bytes(page.raw, page.charset))
    address = page.url or saved_address(text)
    found = read_html(text, address, limits)
    # The page's own heading opens the body as often as not.
    opens = found.title is None or found.body.startswith(found.title)
    return _Content(
        text=clean_text(found.body if opens else f"{found.title}\n\n{found.body}"),
        title=found.title,
        byline=found.byline,
        outlet=found.outlet,
        published=found.published,
        language=found.language,
        url=address,
    )


READERS: dict[PageKind, Callable[[RawPage, Limits], _Content]] = {
    "row": _read_row,
    "text": _read_text,
    "mail": _read_mail,
    "pdf": _read_file,
    "docx": _read_file,
    "html": _read_page,
}


def _language(given: str | None, content: _Content) -> str | None:
    """The language as given, else as the words show it, else as the page declares it."""
    return _code(given) or guess_language(own_words(content.text)) or _code(content.language)


def _code(tag: str | None) -> str | None:
    match = LANGUAGE.fullmatch((tag or "").strip())
    return match[1].lower() if match else None
