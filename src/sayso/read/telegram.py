"""Telegram's exports: result.json, read piece by piece, and messages.html. Each message is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BufferedReader
from typing import Any

import ijson
from lxml import etree

from sayso.read.chats import DELETED, Made, Message, make_message, name_member
from sayso.read.decode import Undecodable, decode_bytes
from sayso.read.fragments import element_text
from sayso.read.html import Unreadable, refuse_excess
from sayso.read.pages import (
    Found,
    Oversized,
    Terms,
    describe_size,
    read_whole,
    refuse,
)

CHANNELS = frozenset(("public_channel", "private_channel"))
# Deeper than any export; what nests further was made to break its reader.
DEPTH = 40
PIECE = 65_536
MOMENT = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-])(\d\d):(\d\d))?")
Event = tuple[str, Any]


class Broken(ValueError):
    """An export that cannot be read on; the message says why."""


class _Gauged:
    """A stream that is read piece by piece, and that notes how much of it came to nothing."""

    def __init__(self, stream: BufferedReader, terms: Terms) -> None:
        self._stream, self._limits = stream, terms.limits
        self.idle = self.size = 0

    def read(self, size: int = PIECE) -> bytes:
        chunk = self._stream.read(size)
        self.idle += len(chunk)
        self.size += len(chunk)
        # One string of any length would be held whole before it is told.
        if self.idle > self._limits.document:
            raise Broken(f"a string over the limit of {describe_size(self._limits.document)}")
        if self.size > self._limits.stream:
            raise Broken(f"over the limit of {describe_size(self._limits.stream)}, the rest was not read")
        return chunk


@dataclass(slots=True)
class _Chat:
    """The chat at hand, of which an export may hold many."""

    name: str | None = None
    kind: str | None = None


def read_telegram(name: str, stream: BufferedReader, terms: Terms) -> Found:
    """The messages of a result.json: of one chat, or of all chats of an account."""
    number = 0
    try:
        for chat, message in _messages(_events(_Gauged(stream, terms))):
            found = _read_message(name, message, (chat, terms))
            if found is not None:
                number += 1
                yield found
    except (ijson.JSONError, Broken, ValueError, OSError) as error:
        reason = str(error).replace("\n", " ")
        yield refuse(name, f"broken Telegram export, the rest was not read: {reason[:200]}")
        return
    if number == 0:
        yield refuse(name, "a Telegram export without messages that have words")


def _events(stream: _Gauged) -> Iterator[Event]:
    for event in ijson.basic_parse(stream, buf_size=PIECE, use_float=True):
        stream.idle = 0
        yield event


def _messages(events: Iterator[Event]) -> Iterator[tuple[_Chat, dict[str, Any]]]:
    """Each message with its chat: what stands in a list that is named "messages"."""
    chat, key, depth = _Chat(), "", 0
    for event, value in events:
        if event == "map_key":
            key = value
        elif event == "start_array" and key == "messages":
            yield from ((chat, message) for message in _objects(events))
            chat, key = _Chat(), ""
        elif event in ("start_map", "start_array"):
            depth, key = _deeper(depth), ""
        elif event in ("end_map", "end_array"):
            depth, key = depth - 1, ""
        elif event == "string" and key in ("name", "type"):
            chat = _Chat(value, chat.kind) if key == "name" else _Chat(chat.name, value)


def _deeper(depth: int) -> int:
    if depth >= DEPTH:
        raise Broken("JSON nested too deep")
    return depth + 1


def _objects(events: Iterator[Event]) -> Iterator[dict[str, Any]]:
    """The objects of a list that has been opened, up to its end; a list within it is passed over."""
    depth = 1
    for event, _ in events:
        if event == "start_map":
            yield _build(events)
        elif event == "start_array":
            depth = _deeper(depth)
        elif event == "end_array":
            depth -= 1
            if depth == 0:
                return


def _build(events: Iterator[Event]) -> dict[str, Any]:
    """The object that has been opened."""
    builder, depth = ijson.ObjectBuilder(), 1
    builder.event("start_map", None)
    for event, value in events:
        builder.event(event, value)
        if event in ("start_map", "start_array"):
            depth = _deeper(depth)
        elif event in ("end_map", "end_array"):
            depth -= 1
            if depth == 0:
                break
    built = builder.value
    return built if isinstance(built, dict) else {}


def _read_message(name: str, message: dict[str, Any], about: tuple[_Chat, Terms]) -> Made | None:
    """The article of a message; None for one without words, such as a picture or a change of the title."""
    chat, terms = about
    words = "\n".join(part for part in (_flatten(message.get("text")), _poll(message.get("poll"))) if part)
    if message.get("type", "message") != "message" or not words.strip():
        return None
    sender = _words(message.get("from"))
    channel = chat.kind in CHANNELS
    outlet = chat.name or sender if channel else name_member(sender or DELETED, chat.name)
    # The export names nobody where the account is gone; its words are still another's.
    forwarded = _words(message.get("forwarded_from")) or (DELETED if "forwarded_from" in message else None)
    told = Message(outlet, _moment(message), words, forwarded)
    return make_message(f"{name}#{message.get('id', '?')}", told, terms)


def _flatten(text: Any) -> str:
    """A text that is given in pieces, of which some are links, names or bold."""
    if isinstance(text, list):
        return "".join(_flatten(part.get("text") if isinstance(part, dict) else part) for part in text[:5000])
    return text if isinstance(text, str) else ""


def _poll(poll: Any) -> str:
    return _words(poll.get("question")) or "" if isinstance(poll, dict) else ""


def _words(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _moment(message: dict[str, Any]) -> str | None:
    """The moment in UTC where it is given; else by the clock of who exported."""
    seconds = str(message.get("date_unixtime", ""))
    if seconds.isdecimal() and len(seconds) < 12:
        return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _words(message.get("date"))


# --- messages.html --------------------------------------------------------------------------------


def read_telegram_page(name: str, stream: BufferedReader, terms: Terms) -> Found:
    """The messages of one page of an export as HTML."""
    try:
        text = decode_bytes(read_whole(stream, terms.limits.document), terms.given.charset)
        refuse_excess(text, terms.limits)
    except (Oversized, Undecodable, Unreadable) as error:
        yield refuse(name, str(error))
        return
    tree = etree.fromstring(text.encode("utf-8"), etree.HTMLParser(encoding="utf-8", no_network=True))
    chat = _inner(tree, "page_header") or None
    sender, number = None, 0
    for block in tree.xpath("//div[contains(concat(' ', @class, ' '), ' message ')]"):
        sender = _inner(block, "from_name") or sender
        told = _page_message(block, (sender, chat))
        if told is not None:
            number += 1
            yield make_message(f"{name}#{str(block.get('id', '?')).removeprefix('message')}", told, terms)
    if number == 0:
        yield refuse(name, "a Telegram export without messages that have words")


def _page_message(block: Any, who: tuple[str | None, str | None]) -> Message | None:
    """One message of a page. A channel's messages bear its own name."""
    sender, chat = who
    words = _inner(block, "text")
    if not words or "service" in str(block.get("class")).split():
        return None
    outlet = chat if sender in (None, chat) else name_member(sender or DELETED, chat)
    passed_on = _find(block, "forwarded")
    name = _find(passed_on, "from_name") if passed_on is not None else None
    channel = " ".join((name.text or "").split()) or DELETED if name is not None else None
    return Message(outlet, _page_moment(block), words, channel)


def _find(block: Any, name: str) -> Any:
    """The first element of a class within ``block``; a message's own name stands before a passed-on one's."""
    found = block.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")
    return found[0] if found else None


def _inner(block: Any, name: str) -> str:
    """The words of the first element of a class, but not of what is passed on within a message."""
    own = f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"
    outside = "[not(ancestor::*[contains(concat(' ', @class, ' '), ' forwarded ')])]"
    found = block.xpath(own + (outside if name == "from_name" else ""))
    return element_text(found[0]) if found else ""


def _page_moment(block: Any) -> str | None:
    """When a message was posted, in UTC where its page tells the zone."""
    stamp = next(iter(block.xpath(".//*[contains(@class, 'date')]/@title")), "")
    match = MOMENT.match(stamp)
    if not match:
        return None
    day, month, year, clock, sign, hours, minutes = match.groups()
    try:
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{clock}")
        shift = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
        moment += -shift if sign == "+" else shift
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + ("Z" if sign else "")
