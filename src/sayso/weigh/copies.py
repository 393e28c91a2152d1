"""Passages that one article shares with another to the word, or all but to the word: who copied whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from sayso.link.names import name_words
from sayso.model import Article, Claim, Derivation, Interval, Reading, Reason, Span
from sayso.spans import overlap
from sayso.weigh.pages import SEED, Page
from sayso.weigh.visible import Order, publication_order, read_clock

SHINGLE = 8  # words; recall was whole on edited halves and single sentences at this size
# A passage of so many words, or several with so many together, is a copy; less is a set phrase.
ONE_PASSAGE, ALL_PASSAGES = 14, 24
# Per cent of equal letters from which a sentence is the same one edited: beside copied passages; on its own.
# At 76 six of 17 pairs of real reports with a common origin were taken for copies, at 84 three.
EDITED, EDITED_ALONE = 80, 84
ALONE = 12  # words from which one edited sentence is a copy by itself
# Seeds shared with an article, so many words apart at most, from which its sentences are looked at.
FEW, REACH = 3, 30


@dataclass(frozen=True, slots=True)
class Match:
    """Words [mine, mine+size) of one page are the words [theirs, theirs+size) of another."""

    mine: int
    theirs: int
    size: int


class CopyIndex:
    """Every run of a few words with the earliest article that has it, and with the others.

    An article is compared with the earliest holders of its own words alone, so that adding one costs what
    its length does, however large the case.
    """

    def __init__(self, published: Mapping[str, Interval | None]) -> None:
        self.published = published
        self._pages: dict[Order, Page] = {}
        self._first: dict[int, tuple[Order, int]] = {}
        self._others: defaultdict[int, list[Order]] = defaultdict(list)
        self._found: dict[Order, list[Derivation]] = {}

    def add(self, article: Article, reading: Reading | None) -> list[Derivation]:
        """Takes in an article and gives its copies, and those of later articles that now hang on it."""
        page, order = Page(article, reading), publication_order(article, self.published)
        self._pages[order] = page
        touched = {order}
        for key, place in page.seeds:
            first = self._first.setdefault(key, (order, place))
            if order < first[0]:
                # An article that came late was out before those that are known: they hang on it from now on.
                touched.update((first[0], *self._others[key]))
                self._others[key].append(first[0])
                self._first[key] = (order, place)
            elif first[0] != order:
                self._others[key].append(order)
        for other in sorted(touched):
            self._found[other] = self._compare(other)
            self._pages[other].forget_seeds()
        return [copy for other in sorted(touched) for copy in self._found[other]]

    def derivations(self) -> list[Derivation]:
        """The copies found so far, sorted."""
        every = (copy for found in self._found.values() for copy in found)
        return sorted(every, key=lambda d: (d.derived_id, d.origin_id))

    def _compare(self, order: Order) -> list[Derivation]:
        page = self._pages[order]
        hits: defaultdict[Order, list[tuple[int, int]]] = defaultdict(list)
        for key, place in page.seeds:
            other, there = self._first[key]
            if other != order:
                hits[other].append((place, there))
        pairs = ((self._pages[o], hits[o]) for o in sorted(hits) if _lie_close(hits[o]))
        return [copy for other, met in pairs if (copy := _judge_pair(page, other, met, self.published))]


def _lie_close(hits: Sequence[tuple[int, int]]) -> bool:
    """Whether a few of the shared runs stand within the reach of a sentence; set phrases lie apart."""
    places = sorted(place for place, _ in hits)
    return any(last - first <= REACH for first, last in zip(places, places[FEW - 1 :], strict=False))


def find_copies(
    articles: Iterable[Article], readings: Iterable[Reading], published: Mapping[str, Interval | None]
) -> list[Derivation]:
    """The copies among ``articles``: each later article to the earliest that has the passage; sorted."""
    read = {r.article_id: r for r in readings}
    index = CopyIndex(published)
    for article in sorted(articles, key=lambda a: publication_order(a, published)):
        index.add(article, read.get(article.id))
    return index.derivations()


def _judge_pair(
    page: Page, other: Page, hits: Sequence[tuple[int, int]], published: Mapping[str, Interval | None]
) -> Derivation | None:
    free = page.free_of(other.article.outlet)
    runs = [m for m in extend_matches(page, other, hits) if m.size >= SHINGLE // 2]
    matches = [
        m for m in runs if m.size >= SHINGLE and not _shared_source(page, other, _spans(page, other, m))
    ]
    own = [sum(free[m.mine : m.mine + m.size]) for m in matches]
    copied = max(own, default=0) >= ONE_PASSAGE or sum(own) >= ALL_PASSAGES
    passages = [_spans(page, other, m) for m in matches]
    edited = _edited_sentences(
        page, other, [mine for mine, _ in passages], EDITED if copied else EDITED_ALONE
    )
    if not copied:
        edited = [pair for pair in edited if _is_taken(page, other, pair, free)]
    if not copied and not edited:
        return None
    passages = passages + edited if copied else edited
    flip, reason = _direct(page.article, other.article, published)
    derived, origin = (other, page) if flip else (page, other)
    pairs = tuple(sorted(((b, a) if flip else (a, b) for a, b in passages), key=lambda p: p[0].start))
    words = sum(own) if copied else sum(len(mine.exact.split()) for mine, _ in edited)
    size = Reason("shared words", float(words), f"{words} words in {len(pairs)} passages")
    return Derivation(derived.article.id, origin.article.id, "copies", None, pairs, (size, reason))


def _spans(page: Page, other: Page, match: Match) -> tuple[Span, Span]:
    mine = page.span(match.mine, match.mine + match.size)
    return mine, other.span(match.theirs, match.theirs + match.size)


def _is_taken(page: Page, other: Page, pair: tuple[Span, Span], free: bytes) -> bool:
    """Whether an edited sentence alone makes a copy: long, told by the page itself, of no shared source."""
    first, last = page.range(pair[0].start, pair[0].end)
    own = sum(free[first:last])
    return last - first >= ALONE and 2 * own >= last - first and not _shared_source(page, other, pair)


def extend_matches(page: Page, other: Page, hits: Sequence[tuple[int, int]]) -> list[Match]:
    """The hits as runs of equal words, as long as they go, none within another, in order."""
    matches: list[Match] = []
    for place, theirs in hits:
        last = matches[-1] if matches else None
        if last and place < last.mine + last.size and theirs - place == last.theirs - last.mine:
            continue
        match = _extend(page.words, other.words, place, theirs)
        if last and match.mine < last.mine + last.size:
            cut_off = last.mine + last.size - match.mine
            match = Match(match.mine + cut_off, match.theirs + cut_off, match.size - cut_off)
        if match.size > 0:
            matches.append(match)
    return matches


def _extend(mine: Sequence[str], theirs: Sequence[str], i: int, j: int) -> Match:
    start = 0
    while i - start > 0 and j - start > 0 and mine[i - start - 1] == theirs[j - start - 1]:
        start += 1
    end = SEED
    while i + end < len(mine) and j + end < len(theirs) and mine[i + end] == theirs[j + end]:
        end += 1
    return Match(i - start, j - start, start + end)


def _shared_source(page: Page, other: Page, pair: tuple[Span, Span]) -> bool:
    """Whether both articles give the passage as the words of one source: a common origin, not a copy."""
    mine, theirs = _sources(page, pair[0]), _sources(other, pair[1])
    return any(a & b for a in mine for b in theirs)


def _sources(page: Page, span: Span) -> list[frozenset[str]]:
    """The words of the innermost source of each attributed claim that holds nearly all of ``span``.

    A passage with the cue in it ("…, the ministry said") is the reporter's prose, and no quotation.
    """
    claims = page.reading.claims if page.reading else ()
    return [
        frozenset(name_words(c.attribution[-1].name))
        for c in claims
        if c.attribution and _holds(c, span) and not (c.cue and overlap(c.cue, span))
    ]


def _holds(claim: Claim, span: Span) -> bool:
    shared = min(claim.span.end, span.end) - max(claim.span.start, span.start)
    return shared >= 0.85 * (span.end - span.start)


def _edited_sentences(page: Page, other: Page, known: Sequence[Span], alike: int) -> list[tuple[Span, Span]]:
    """Sentences of a page, for the most part outside known passages, that are the other's, edited."""
    mine = [s for s in page.sentences if 2 * sum(overlap(k, s) for k in known) < s.end - s.start]
    theirs = other.sentences
    if not mine or not theirs:
        return []
    words = [s.exact for s in mine], [t.exact for t in theirs]
    scores = cdist(*words, scorer=ratio, score_cutoff=alike, dtype=np.float64)
    # Of several that are as like, the first.
    best = scores.argmax(axis=1)
    return [(s, theirs[i]) for s, i, row in zip(mine, best, scores, strict=True) if row[i]]


