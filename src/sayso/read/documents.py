"""Word documents (DOCX), and what these and PDFs come to."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from sayso.read.archives import BROKEN
from sayso.read.fragments import local_name
from sayso.read.html import Unreadable
from sayso.read.pages import Limits, describe_size

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


@dataclass(frozen=True, slots=True)
class Document:
    """The words of a document, and what its properties say of it."""

    text: str
    title: str | None = None
    author: str | None = None


# --- DOCX -----------------------------------------------------------------------------------------


def tidy(words: Any) -> str | None:
    """A property on one line, if it says anything."""
    return " ".join(str(words).split())[:300] or None if words else None


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
    return Document(text, tidy(told.get("title")), tidy(told.get("creator")))


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
            skipped = node if name in LEFT_OUT or local_name(node) == "Fallback" else None
            yield (node.text or "") if name == "t" else {"tab": "\t", "br": "\n", "cr": "\n"}.get(name, "")


def _word(node: Any) -> str:
    """The name of a node in Word's own vocabulary, of either edition; "" for any other."""
    tag = str(node.tag)
    return tag.removeprefix(WORD).removeprefix(STRICT) if tag.startswith((WORD, STRICT)) else ""
