"""Mails (EML), and pages that a browser saved in one file (MHTML): both are MIME."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime
from io import BufferedReader
from typing import Any

from sayso.read.decode import Undecodable, decode_bytes
from sayso.read.fragments import fragment_text
from sayso.read.html import Unreadable, refuse_excess
from sayso.read.pages import (
    Found,
    Given,
    Limits,
    Oversized,
    RawPage,
    Terms,
    buffer_bytes,
    describe_size,
    read_whole,
    refuse,
)

# What the parser of the standard library is known to raise on headers that are none.
BROKEN = (MessageError, ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError)
# No mail has more; a parser that is given a million of them takes minutes.
MOST_PARTS = 2_000
HTML_TYPES = ("text/html", "application/xhtml+xml")
# Mail servers refuse longer ones by far; of a hundred thousand names the library's parser takes minutes.
LONGEST_HEADER = 4_000
PageMaker = Callable[[str, bytes, Terms], Found]


class _ShortHeaders(EmailPolicy):
    """The rules of the library, for headers that are cut where none is so long."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:LONGEST_HEADER])


RULES = _ShortHeaders()


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says of itself, and its words."""

    subject: str | None
    sender: str | None
    date: str | None
    body: str


def parse_mail(raw: bytes) -> EmailMessage:
    """The message in ``raw``; raises Unreadable where there is none."""
    if raw.count(b"\n--") > MOST_PARTS * 2 or raw.count(b"boundary=") > MOST_PARTS:
        raise Unreadable(f"a message of more than {MOST_PARTS:,} parts")
    try:
        message = message_from_bytes(raw, policy=RULES)
    except BROKEN as error:
        raise Unreadable(f"broken message: {error}") from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Unreadable("no message: it has no headers")
    return message


def read_mail(raw: bytes, limits: Limits) -> Mail:
    """The mail in ``raw``; raises Unreadable."""
    message = parse_mail(raw)
    body = next((words for part in _bodies(message) if (words := _body_text(part, limits)).strip()), "")
    return Mail(
        subject=_header(message, "subject"), sender=_sender(message), date=_header(message, "date"), body=body
    )


def open_mail(name: str, stream: BufferedReader, terms: Terms, read: Callable[..., Found]) -> Found:
    """The page of a mail, and by ``read`` those of the documents attached to it."""
    try:
        raw = read_whole(stream, terms.limits.table)
        message = parse_mail(raw)
    except (Oversized, Unreadable) as error:
        yield refuse(name, str(error))
        return
    given = terms.given
    yield RawPage(
        name,
        raw,
        "mail",
        url=given.url,
        outlet=given.outlet,
        published=given.published,
        language=given.language,
        by_hand=given.published is not None,
        retrieved=given.retrieved,
    )
    if terms.depth >= terms.limits.nesting:
        return
    inner = replace(terms.within(), given=replace(given, url=None, kind=None))
    for label, attached in _attachments(message):
        yield from read(f"{name}/{label}", buffer_bytes(attached), inner)


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Documents that hang on a mail, and mails that it passes on; pictures and the like are left out."""
    try:
        parts = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
    except BROKEN:
        return
    for number, part in enumerate(parts, 1):
        kind = part.get_content_type()
        with suppress(*BROKEN):
            if kind == "message/rfc822":
                yield f"attached-{number}.eml", part.get_payload(0).as_bytes()  # type: ignore[union-attr]
            elif kind.split("/")[0] in ("text", "application"):
                label = " ".join((part.get_filename() or f"attached-{number}").split())
                yield label.replace("/", "_").replace("\\", "_"), part.get_payload(decode=True) or b""  # type: ignore[misc]


def _bodies(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold the mail's words, plain ones first."""
    for kind in ("plain", "html"):
        with suppress(*BROKEN):
            part = message.get_body(preferencelist=(kind,))
            if isinstance(part, EmailMessage):
                yield part


def _body_text(part: EmailMessage, limits: Limits) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        text = decode_bytes(raw, part.get_content_charset())
    except Undecodable:
        # A mail is written by many programs: better its words with a mark where one is lost.
        text = raw.decode("utf-8", "replace")
    if part.get_content_type() not in HTML_TYPES:
        return text
    refuse_excess(text, limits)
    return fragment_text(text)


def _header(message: EmailMessage, name: str) -> str | None:
    with suppress(*BROKEN):
        return " ".join(str(message.get(name) or "").split()) or None
    return None


def _sender(message: EmailMessage) -> str | None:
    """The name in "From", else the address."""
    with suppress(*BROKEN):
        first = message["from"].addresses[0]
        return str(first.display_name or first.addr_spec) or None
    return _header(message, "from")


# --- MHTML ----------------------------------------------------------------------------------------


def read_mhtml(name: str, stream: BufferedReader, terms: Terms, make: PageMaker) -> Found:
    """The page that a browser saved with its pictures in one file; the pictures are left out."""
    try:
        message = parse_mail(read_whole(stream, terms.limits.table))
        raw, given = _saved_page(message, terms)
    except (Oversized, Unreadable) as error:
        yield refuse(name, str(error))
    except BROKEN as error:
        yield refuse(name, f"broken message: {error}")
    else:
        yield from make(name, raw, replace(terms, given=given))


def _saved_page(message: EmailMessage, terms: Terms) -> tuple[bytes, Given]:
    """The bytes of the page, and what is known of it; raises Unreadable where there is none."""
    root = _root(message)
    raw = root.get_payload(decode=True) if root is not None else None
    if root is None or not isinstance(raw, bytes) or not raw.strip():
        raise Unreadable("no page in it")
    if len(raw) > terms.limits.document:
        raise Unreadable(f"its page is over the limit of {describe_size(terms.limits.document)}")
    url = terms.given.url or _address(message, root)
    retrieved = terms.given.retrieved or _saved_at(message)
    return raw, replace(terms.given, url=url, charset=root.get_content_charset(), retrieved=retrieved)


def _root(message: EmailMessage) -> EmailMessage | None:
    """The part that is the page: the first of HTML."""
    parts = (part for part in message.walk() if isinstance(part, EmailMessage))
    return next((part for part in parts if part.get_content_type() in HTML_TYPES), None)


def _address(message: EmailMessage, root: EmailMessage) -> str | None:
    told = (message.get("snapshot-content-location"), root.get("content-location"))
    found = (str(url).strip() for url in told if url)
    return next((url for url in found if url.lower().startswith(("http://", "https://"))), None)


def _saved_at(message: EmailMessage) -> str | None:
    with suppress(*BROKEN):
        moment = parsedate_to_datetime(str(message["date"]))
        # "-0000" is a moment in UTC, told by a clock that does not know its zone.
        return moment.replace(tzinfo=moment.tzinfo or UTC).isoformat()
    return None
