"""Files, folders, archives and standard input to raw pages."""

from __future__ import annotations

import os
import re
import stat
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

from sayso.model import Listed, Problem
from sayso.read.archives import BROKEN, open_members
from sayso.read.dates import read_date
from sayso.read.feeds import read_feed
from sayso.read.fetch import Unfetched
from sayso.read.fetching import Fetcher
from sayso.read.kinds import tell_kind
from sayso.read.mails import open_mail, read_mhtml
from sayso.read.pages import (
    BUFFER,
    Budget,
    Found,
    Given,
    Limits,
    Oversized,
    RawPage,
    Terms,
    buffer_bytes,
    describe_size,
    open_file,
    read_whole,
    refuse,
)
from sayso.read.rows import read_csv, read_json, read_json_lines
from sayso.read.saved import leave_out, leave_out_member
from sayso.read.telegram import read_telegram, read_telegram_page
from sayso.read.warcs import is_wacz, read_page_lists, read_warc
from sayso.read.whatsapp import read_whatsapp

ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
DEFAULT_LIMITS = Limits()
WORD_BODY = "word/document.xml"
# What is in a zip archive that is a program, and no archive of reports.
PROGRAMS = frozenset(("META-INF/MANIFEST.MF", "AndroidManifest.xml"))


def find_pages(
    source: str | Path,
    *,
    outlet: str | None = None,
    published: str | None = None,
    language: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    fetcher: Fetcher | None = None,
    follow: bool = False,
) -> Found:
    """Every page in a file, folder or archive, at an address, or standard input ("-"), in a fixed order.

    Addresses that a source names without their words are listed; with ``follow`` their pages are fetched.
    """
    if published is not None and read_date(published) is None:
        yield refuse(
            str(source), f"{published!r} is no date that can be read with certainty (try 2022-01-06)"
        )
        return
    given = Given(outlet=outlet, published=published, language=language)
    fetcher = fetcher or Fetcher()
    terms = Terms(given, limits, follow=_follow_with(fetcher) if follow else None)
    address = ADDRESS.match(str(source)) if isinstance(source, str) else None
    if source == "-":
        yield from _read_standard_input(terms)
    elif address:
        yield from _read_address(str(source), terms, fetcher)
    else:
        yield from _read_path(os.fspath(source), terms)


def _read_standard_input(terms: Terms) -> Found:
    stream: BufferedReader = BufferedReader(cast(Any, sys.stdin.buffer), BUFFER)
    try:
        yield from read_stream("-", stream, terms)
    finally:
        stream.detach()  # it is not ours to close


def _read_address(url: str, terms: Terms, fetcher: Fetcher) -> Found:
    """What is at an address that a person gave, who may look wherever he likes."""
    try:
        fetched = fetcher.fetch(url, terms.given, terms.limits)
    except Unfetched as error:
        yield refuse(url, str(error))
        return
    if fetched is not None:
        raw, known = fetched
        yield from read_stream(url, buffer_bytes(raw), replace(terms, given=known))


def _follow_with(fetcher: Fetcher) -> Callable[[Listed, Terms], Found]:
    """What fetches the pages that a source names: politely, and none within reach of us alone."""

    def follow(listed: Listed, terms: Terms) -> Found:
        given = replace(terms.given, url=None, charset=None, retrieved=None, kind=None)
        try:
            fetched = fetcher.fetch(listed.url, given, terms.limits, named=True)
        except Unfetched as error:
            yield refuse(listed.url, str(error))
            return
        if fetched is not None:
            raw, known = fetched
            # What such a page lists in its turn is not followed: a list could go on for ever.
            yield from read_stream(listed.url, buffer_bytes(raw), replace(terms, given=known, follow=None))

    return follow


# --- folders --------------------------------------------------------------------------------------


def _read_path(path: str, terms: Terms) -> Found:
    """The pages of a file or, in the order of names, of all files in a folder; hidden ones are left out."""
    waiting: list[tuple[str, tuple[tuple[int, int], ...]]] = [(path, ())]
    while waiting:
        here, above = waiting.pop()
        try:
            status = os.stat(here)
            if stat.S_ISDIR(status.st_mode):
                waiting += [(inner, (*above, _identity(status))) for inner in _inside(here, status, above)]
            elif stat.S_ISREG(status.st_mode):
                with open_file(here) as stream:
                    yield from read_stream(here, stream, terms)
            else:
                yield refuse(here, "not a regular file")
        except OSError as error:
            yield refuse(here, _why(error))


def _inside(folder: str, status: os.stat_result, above: tuple[tuple[int, int], ...]) -> list[str]:
    if _identity(status) in above:
        raise OSError("a link back to a folder that holds it")
    listed = set(os.listdir(folder))
    names = sorted((n for n in listed if not n.startswith(".")), reverse=True)
    return [os.path.join(folder, name) for name in names if not leave_out(name, listed.__contains__)]


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _why(error: OSError) -> str:
    known = {
        FileNotFoundError: "no such file",
        PermissionError: "no permission to read it",
        IsADirectoryError: "a folder, not a file",
    }
    return known.get(type(error)) or error.strerror or str(error)


# --- one file -------------------------------------------------------------------------------------


