"""Attribution against PolNeAR: ``python bench/attribution.py FOLDER [--misses] [--limit N]``.

FOLDER holds ``text/*.txt`` and ``attributions/*.ann`` (brat). Of several annotators of one article the
first in name order counts. Spans: strict (same label and offsets), overlap (same label, a word in
common, each gold span matched once), token (micro F1 over words and labels). Whole: source, cue and
content of one attribution each share over half of their words with the gold's.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from sayso.annotate import annotate_article, load_reader
from sayso.claims.attribution import find_attributions
from sayso.model import Article

LABELS = ("Source", "Cue", "Content")
Words = frozenset[int]


class Whole(NamedTuple):
    """One attribution as word numbers of its three parts; a part that is not there is empty."""

    source: Words
    cue: Words
    content: Words


def read_gold(path: Path, words: list[tuple[int, int]]) -> tuple[set[tuple[str, Words]], list[Whole]]:
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


def read_ours(text: str, words: list[tuple[int, int]]) -> tuple[set[tuple[str, Words]], list[Whole]]:
    """The same of what sayso finds."""
    article = Article("a", "article", text, "", language="en")
    spans: set[tuple[str, Words]] = set()
    wholes = []
    for item in find_attributions(annotate_article(article, load_reader("en"), None)):
        source = item.hops[-1].span if item.hops[-1].kind != "anonymous" else None
        parts = [
            frozenset(words_in(words, s.start, s.end)) if s else frozenset[int]()
            for s in (source, item.cue, item.content)
        ]
        spans |= {(label, part) for label, part in zip(LABELS, parts, strict=True) if part}
        wholes.append(Whole(*parts))
    return spans, wholes


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


def score_article(text: str, path: Path, tally: Tally) -> list[str]:
    """Adds one article to the tally; returns the cues of whole attributions that were missed."""
    words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    gold, gold_wholes = read_gold(path, words)
    ours, our_wholes = read_ours(text, words)
    for label in LABELS:
        mine, theirs = {s for s in ours if s[0] == label}, {s for s in gold if s[0] == label}
        tally.add(f"strict {label}", len(mine & theirs), len(mine), len(theirs))
    tally.add("strict", len(ours & gold), len(ours), len(gold))
    tally.add("overlap", match_once(ours, gold), len(ours), len(gold))
    tokens = [{(label, w) for label, part in side for w in part} for side in (ours, gold)]
    tally.add("token", len(tokens[0] & tokens[1]), len(tokens[0]), len(tokens[1]))
    free, missed = list(our_wholes), []
    for whole in gold_wholes:
        met = next((w for w in free if all(alike(a, b) for a, b in zip(w, whole, strict=True))), None)
        tally.add("whole", met is not None, 0, 1)
        if met is not None:
            free.remove(met)
        else:
            parts = [" ".join(text[slice(*words[i])] for i in sorted(p)) for p in whole]
            missed.append(f"{path.stem}: {parts[0]!r} | {parts[1]!r} | {parts[2][:120]!r}")
    tally.add("whole", 0, len(our_wholes), 0)
    return missed


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
    tally = Tally()
    for stem, path in list(first.items())[: arguments.limit]:
        texts = sorted((arguments.folder / "text").glob(f"{stem}*"))
        if not texts:
            print(f"{path.name}: no text beside it", file=sys.stderr)
            continue
        missed = score_article(texts[0].read_text("utf-8"), path, tally)
        if arguments.misses:
            print("\n".join(missed), file=sys.stderr)
    for row in ("strict", "strict Source", "strict Cue", "strict Content", "overlap", "token", "whole"):
        print(tally.say(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
