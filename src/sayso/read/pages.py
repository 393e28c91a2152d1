"""A page as it was found, before anything was read in it, and the limits it had to keep."""

from __future__ import annotations

from dataclasses import dataclass
from io import BufferedReader, BytesIO, FileIO, RawIOBase
from typing import Literal, cast

from sayso.model import Problem

PageKind = Literal["text", "html", "row"]
MEGABYTE = 1_000_000
# What is looked at ahead to tell what a file is.
BUFFER = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost: sizes in bytes, ``ratio`` of unpacked to packed, ``depth`` of tags.

    Below 250 tags the HTML parser itself drops what it meets.
    """

    document: int = 20 * MEGABYTE
    table: int = 64 * MEGABYTE
    archive: int = 500 * MEGABYTE
    ratio: int = 200
    members: int = 20_000
    nesting: int = 2
    depth: int = 250
    elements: int = 200_000


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


def buffer_bytes(raw: bytes) -> BufferedReader:
    """``raw`` as a stream that can be looked into ahead, like an open file."""
    return BufferedReader(cast(RawIOBase, BytesIO(raw)), BUFFER)


def open_file(path: str) -> BufferedReader:
    """The file at ``path``, to be closed by the caller; raises OSError."""
    return BufferedReader(cast(RawIOBase, FileIO(path)), BUFFER)