def read_stream(name: str, stream: BufferedReader, terms: Terms) -> Found:
    """The pages in one file, by what its name or its first bytes say it is."""
    head = stream.peek(BUFFER)
    if not head:
        yield refuse(name, "empty file")
        return
    kind = tell_kind(name, terms.given.kind, head)
    reader = READERS.get(kind or "", _read_document)
    yield from reader(name, stream, terms)


def _read_document(name: str, stream: BufferedReader, terms: Terms) -> Found:
    """One document: text, HTML, PDF or JSON."""
    kind = tell_kind(name, terms.given.kind, stream.peek(BUFFER))
    limit = terms.limits.table if kind in ("json", "pdf") else terms.limits.document
    try:
        raw = read_whole(stream, limit)
    except Oversized as error:
        yield refuse(name, str(error))
        return
    if not raw.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        yield refuse(name, "empty file")
    elif kind == "json":
        yield from _read_objects(name, raw, terms)
    else:
        yield make_page(name, raw, terms.given, kind)


def _read_objects(name: str, raw: bytes, terms: Terms) -> Found:
    """JSON on standard input has no name to tell whether it is one value or lines of them."""
    lines = raw.strip().splitlines()
    if (
        name == "-"
        and len(lines) > 1
        and all(line.strip()[:1] == b"{" and line.strip()[-1:] == b"}" for line in lines)
    ):
        yield from read_json_lines(name, buffer_bytes(raw), terms)
    else:
        yield from read_json(name, raw, terms)


def make_page(name: str, raw: bytes, given: Given, kind: str | None) -> RawPage:
    """The page of one document."""
    return RawPage(
        name=name,
        raw=raw,
        kind="html" if kind == "html" else "pdf" if kind == "pdf" else "docx" if kind == "docx" else "text",
        url=given.url,
        outlet=given.outlet,
        published=given.published,
        language=given.language,
        by_hand=given.published is not None,
        charset=given.charset,
        retrieved=given.retrieved,
    )


def _make_html(name: str, raw: bytes, terms: Terms) -> Found:
    yield make_page(name, raw, terms.given, "html")


# --- archives -------------------------------------------------------------------------------------


def _read_zip(name: str, stream: BufferedReader, terms: Terms) -> Found:
    """What is in a zip archive, or the document that is written as one."""
    if terms.depth >= terms.limits.nesting and not name.lower().endswith(".docx"):
        yield refuse(name, f"archives nested more than {terms.limits.nesting} deep")
        return
    # A member of another archive, and what comes over the network, can only be read forwards.
    if terms.depth or not stream.seekable():
        raw = stream.read(terms.limits.table + 1)
        if len(raw) > terms.limits.table:
            size = describe_size(terms.limits.table)
            yield refuse(name, f"over the limit of {size} for an archive within an archive")
            return
        stream = buffer_bytes(raw)
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            listed = read_page_lists(archive, terms.limits.document) if is_wacz(names) else None
    except BROKEN as error:
        yield refuse(name, f"broken zip archive: {error}")
        return
    stream.seek(0)
    if WORD_BODY in names:
        yield from _read_word(name, stream, terms)
    elif "[Content_Types].xml" in names or "mimetype" in names[:1]:
        yield refuse(name, "binary file (an Office document or e-book)")
    elif not PROGRAMS.isdisjoint(names):
        yield refuse(name, "binary file (a program)")
    else:
        yield from _read_members(name, stream, terms, (is_wacz(names), listed, set(names)))


def _read_word(name: str, stream: BufferedReader, terms: Terms) -> Found:
    try:
        yield make_page(name, read_whole(stream, terms.limits.table), terms.given, "docx")
    except Oversized as error:
        yield refuse(name, str(error))


def _read_members(
    name: str, stream: BufferedReader, terms: Terms, told: tuple[bool, set[str] | None, set[str]]
) -> Found:
    """The files in an archive; of a WACZ its web archives, and in these the pages that it lists."""
    crawled, listed, names = told
    inner = replace(terms.within(), given=replace(terms.given, kind=None))
    for member in open_members(name, stream, inner.budget or Budget(terms.limits)):
        if isinstance(member, Problem):
            yield member
            continue
        inner_name, inside = member
        try:
            if crawled:
                if inner_name.startswith(f"{name}/archive/"):
                    yield from read_warc(inner_name, inside, inner, read_stream, listed)
            elif not leave_out_member(inner_name[len(name) + 1 :], names):
                yield from read_stream(inner_name, inside, inner)
        except BROKEN as error:
            yield refuse(inner_name, f"broken zip member: {error}")


READERS: dict[str, Callable[[str, BufferedReader, Terms], Found]] = {
    "lines": read_json_lines,
    "csv": read_csv,
    "zip": _read_zip,
    "feed": read_feed,
    "telegram": read_telegram,
    "telegram-page": read_telegram_page,
    "whatsapp": read_whatsapp,
    "warc": lambda name, stream, terms: read_warc(name, stream, terms, read_stream),
    "mail": lambda name, stream, terms: open_mail(name, stream, terms, read_stream),
    "mhtml": lambda name, stream, terms: read_mhtml(name, stream, terms, _make_html),
}
