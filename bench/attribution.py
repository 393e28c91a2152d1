"""Attribution against PolNeAR: ``python bench/attribution.py FOLDER [--misses] [--limit N]``.

FOLDER holds ``text/*.txt`` and ``attributions/*.ann`` (brat). Of several annotators of one article the
first in name order counts. Spans: strict (same label and offsets), overlap (same label, a word in
common, each gold span matched once), token (micro F1 over words and labels). Whole: source, cue and
content of one attribution each share over half of their words with the gold's.

Two readings are scored: what the network sees (``Doc.sayings``: any attribution, of wishes and attitudes
too), and what becomes somebody's claim (``find_attributions``: the rules first, the network where they are
silent; the parts are those of the chain, names rather than whole phrases).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sayso.annotate import annotate_article, load_reader
from sayso.claims.attribution import find_attributions
from sayso.model import Article, Span

LABELS = ("Source", "Cue", "Content")
Words = frozenset[int]


class Whole(NamedTuple):
    """One attribution as word numbers of its three parts; a part that is not there is empty."""

    source: Words
    cue: Words
    content: Words


Reading = tuple[set[tuple[str, Words]], list[Whole]]


def read_gold(path: Path, words: list[tuple[int, int]]) -> Reading:
    """Labelled spans and linked attributions of a brat file."""
    spans: dict[str, tuple[str, Words]] = {}
    wholes = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("T"):
            ident, body, _ = line.split("\t", 2)
            label, offsets = body.split(" ", 1)
            pieces = [tuple(map(int, p.split())) for p in offsets.split(";")]
            if label in LABELS:
                spans[ident] = (label, frozenset(i for s, e in pieces for i in words_in(words, s, e)))
        elif line.startswith("E"):
            parts: dict[str, set[int]] = {label: set() for label in LABELS}
            for label, ident in re.findall(r"(Source|Cue|Content)\d*:(T\d+)", line):
                if ident in spans:
                    parts[label] |= spans[ident][1]
            wholes.append(Whole(*(frozenset(parts[label]) for label in LABELS)))
    return {s for s in spans.values() if s[1]}, wholes


def words_in(words: list[tuple[int, int]], start: int, end: int) -> list[int]:
    """Numbers of the words that [start, end) touches."""
    return [i for i, (s, e) in enumerate(words) if s < end and start < e]


def read_ours(text: str, words: list[tuple[int, int]]) -> dict[str, Reading]:
    """The same of what sayso finds, by reading."""
    doc = annotate_article(Article("a", "article", text, "", language="en"), load_reader("en"), None)
    claimed = [
        (None if a.hops[-1].kind == "anonymous" else a.hops[-1].span, a.cue, (a.content,))
        for a in find_attributions(doc)
    ]
    seen = [(s.source, s.cue, s.contents) for s in doc.sayings]
    return {"seen": count_words(seen, words), "claimed": count_words(claimed, words)}


def count_words(
    found: Sequence[tuple[Span | None, Span, tuple[Span, ...]]], words: list[tuple[int, int]]
) -> Reading:
    """Labelled spans and whole attributions as word numbers."""
    wholes = []
    for source, cue, contents in found:
        parts = ((source,) if source else (), (cue,), contents)
        wholes.append(
            Whole(*(frozenset(i for s in spans for i in words_in(words, s.start, s.end)) for spans in parts))
        )
    return {(label, part) for w in wholes for label, part in zip(LABELS, w, strict=True) if part}, wholes


def alike(a: Words, b: Words) -> bool:
    """Over half in common; two empty parts agree."""
    return (not a and not b) or len(a & b) * 2 > len(a | b)


class Tally:
    """Hits, found and told, by row."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.ours: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()

    def add(self, row: str, hits: int, ours: int, gold: int) -> None:
        self.hits[row] += hits
        self.ours[row] += ours
        self.gold[row] += gold

    def say(self, row: str) -> str:
        hits, ours, gold = self.hits[row], self.ours[row], self.gold[row]
        precision, recall = hits / max(1, ours), hits / max(1, gold)
        f1 = 2 * hits / max(1, ours + gold)
        said = f"precision {precision:.3f} ({hits}/{ours})  recall {recall:.3f} ({hits}/{gold})"
        return f"{row:16} F1 {f1:.3f}  {said}"