def _direct(page: Article, other: Article, published: Mapping[str, Interval | None]) -> tuple[bool, Reason]:
    """Whether ``other`` copied ``page``, not the reverse, and why; they come in order of publication."""
    if page.outlet and page.outlet == other.outlet:
        return False, Reason("own earlier story", 1.0, f"both by {page.outlet}")
    mine, theirs = published.get(page.id), published.get(other.id)
    if mine and theirs and mine.earliest and theirs.latest and theirs.latest < mine.earliest:
        return False, Reason("later by date", 2.0, f"{theirs.latest} before {mine.earliest}")
    if _credits(page, other.outlet):
        return False, Reason("credit line", 2.0, f"names {other.outlet}")
    if _credits(other, page.outlet):
        return True, Reason("credit line", 2.0, f"names {page.outlet}")
    hours = read_clock(page), read_clock(other)
    if mine and mine == theirs and None not in hours and hours[0] != hours[1]:
        return False, Reason("later by the hour", 1.5, "of one day, as both pages tell the hour")
    return False, Reason("order not known", 0.0, "no dates or credit tell which was first")


def _credits(article: Article, outlet: str | None) -> bool:
    if not outlet or len(outlet) < 3:
        return False
    return re.search(rf"\b{re.escape(outlet)}\b", article.text) is not None
