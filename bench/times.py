"""Score the reading of time expressions against TimeML.

    python bench/times.py FOLDER [--held-out | --tuning] [--misses]

FOLDER holds .tml files with TIMEX3 (spans, values; the document's time in DCT). Strict: the same
span; relaxed: overlapping spans, each counted once; value: relaxed and the same value, to the letter.
Of TimeBank every seventh file in name order, from the seventh, is kept apart: ``--tuning`` leaves
those out and ``--held-out`` scores them alone. ``--misses`` prints each miss with its text.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from lxml import etree

from sayso.annotate.anchoring import anchor_times
from sayso.annotate.tagging import load_tagger
from sayso.annotate.times import find_times
from sayso.annotate.tokens import read_sentences
from sayso.model import Article, Interval, TimeMention

Expected = tuple[int, int, str]


@dataclass(frozen=True)
class Document:
    """One file: its text, the day it was made, and its expressions as (start, end, value)."""

    name: str
    text: str
    made: date | None
    expressions: tuple[Expected, ...]


def read_document(path: Path) -> Document:
    """A TimeML file's text with the spans that its tags mark; offsets count from the opening of TEXT."""
    root = etree.parse(str(path), etree.XMLParser(recover=True, resolve_entities=False)).getroot()
    text, expressions = "", []
    body = root.find(".//TEXT")
    made = root.find(".//DCT//TIMEX3")
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            node.set("at", str(len(text)))
            text += node.text or ""
        else:
            if node.tag == "TIMEX3":
                start, end = trim(text, int(node.get("at")), len(text))
                expressions.append((start, end, node.get("value") or ""))
            text += (node.tail or "") if node is not body else ""
    return Document(path.name, text, read_day(made), tuple(e for e in sorted(expressions) if e[0] < e[1]))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def read_day(node: etree._Element | None) -> date | None:
    match = re.match(r"\d{4}-\d{2}-\d{2}", (node.get("value") or "") if node is not None else "")
    return date.fromisoformat(match[0]) if match else None


def make_article(document: Document) -> Article:
    """The document as an article published on the day it was made."""
    day = document.made
    published = Interval(day, day, "day", basis="metadata") if day else None
    digest = sha256(document.text.encode()).hexdigest()
    return Article(
        "a" + digest[:10], document.name, document.text, digest, published=published, language="en"
    )


def match_spans(
    gold: tuple[Expected, ...], found: tuple[TimeMention, ...]
) -> Iterator[tuple[Expected | None, TimeMention | None]]:
    """Pairs of gold and found that overlap, each used once, the same span first; then what is left."""
    free = list(found)
    rest = []
    for g in gold:
        same = next((m for m in free if (m.span.start, m.span.end) == g[:2]), None)
        if same:
            free.remove(same)
            yield g, same
        else:
            rest.append(g)
    for g in rest:
        near = next((m for m in free if m.span.start < g[1] and g[0] < m.span.end), None)
        if near:
            free.remove(near)
        yield g, near
    for m in free:
        yield None, m


def score_document(
    document: Document, found: tuple[TimeMention, ...], counts: Counter[str], misses: bool
) -> None:
    """Adds one document's hits to ``counts``, and prints its misses where asked."""
    for g, m in match_spans(document.expressions, found):
        counts["gold"] += g is not None
        counts["found"] += m is not None
        strict = bool(g and m and g[:2] == (m.span.start, m.span.end))
        value = bool(g and m and g[2] == m.value)
        counts["strict"] += strict
        counts["relaxed"] += bool(g and m)
        counts["value"] += value
        counts["strict value"] += strict and value
        if misses and not (strict and value):
            print_miss(document, g, m)


def print_miss(document: Document, gold: Expected | None, mention: TimeMention | None) -> None:
    """One line: the kind of miss, the gold's words and value, ours, and the text about them."""
    starts = [gold[0]] if gold else []
    starts += [mention.span.start] if mention else []
    context = document.text[max(0, min(starts) - 60) : min(starts) + 70].replace("\n", " ")
    told = f"{document.text[gold[0] : gold[1]]!r} {gold[2]}" if gold else "-"
    ours = f"{mention.span.exact!r} {mention.value}" if mention else "-"
    print(f"{kind_of_miss(gold, mention):7} {document.name} {document.made}: {told} | {ours} | …{context}…")


def kind_of_miss(gold: Expected | None, mention: TimeMention | None) -> str:
    """What is wrong: missed, extra, the span, the value, or both."""
    if gold is None or mention is None:
        return "missed" if gold else "extra"
    if gold[2] == mention.value:
        return "span"
    return "value" if gold[:2] == (mention.span.start, mention.span.end) else "both"


def show(counts: Counter[str]) -> None:
    """Precision, recall and F1 with their counts."""
    for row in ("strict", "relaxed", "value", "strict value"):
        hits, found, gold = counts[row], counts["found"], counts["gold"]
        f1 = 2 * hits / (found + gold) if found + gold else 0.0
        print(f"{row:13} F1 {f1:.3f}  precision {hits}/{found}  recall {hits}/{gold}")


def choose_files(folder: Path, held_out: bool, tuning: bool) -> list[Path]:
    """The folder's TimeML files in name order: all, the seventh ones, or the others."""
    files = sorted(folder.rglob("*.tml"), key=lambda p: p.name)
    if held_out:
        return files[6::7]
    return [f for i, f in enumerate(files) if i % 7 != 6] if tuning else files


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("--misses", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Reads the folder, scores it, and prints the rows."""
    options = read_options()
    tagger = load_tagger("en")
    counts: Counter[str] = Counter()
    finding = anchoring = 0.0
    characters = 0
    files = choose_files(options.folder, options.held_out, options.tuning)
    for path in files:
        document = read_document(path)
        article = make_article(document)
        sentences = read_sentences(article.text, tagger)
        began = time.process_time()
        expressions = find_times(article, sentences)
        between = time.process_time()
        mentions = anchor_times(article, sentences, expressions, article.published)
        anchoring += time.process_time() - between
        finding += between - began
        characters += len(article.text)
        score_document(document, mentions, counts, options.misses)
    print(f"{len(files)} documents, {characters} characters")
    show(counts)
    for stage, spent in (("finding", finding), ("anchoring", anchoring)):
        print(f"{stage}: {characters / max(spent, 1e-9):,.0f} characters a second of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
