"""A piece of HTML, as feeds and chats carry it, to plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "table", "blockquote", "pre",
     "section", "article", "header", "footer", "figure", "figcaption", "hr", "dt", "dd")
)  # fmt: skip
SILENT = frozenset(("title", "script", "style", "head", "template", "noscript", "iframe", "svg", "object"))
TAGS = re.compile(r"<[a-zA-Z/!][^<>]{0,5000}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,30});")
PARAGRAPHS = re.compile(r"\n{3,}")


def fragment_text(markup: str) -> str:
    """The words of a piece of HTML, a paragraph for each block, a new line for each <br>."""
    if not TAGS.search(markup):
        return markup.strip()
    # A depth of 250 tags is where the parser itself drops what it meets.
    parser = etree.HTMLParser(no_network=True, huge_tree=False, recover=True)
    try:
        tree = etree.fromstring(f"<div>{markup}</div>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return html.unescape(TAGS.sub(" ", markup)).strip()
    return element_text(tree) if tree is not None else ""


def element_text(element: Any) -> str:
    """The words within an element, in the same form."""
    lined = "\n".join(line.strip() for line in "".join(_pieces(element)).split("\n"))
    return PARAGRAPHS.sub("\n\n", lined).strip()


def _pieces(element: Any) -> Iterator[str]:
    """The words in their order, with line feeds where the page would have them."""
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        name = local_name(node)
        if event == "start":
            yield "\n\n" if name in BLOCKS else ""
            yield "\n" if name == "br" else _words(node.text) if not _is_silent(node) else ""
        if event in ("end", "comment", "pi"):
            yield "\n\n" if name in BLOCKS else ""
            yield _words(node.tail) if node is not element and not _is_silent(node.getparent()) else ""


def _words(text: str | None) -> str:
    """Words as a page shows them: what the source breaks into lines runs on."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", text or "")


def _is_silent(node: Any) -> bool:
    """Whether words within an element are not shown."""
    return local_name(node) in SILENT


def local_name(node: Any) -> str:
    """The name of an element without its namespace, whatever marks a broken page has in it."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
