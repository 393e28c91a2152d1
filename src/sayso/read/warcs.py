"""Web archives: the pages that a crawler kept in a WARC or ARC file, or in a WACZ around some."""

from __future__ import annotations

import json
import logging
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from io import BufferedReader
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.read.kinds import CONTENT_TYPES
from sayso.read.pages import Budget, Exhausted, Found, Terms, buffer_bytes, describe_size, refuse

# What a reader wants of an archive; style sheets, scripts and pictures stay in it.
WANTED = frozenset(("html", "pdf", "zip", "feed"))
PLAIN = ("text/plain",)
RECORDS = ("response", "resource")
# The longest line of a header: no server's is longer, and one without an end would fill the memory.
LONGEST_LINE = 65_536
BLOCK = 16_384
PAGE_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")


@cache
def _library() -> Any:
    """warcio's iterator, made to keep to limits and to raise what it would print; raises ImportError."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.bufferedreaders import DecompressingBufferedReader

    logging.getLogger("warcio").setLevel(logging.CRITICAL)

    class Reader(DecompressingBufferedReader):  # type: ignore[misc]
        def readline(self, length: int | None = None) -> bytes:
            line: bytes = super().readline(min(length or LONGEST_LINE, LONGEST_LINE))
            # It counts what it has read more than once, and so stops before it has read as much.
            if len(line) > BLOCK and not line.endswith(b"\n"):
                raise ValueError("a header line without an end")
            return line

        def _decompress(self, data: bytes) -> bytes:
            decompressor: Any = self.decompressor
            if not decompressor or not data:
                return data
            try:
                return bytes(decompressor.decompress(data))
            except zlib.error:
                if self.num_block_read:
                    raise
                self.decompressor: Any = None
                return data

    class Records(ArchiveIterator):  # type: ignore[misc]
        # What it says on standard error of a record whose length is wrong.
        INC_RECORD = ""

        def __init__(self, stream: BufferedReader) -> None:
            super().__init__(stream)
            self.reader = Reader(self.fh, block_size=BLOCK)

    return Records


def read_warc(
    name: str, stream: BufferedReader, terms: Terms, read: Any, wanted: set[str] | None = None
) -> Found:
    """The pages in a web archive, each by its address; ``wanted`` names those that are, where it is known."""
    try:
        records = _library()(stream)
    except ImportError:
        yield refuse(name, "a web archive (WARC); to read those: pip install 'sayso[warc]'")
        return
    budget, number = terms.budget or Budget(terms.limits), 0
    try:
        for record in records:
            for url, raw in _page(record, (terms, budget), wanted):
                number += 1
                yield from read(f"{name}#{url}", buffer_bytes(raw), _known(record, url, terms))
        if records.err_count:
            yield refuse(name, f"{records.err_count} records are not of the length that they give")
    except Exception as error:  # whatever a broken archive makes of the library costs what is left of it
        reason = str(error).split("\n")[0][:200] or type(error).__name__
        yield refuse(name, f"broken web archive, the rest was not read: {reason}")
        return
    if number == 0 and wanted is None:
        yield refuse(name, "a web archive without pages")


def _page(record: Any, terms: tuple[Terms, Budget], wanted: set[str] | None) -> Iterator[tuple[str, bytes]]:
    """The address and bytes of the page in a record, if there is one."""
    if not record.rec_type:
        raise ValueError("a record that does not say what it is")
    url = str(record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("uri") or "")
    if record.rec_type not in RECORDS or not url.lower().startswith(("http://", "https://")):
        return
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if wanted is not None and status.startswith("3") and url in wanted:
        wanted.add(urljoin(url, str(record.http_headers.get_header("Location") or "")))
    if status != "200" or (wanted is not None and url not in wanted) or not _is_wanted(record, url):
        return
    limits, budget = terms[0].limits, terms[1]
    budget.members_left -= 1
    if budget.members_left < 0:
        raise Exhausted(f"more than {limits.members:,} pages")
    raw = record.content_stream().read(limits.document + 1)
    budget.spend(len(raw))
    if len(raw) > limits.document:
        raise Exhausted(f"{url} is over the limit of {describe_size(limits.document)}")
    if _is_short(record):
        raise EOFError(f"{url} is cut short")
    yield url, raw


def _is_short(record: Any) -> bool:
    """Whether the archive ends within a record."""
    left = getattr(record.raw_stream, "limit", 0)
    return bool(left) and not record.raw_stream.read(1)


def _media_type(record: Any) -> str:
    headers = record.http_headers
    told = headers.get_header("Content-Type") if headers else record.content_type
    return str(told or "").split(";")[0].strip().lower()


def _is_wanted(record: Any, url: str) -> bool:
    kind = _media_type(record)
    plain = kind in PLAIN and not urlsplit(url).path.endswith(("/robots.txt", ".js", ".css"))
    return CONTENT_TYPES.get(kind) in WANTED or plain


def _known(record: Any, url: str, terms: Terms) -> Terms:
    """What the archive tells of a page: its address, when it was fetched, and in which encoding."""
    told = str((record.http_headers.get_header("Content-Type") if record.http_headers else None) or "")
    charset = told.lower().partition("charset=")[2].split(";")[0].strip("\"' ") or None
    given = replace(
        terms.given,
        url=url,
        charset=charset,
        retrieved=record.rec_headers.get_header("WARC-Date"),
        kind=CONTENT_TYPES.get(_media_type(record)),
    )
    return replace(terms.within(), given=given)


# --- WACZ -----------------------------------------------------------------------------------------


def is_wacz(names: list[str]) -> bool:
    """Whether the members of a zip archive are those of a WACZ."""
    return "datapackage.json" in names and any(name.startswith("archive/") for name in names)


def read_page_lists(archive: zipfile.ZipFile, limit: int) -> set[str] | None:
    """The addresses of the pages that a WACZ lists, without what these had in them; None if it lists none."""
    listed: set[str] = set()
    for name in PAGE_LISTS:
        with suppress(
            KeyError, OSError, ValueError, RecursionError, zipfile.BadZipFile, zlib.error, EOFError
        ):
            with archive.open(name) as packed:
                rows = packed.read(limit).splitlines()
            listed.update(str(url) for row in rows if (url := _row_url(row)))
    return listed or None


def _row_url(row: bytes) -> str | None:
    try:
        found = json.loads(row)
    except (ValueError, RecursionError):
        return None
    url = found.get("url") if isinstance(found, dict) else None
    return url if isinstance(url, str) else None