def match_once(ours: set[tuple[str, Words]], gold: set[tuple[str, Words]]) -> int:
    """How many of ours share a word with a gold span of their label that no other took."""
    free = set(gold)
    hits = 0
    for label, part in sorted(ours, key=lambda s: (s[0], sorted(s[1]))):
        taken = next(
            (g for g in sorted(free, key=lambda s: -len(s[1] & part)) if g[0] == label and g[1] & part), None
        )
        if taken:
            free.discard(taken)
            hits += 1
    return hits


def score_article(text: str, path: Path, tallies: dict[str, Tally]) -> list[str]:
    """Adds one article to the tallies; returns the whole attributions that no reading found."""
    words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    gold = read_gold(path, words)
    missed = set(gold[1])
    for name, ours in read_ours(text, words).items():
        missed -= score_reading(ours, gold, tallies[name])
    return [
        f"{path.stem}: " + " | ".join(show_part(text, words, p) for p in whole)
        for whole in sorted(missed, key=sort_whole)
    ]


def show_part(text: str, words: list[tuple[int, int]], part: Words) -> str:
    """The beginning of a part's words."""
    return repr(" ".join(text[slice(*words[i])] for i in sorted(part))[:120])


def sort_whole(whole: Whole) -> list[int]:
    """Where an attribution stands."""
    return sorted(whole.content | whole.cue)


def score_reading(ours: Reading, gold: Reading, tally: Tally) -> set[Whole]:
    """Adds one reading of an article to its tally; returns the gold's attributions that it found whole."""
    spans, theirs = ours[0], gold[0]
    for label in LABELS:
        mine, other = {s for s in spans if s[0] == label}, {s for s in theirs if s[0] == label}
        tally.add(f"strict {label}", len(mine & other), len(mine), len(other))
    tally.add("strict", len(spans & theirs), len(spans), len(theirs))
    tally.add("overlap", match_once(spans, theirs), len(spans), len(theirs))
    tokens = [{(label, w) for label, part in side for w in part} for side in (spans, theirs)]
    tally.add("token", len(tokens[0] & tokens[1]), len(tokens[0]), len(tokens[1]))
    free, met = list(ours[1]), set[Whole]()
    for whole in gold[1]:
        same = next((w for w in free if all(alike(a, b) for a, b in zip(w, whole, strict=True))), None)
        if same is not None:
            free.remove(same)
            met.add(whole)
        tally.add("whole", same is not None, 0, 1)
    tally.add("whole", 0, len(ours[1]), 0)
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--misses", action="store_true", help="list attributions of the gold that were not found whole"
    )
    parser.add_argument("--limit", type=int, default=None, help="read only so many articles")
    arguments = parser.parse_args()
    first: dict[str, Path] = {}
    for path in sorted((arguments.folder / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rsplit("_", 1)[0], path)
    tallies = {name: Tally() for name in ("seen", "claimed")}
    for stem, path in list(first.items())[: arguments.limit]:
        texts = sorted((arguments.folder / "text").glob(f"{stem}*"))
        if not texts:
            print(f"{path.name}: no text beside it", file=sys.stderr)
            continue
        missed = score_article(texts[0].read_text("utf-8"), path, tallies)
        if arguments.misses:
            print("\n".join(missed), file=sys.stderr)
    for name, tally in tallies.items():
        print(f"{name}:")
        for row in ("strict", "strict Source", "strict Cue", "strict Content", "overlap", "token", "whole"):
            print(tally.say(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
