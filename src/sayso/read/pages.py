"""A page as it was found, before anything was read in it, and the limits it had to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import BufferedReader, BytesIO, FileIO, RawIOBase
from typing import Literal, cast

from sayso.model import Listed, Problem

PageKind = Literal["text", "html", "row", "mail", "pdf", "docx"]
MEGABYTE = 1_000_000
# What is looked at ahead to tell what a file is.
BUFFER = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost: sizes in bytes, ``ratio`` of unpacked to packed, ``depth`` of tags.

    Below 250 tags the HTML parser itself drops what it meets. ``stream`` is for what is read piece by
    piece and never held whole: chats, web archives.
    """

    document: int = 20 * MEGABYTE
    table: int = 64 * MEGABYTE
    archive: int = 500 * MEGABYTE
    ratio: int = 200
    members: int = 20_000
    nesting: int = 2
    depth: int = 250
    elements: int = 200_000
    stream: int = 2_000 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a page from outside it: by the reader of the file, by its address, by its server."""

    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    charset: str | None = None
    retrieved: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as found. ``published`` is as given; ``by_hand`` marks that a person gave it.

    A row's ``raw`` is its fields as JSON in one canonical form, so that the same row in another file
    is the same article.
    """

    name: str
    raw: bytes
    kind: PageKind = "text"
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None
    by_hand: bool = False
    charset: str | None = None
    retrieved: str | None = None


class Oversized(ValueError):
    """A source is larger than what its kind may be; the message gives the limit."""


class Exhausted(OSError):
    """An archive unpacks to more than its cap."""


class Budget:
    """What is left of the bytes and members that one archive, with all within it, may unpack to."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes_left = limits.archive
        self.members_left = limits.members

    def spend(self, count: int) -> None:
        """Takes ``count`` bytes off; raises Exhausted at the cap."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise Exhausted(f"the archive unpacks to more than {describe_size(self.limits.archive)}")


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a source is read: what is known of it, what it may cost, how deep in archives it lies.

    ``follow`` fetches the pages whose addresses a source names; without it they are only listed.
    """

    given: Given = field(default_factory=Given)
    limits: Limits = field(default_factory=Limits)
    budget: Budget | None = None
    depth: int = 0
    follow: Callable[[Listed, Terms], Iterator[RawPage | Problem | Listed]] | None = None

    def within(self) -> Terms:
        """The terms of what lies within an archive that is read on these."""
        return replace(self, budget=self.budget or Budget(self.limits), depth=self.depth + 1)


Found = Iterator[RawPage | Problem | Listed]


def list_address(found: RawPage | Problem | Listed, terms: Terms) -> Found:
    """What was found, or the page at its address where addresses are followed."""
    if isinstance(found, Listed) and terms.follow:
        yield from terms.follow(found, terms)
    else:
        yield found


def refuse(name: str, reason: str) -> Problem:
    """The problem of an input that was not read, on one line."""
    return Problem("read", printable(name), printable(reason))


def printable(words: str) -> str:
    """``words`` on one line, without what a terminal or UTF-8 cannot show."""
    shown = words.encode("utf-8", "surrogateescape" if _escaped(words) else "replace").decode(
        "utf-8", "replace"
    )
    return "".join(c if c.isprintable() else "�" for c in shown)


def _escaped(words: str) -> bool:
    """Whether every surrogate in ``words`` stands for a byte of a file name that is not UTF-8."""
    return all(0xDC80 <= ord(c) <= 0xDCFF for c in words if 0xD800 <= ord(c) <= 0xDFFF)


def describe_size(size: int) -> str:
    """A number of bytes in words."""
    return f"{size / MEGABYTE:g} MB" if size >= MEGABYTE else f"{size:,} bytes"


def read_whole(stream: BufferedReader, limit: int) -> bytes:
    """All of a stream; raises Oversized if that is more than ``limit`` bytes."""
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise Oversized(f"over the limit of {describe_size(limit)}")
    return raw


def buffer_bytes(raw: bytes) -> BufferedReader:
    """``raw`` as a stream that can be looked into ahead, like an open file."""
    return BufferedReader(cast(RawIOBase, BytesIO(raw)), BUFFER)


def open_file(path: str) -> BufferedReader:
    """The file at ``path``, to be closed by the caller; raises OSError."""
    return BufferedReader(cast(RawIOBase, FileIO(path)), BUFFER)
