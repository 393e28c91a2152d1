"""JSON, JSON lines and CSV: a page for each row, and a problem for each row that is none."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BufferedReader
from typing import Any

from sayso.model import Listed, Problem
from sayso.read.decode import (
    BYTE_ORDER_MARKS,
    SAMPLE,
    Undecodable,
    decode_bytes,
    guess_charset,
    refuse_binary,
)
from sayso.read.pages import (
    Found,
    Given,
    Limits,
    RawPage,
    Terms,
    buffer_bytes,
    describe_size,
    list_address,
    refuse,
)
from sayso.read.text import clean_text

FIELDS = ("url", "outlet", "published", "title", "text", "language")
# Under these keys the interfaces of news archives answer with their rows.
LISTS = ("articles", "stories", "results", "data", "items")
# What such an archive calls the fields of a row that has its words.
CALLED = {
    "outlet": ("media_name", "source", "domain"),
    "published": ("publishedat", "publish_date", "published_at", "date"),
    "text": ("content", "body"),
}
ADDRESSES = ("url", "link")
CUT_SHORT = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d{1,9} chars\]\s*$")


def read_json(name: str, raw: bytes, terms: Terms) -> Found:
    """The rows of a JSON file that holds one object, a list of them, or a news archive's answer."""
    try:
        data = json.loads(decode_bytes(raw, terms.given.charset))
    except Undecodable as error:
        yield refuse(name, str(error))
    except RecursionError:
        yield refuse(name, "JSON nested too deep")
    except ValueError as error:
        yield refuse(name, f"broken JSON: {error}")
    else:
        for number, row in enumerate(_rows(data), 1):
            yield from list_address(make_row(f"{name}#{number}", row, terms.given), terms)


