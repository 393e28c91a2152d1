"""Documents that are no plain text: PDF with a text layer, and DOCX."""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from lxml import etree

from sayso.read.archives import BROKEN
from sayso.read.html import Unreadable
from sayso.read.pages import Limits, describe_size

# A report has fewer; a file that claims more was made to keep its reader busy.
MOST_PAGES = 3_000
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
BODY = "word/document.xml"
# In the order in which a reader meets them: footnotes below the text that they belong to.
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
PROPERTIES = "docProps/core.xml"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
# A text box is told twice, for programs of two ages: once as it is, once to fall back on.
PARAGRAPHS = "//*[local-name() = 'p'][not(ancestor::*[local-name() = 'Fallback'])]"
# What is struck out, moved away, or tells how words look.
LEFT_OUT = frozenset(("txbxContent", "pPr", "rPr", "moveFrom", "del"))
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
# A line that is not justified leaves some room; letters are not all of one width.
FILLED = 0.85


@dataclass(frozen=True, slots=True)
class Document:
    """The words of a document, and what its properties say of it."""

    text: str
    title: str | None = None
    author: str | None = None


# --- PDF ------------------------------------------------------------------------------------------


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
        pages.append(_unwrap(page.extract_text()))
        size += len(pages[-1])
        if size > limits.document:
            raise Unreadable(f"a PDF whose text is over the limit of {describe_size(limits.document)}")
    return pages


def _pdf_told(reader: Any) -> tuple[str | None, str | None]:
    told = reader.metadata
    return (_tidy(told.title), _tidy(told.author)) if told else (None, None)


def _unwrap(text: str) -> str:
    """The text of a page as paragraphs: its lines end where the paper does, not where sentences do."""
    lines = [line.strip() for line in text.splitlines()]
    width = max(map(len, lines), default=0)
    told = ""
    for line, following in pairwise([*lines, ""]):
        told += f"{line}\n\n" if not following or _ends(line, following, width) else _joined(line, following)
    return BLANK_LINES.sub("\n\n", told).strip()


def _ends(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with a line: the first word of the next would have had room in it."""
    room = width * FILLED - len(line)
    goes_on = following[:1].islower() or line[-1:] in ",;-–"
    return not goes_on and len(following.split()[0]) < room


def _joined(line: str, following: str) -> str:
    """A line with what leads on to the next; a word that is divided between them is one word."""
    divided = line[-1:] == "-" and line[-2:-1].isalpha() and following[:1].islower()
    return line[:-1] if divided else f"{line} "


def _tidy(words: Any) -> str | None:
    return " ".join(str(words).split())[:300] or None if words else None


# --- DOCX -----------------------------------------------------------------------------------------


def read_docx(raw: bytes, limits: Limits) -> Document:
    """The words of a Word document as it stands: what was struck out in it is left out."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = {name: _part(archive, name, limits) for name in (BODY, *NOTES, PROPERTIES)}
    except BROKEN as error:
        raise Unreadable(f"broken Word document: {error}") from error
    body = parts[BODY]
    if body is None:
        raise Unreadable("binary file (an Office document or e-book)")
    blocks = [_paragraphs(tree) for tree in (body, *(parts[name] for name in NOTES)) if tree is not None]
    text = "\n\n".join(block for found in blocks for block in found)
    if not text:
        raise Unreadable("no text in the Word document")
    core = parts[PROPERTIES]
    told = {} if core is None else {name: core.findtext(f"{DUBLIN}{name}") for name in ("title", "creator")}
    return Document(text, _tidy(told.get("title")), _tidy(told.get("creator")))


def _part(archive: zipfile.ZipFile, name: str, limits: Limits) -> Any:
    """One part of the document as a tree; None if it has none of this name."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as packed:
        raw = packed.read(limits.document + 1)
    if len(raw) > limits.document:
        raise Unreadable(f"its text is over the limit of {describe_size(limits.document)}")
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw or b"\x00" in raw[:4]:
        # No program writes these; they are how a few bytes become a billion.
        raise Unreadable("broken Word document: it declares entities")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"broken Word document: {error}") from error


def _paragraphs(tree: Any) -> list[str]:
    found = (_paragraph(node) for node in tree.xpath(PARAGRAPHS) if _word(node) == "p")
    return [words for words in found if words]


def _paragraph(paragraph: Any) -> str:
    return "".join(_runs(paragraph)).strip()


def _runs(paragraph: Any) -> Iterator[str]:
    """The words of one paragraph, without those of a text box that hangs in it."""
    skipped: Any = None
    for event, node in etree.iterwalk(paragraph, events=("start", "end")):
        name = _word(node)
        if skipped is not None:
            skipped = None if event == "end" and node is skipped else skipped
        elif event == "start":
            skipped = node if name in LEFT_OUT or etree.QName(node).localname == "Fallback" else None
            yield (node.text or "") if name == "t" else {"tab": "\t", "br": "\n", "cr": "\n"}.get(name, "")


def _word(node: Any) -> str:
    """The name of a node in Word's own vocabulary, of either edition; "" for any other."""
    tag = str(node.tag)
    return tag.removeprefix(WORD).removeprefix(STRICT) if tag.startswith((WORD, STRICT)) else ""
