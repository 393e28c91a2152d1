"""PDF documents with a text layer: pages of lines, made into paragraphs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

from sayso.read.documents import Document, tidy
from sayso.read.html import Unreadable
from sayso.read.pages import Limits, describe_size

# A report has fewer; a file that claims more was made to keep its reader busy.
MOST_PAGES = 3_000
# A line that is not justified leaves some room; letters are not all of one width.
FILLED = 0.85
# Against the distance of lines within a paragraph, of which a quarter of all distances are, or fewer.
WIDE, QUARTER = 1.3, 4


class Line(NamedTuple):
    """A line of a page, and how high it stands on it."""

    words: str
    height: float


def read_pdf(raw: bytes, limits: Limits) -> Document:
    """The text layer of a PDF; raises Unreadable where it has none, is locked or broken."""
    try:
        import pypdf
    except ImportError as error:
        raise Unreadable("a PDF document; to read those: pip install 'sayso[pdf]'") from error
    # It tells of every oddity of a file that it mends.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(raw), strict=False)
        _unlock(reader)
        pages = _pdf_pages(reader, limits)
        title, author = _pdf_told(reader)
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken file makes of the library costs this file alone
        raise Unreadable(f"broken PDF: {type(error).__name__}: {str(error)[:150]}") from error
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise Unreadable("a PDF without a text layer (a scan?)")
    return Document(text, title, author)


def _unlock(reader: Any) -> None:
    """Opens what is locked with an empty password, which only asks programs not to print or copy."""
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except Exception as error:  # the cipher may need a library that is not there
        raise Unreadable("an encrypted PDF") from error
    if not opened:
        raise Unreadable("an encrypted PDF, which asks for a password")


def _pdf_pages(reader: Any, limits: Limits) -> list[str]:
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(f"a PDF of {len(reader.pages):,} pages (the limit is {MOST_PAGES:,})")
    pages, size = [], 0
    for page in reader.pages:
        pages.append(join_lines(_read_lines(page)))
        size += len(pages[-1])
        if size > limits.document:
            raise Unreadable(f"a PDF whose text is over the limit of {describe_size(limits.document)}")
    return pages


def _pdf_told(reader: Any) -> tuple[str | None, str | None]:
    told = reader.metadata
    return (tidy(told.title), tidy(told.author)) if told else (None, None)


def _read_lines(page: Any) -> list[Line]:
    """The lines of a page in the order in which it draws them."""
    lines, words, height = [], "", 0.0

    def visit(text: str, matrix: list[float], place: list[float], *_: Any) -> None:
        nonlocal words, height
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append(Line(words.strip(), height))
                words = ""
            if piece.strip() and not words.strip():
                height = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
            words += piece

    page.extract_text(visitor_text=visit)
    return [line for line in (*lines, Line(words.strip(), height)) if line.words]


def join_lines(lines: Sequence[Line]) -> str:
    """The text of a page as paragraphs: its lines end where the paper does, not where sentences do."""
    width = max((len(line.words) for line in lines), default=0)
    gap = _usual_gap(lines)
    wide = gap is not None and any(_is_wide(one, other, gap) for one, other in pairwise(lines))
    told = ""
    for line, following in pairwise([*lines, Line("", 0.0)]):
        if not following.words or (gap and _is_wide(line, following, gap)):
            ends = True
        else:
            # Where some paragraphs stand apart, all do, and a short line says nothing.
            ends = not wide and _is_short(line.words, following.words, width)
        told += f"{line.words}\n\n" if ends else _joined(line.words, following.words)
    return told.strip()


def _usual_gap(lines: Sequence[Line]) -> float | None:
    """The distance of lines that belong together; None for a page that has no two below each other."""
    gaps = sorted(gap for one, other in pairwise(lines) if (gap := one.height - other.height) > 0)
    return gaps[len(gaps) // QUARTER] if gaps else None


def _is_wide(line: Line, following: Line, gap: float) -> bool:
    return line.height - following.height > WIDE * gap


def _is_short(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with a line: the first word of the next would have had room in it."""
    room = width * FILLED - len(line)
    goes_on = following[:1].islower() or line[-1:] in ",;-–"
    return not goes_on and len(following.split()[0]) < room


def _joined(line: str, following: str) -> str:
    """A line with what leads on to the next; a word that is divided between them is one word."""
    divided = line[-1:] == "-" and line[-2:-1].isalpha() and following[:1].islower()
    return line[:-1] if divided else f"{line} "