def _rows(data: Any) -> list[Any]:
    """The rows of a list, of one object, or of the list that an answer holds."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict) or "text" in data:
        return [data]
    found = next((data[key] for key in LISTS if isinstance(data.get(key), list)), None)
    return [data] if found is None else [_rename(row) for row in found]


def _rename(row: Any) -> Any:
    """A row of a news archive under the names of ours; words that it cuts short are left out."""
    if not isinstance(row, dict):
        return row
    fields = {str(key).lower(): value for key, value in row.items()}
    source = fields.get("source")
    fields["source"] = source.get("name") if isinstance(source, dict) else source
    for name, others in CALLED.items():
        fields.setdefault(name, next((fields[key] for key in others if fields.get(key)), None))
    whole = isinstance(fields["text"], str) and not CUT_SHORT.search(fields["text"][-60:])
    return {**fields, "text": fields["text"] if whole else None}


def read_json_lines(name: str, stream: BufferedReader, terms: Terms) -> Found:
    """The rows of a JSON lines file; a broken line costs itself."""
    number = 0
    for line in _lines(stream, terms.limits):
        if isinstance(line, Undecodable):
            number += 1
            yield refuse(f"{name}#{number}", str(line))
        elif line.strip():
            number += 1
            yield from list_address(_read_line(f"{name}#{number}", line, terms.given), terms)


def _read_line(name: str, line: str, given: Given) -> RawPage | Problem | Listed:
    try:
        return make_row(name, json.loads(line), given)
    except RecursionError:
        return refuse(name, "JSON nested too deep")
    except ValueError as error:
        return refuse(name, f"broken JSON: {error}")


def read_csv(name: str, stream: BufferedReader, terms: Terms) -> Found:
    """The rows of a CSV file whose first row names its columns, "text" among them, or "url" alone."""
    lines = _lines(stream, terms.limits, guess=True)
    head = next(lines, "")
    if isinstance(head, Undecodable):
        yield refuse(name, str(head))
        return
    comma = max(",;\t|", key=head.count)
    columns = [c.strip().lower() for c in next(csv.reader([head], delimiter=comma), [])]
    if "text" not in columns and not set(ADDRESSES).intersection(columns):
        yield refuse(name, f"no column named text (columns: {', '.join(columns)[:200]})")
        return
    yield from _read_table(name, csv.reader(_or_stop(lines), delimiter=comma), columns, terms)


def _read_table(name: str, cells: Iterator[list[str]], columns: list[str], terms: Terms) -> Found:
    number = 0
    while True:
        number += 1
        try:
            row = _next_row(cells, terms.limits)
        except csv.Error as error:
            # Most often a quotation mark that is never closed: what follows cannot be told apart.
            yield refuse(f"{name}#{number}", f"broken CSV, the rest of the file was not read: {error}")
            return
        except Undecodable as error:
            yield refuse(f"{name}#{number}", f"{error}; the rest of the file was not read")
            return
        if row is None:
            return
        if not any(row):
            number -= 1
        elif len(row) > len(columns):
            yield refuse(f"{name}#{number}", f"{len(row)} cells under {len(columns)} columns")
        else:
            found = make_row(f"{name}#{number}", dict(zip(columns, row, strict=False)), terms.given)
            yield from list_address(found, terms)


def _next_row(cells: Iterator[list[str]], limits: Limits) -> list[str] | None:
    # The limit belongs to the whole process, so it is put back after every row.
    before = csv.field_size_limit(limits.document)
    try:
        return next(cells, None)
    finally:
        csv.field_size_limit(before)


def _or_stop(lines: Iterable[str | Undecodable]) -> Iterator[str]:
    for line in lines:
        if isinstance(line, Undecodable):
            raise line
        yield line


def make_row(name: str, row: Any, given: Given) -> RawPage | Problem | Listed:
    """The page of one row, what is ``given`` filling what the row does not say; or its address alone."""
    if not isinstance(row, dict):
        return refuse(name, "not an object with a text")
    fields = {k.strip().lower(): v for k, v in row.items() if isinstance(k, str)}
    known = {k: words for k in FIELDS if (words := _as_words(fields.get(k))) is not None}
    if "text" not in known:
        url = next((words for key in ADDRESSES if (words := _as_words(fields.get(key)))), "")
        return Listed(name, url) if is_address(url) else refuse(name, "no text")
    raw = json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    page = RawPage(name, raw, "row", retrieved=given.retrieved, title=known.get("title"))
    published = known.get("published")
    return replace(
        page,
        url=known.get("url") or given.url,
        outlet=known.get("outlet") or given.outlet,
        language=known.get("language") or given.language,
        published=published or given.published,
        by_hand=published is None and given.published is not None,
    )


def is_address(words: str) -> bool:
    """Whether words are an address that could be fetched."""
    return words.lower().startswith(("http://", "https://")) and not re.search(r"\s", words.strip())


def row_text(raw: bytes) -> str:
    """The article's text from a row's raw bytes: the title, a blank line, and the text."""
    fields = json.loads(raw)
    return f"{fields['title']}\n\n{fields['text']}" if fields.get("title") else str(fields["text"])


def _as_words(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    words = clean_text(str(value))
    return words if words.strip() else None


def _lines(stream: BufferedReader, limits: Limits, *, guess: bool = False) -> Iterator[str | Undecodable]:
    """The lines of a file as text; a line over the limit or not in the file's encoding is an error.

    Rows are UTF-8 unless a byte order mark says else; with ``guess``, a line that is not is read in
    the encoding that the first bytes of the file seem to have.
    """
    lines = stream
    sample = lines.peek(SAMPLE)
    wide = any(sample.startswith(mark) for mark, encoding in BYTE_ORDER_MARKS if encoding != "utf-8")
    try:
        if wide:
            lines = _widen(stream, limits)
        else:
            refuse_binary(sample)
        charset = guess_charset(sample) if guess else None
    except Undecodable as error:
        yield error
        return
    while line := lines.readline(limits.document + 1):
        if len(line) > limits.document:
            _skip_line(lines, line)
            yield Undecodable(f"a line over the limit of {describe_size(limits.document)}")
        else:
            yield _decode_line(line, charset)


def _widen(lines: BufferedReader, limits: Limits) -> BufferedReader:
    """A UTF-16 or UTF-32 file as UTF-8, for its line ends are more than a byte."""
    raw = lines.read(limits.table + 1)
    if len(raw) > limits.table:
        raise Undecodable(f"over the limit of {describe_size(limits.table)} for rows in UTF-16")
    return buffer_bytes(decode_bytes(raw).encode("utf-8", "replace"))


def _decode_line(line: bytes, charset: str | None) -> str | Undecodable:
    try:
        return line.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        reason = f"not valid UTF-8: byte 0x{line[error.start]:02x} at offset {error.start} of the line"
    try:
        return line.decode(charset) if charset else Undecodable(reason)
    except UnicodeDecodeError:
        return Undecodable(reason)


def _skip_line(lines: BufferedReader, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = lines.readline(SAMPLE)
