"""Files, folders, archives and standard input to raw pages."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

from sayso.model import Problem
from sayso.read.archives import BROKEN, Budget, open_members
from sayso.read.dates import read_date
from sayso.read.fetch import fetch_address
from sayso.read.pages import Given, Limits, RawPage, buffer_bytes, describe_size, open_file, refuse
from sayso.read.rows import read_csv, read_json, read_json_lines

Found = Iterator[RawPage | Problem]
KINDS = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json", ".jsonl": "lines", ".ndjson": "lines",
    ".csv": "csv", ".tsv": "csv", ".zip": "zip",
}  # fmt: skip
# Office documents and e-books are zip archives too, but not of reports.
PACKAGES = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk")
LOOKS_LIKE_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
DEFAULT_LIMITS = Limits()


def find_pages(
    source: str | Path,
    *,
    outlet: str | None = None,
    published: str | None = None,
    language: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Found:
    """Every page in a file, folder or archive, at an address, or standard input ("-"), in a fixed order."""
    if published is not None and read_date(published) is None:
        yield refuse(
            str(source), f"{published!r} is no date that can be read with certainty (try 2022-01-06)"
        )
        return
    given = Given(outlet=outlet, published=published, language=language)
    address = ADDRESS.match(str(source)) if isinstance(source, str) else None
    if source == "-":
        yield from read_stream("-", cast(BufferedReader, sys.stdin.buffer), given, limits)
    elif address:
        yield from _read_address(str(source), given, limits)
    else:
        yield from _read_path(os.fspath(source), given, limits)


def _read_address(url: str, given: Given, limits: Limits) -> Found:
    fetched = fetch_address(url, given, limits)
    if isinstance(fetched, Problem):
        yield fetched
    else:
        raw, known = fetched
        yield from read_stream(url, buffer_bytes(raw), known, limits)


def _read_path(path: str, given: Given, limits: Limits) -> Found:
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
                    yield from read_stream(here, stream, given, limits)
            else:
                yield refuse(here, "not a regular file")
        except OSError as error:
            yield refuse(here, _why(error))


def _inside(folder: str, status: os.stat_result, above: tuple[tuple[int, int], ...]) -> list[str]:
    if _identity(status) in above:
        raise OSError("a link back to a folder that holds it")
    names = sorted((n for n in os.listdir(folder) if not n.startswith(".")), reverse=True)
    return [os.path.join(folder, name) for name in names]


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _why(error: OSError) -> str:
    known = {
        FileNotFoundError: "no such file",
        PermissionError: "no permission to read it",
        IsADirectoryError: "a folder, not a file",
    }
    return known.get(type(error)) or error.strerror or str(error)


def read_stream(
    name: str, stream: BufferedReader, given: Given, limits: Limits, budget: Budget | None = None
) -> Found:
    """The pages in one file, by what its name or its first bytes say it is."""
    suffix = os.path.splitext(name)[1].lower()
    kind = given.kind or KINDS.get(suffix)
    if kind == "lines":
        yield from read_json_lines(name, stream, given, limits)
    elif kind == "csv":
        yield from read_csv(name, stream, given, limits)
    elif kind == "zip":
        yield from _read_archive(name, stream, limits, (given, budget))
    else:
        yield from _read_whole(name, stream, kind, (given, limits))


def _read_whole(name: str, stream: BufferedReader, kind: str | None, how: tuple[Given, Limits]) -> Found:
    given, limits = how
    limit = limits.table if kind == "json" else limits.document
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        yield refuse(name, f"over the limit of {describe_size(limit)}")
    elif not raw.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        yield refuse(name, "empty file")
    elif raw.startswith(b"PK\x03\x04"):
        yield from _read_package(name, raw, given, limits)
    elif kind == "json" or (kind is None and name == "-" and raw.lstrip()[:1] in (b"{", b"[")):
        yield from _read_objects(name, raw, given, limits)
    else:
        yield make_page(name, raw, given, html=kind == "html" or bool(LOOKS_LIKE_HTML.match(raw)))


def _read_package(name: str, raw: bytes, given: Given, limits: Limits) -> Found:
    if name.lower().endswith(PACKAGES) or b"[Content_Types].xml" in raw[:4096] or raw[30:38] == b"mimetype":
        yield refuse(name, "binary file (an Office document or e-book)")
    else:
        yield from _read_archive(name, buffer_bytes(raw), limits, (given, None))


def _read_objects(name: str, raw: bytes, given: Given, limits: Limits) -> Found:
    """JSON on standard input has no name to tell whether it is one value or lines of them."""
    lines = raw.strip().splitlines()
    if (
        name == "-"
        and len(lines) > 1
        and all(line.strip()[:1] == b"{" and line.strip()[-1:] == b"}" for line in lines)
    ):
        yield from read_json_lines(name, buffer_bytes(raw), given, limits)
    else:
        yield from read_json(name, raw, given)


def make_page(name: str, raw: bytes, given: Given, *, html: bool) -> RawPage:
    """The page of one document, text or HTML."""
    return RawPage(
        name=name,
        raw=raw,
        kind="html" if html else "text",
        url=given.url,
        outlet=given.outlet,
        published=given.published,
        language=given.language,
        by_hand=given.published is not None,
        charset=given.charset,
        retrieved=given.retrieved,
    )


def _read_archive(
    name: str, stream: BufferedReader, limits: Limits, how: tuple[Given, Budget | None], depth: int = 1
) -> Found:
    given, budget = how[0], how[1] or Budget(limits)
    for member in open_members(name, stream, budget):
        if isinstance(member, Problem):
            yield member
            continue
        inner_name, inner = member
        try:
            if not inner_name.lower().endswith(".zip"):
                yield from read_stream(inner_name, inner, given, limits, budget)
            elif depth >= limits.nesting:
                yield refuse(inner_name, f"archives nested more than {limits.nesting} deep")
            else:
                yield from _read_nested(inner_name, inner, limits, (given, budget, depth + 1))
        except BROKEN as error:
            yield refuse(inner_name, f"broken zip member: {error}")


def _read_nested(name: str, stream: BufferedReader, limits: Limits, how: tuple[Given, Budget, int]) -> Found:
    given, budget, depth = how
    raw = stream.read(limits.table + 1)
    if len(raw) > limits.table:
        yield refuse(
            name, f"over the limit of {describe_size(limits.table)} for an archive within an archive"
        )
    else:
        yield from _read_archive(name, buffer_bytes(raw), limits, (given, budget), depth)
