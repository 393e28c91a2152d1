"""Passages that one article shares with another to the word, or all but to the word: who copied whom."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.fuzz import ratio

from sayso.link.names import name_words
from sayso.model import Article, Claim, Derivation, Interval, Reading, Reason, Span
from sayso.spans import cut, overlap
from sayso.weigh.visible import publication_order

SHINGLE = 8  # words; recall was whole on edited halves and single sentences at this size
# A passage of so many words, or several with so many together, is a copy; less is a set phrase.
ONE_PASSAGE, ALL_PASSAGES = 14, 24
# Per cent of equal letters from which, in articles that share passages, a sentence is the same one edited.
EDITED = 80
QUOTATION = re.compile(r"“[^“”]{1,2000}”|\"[^\"]{1,2000}\"|«[^«»]{1,2000}»|„[^„“”]{1,2000}[“”]")
WORD = re.compile(r"\w+(?:['’]\w+)*")
SENTENCE_LENGTH = 40  # shorter ones are alike by chance
SENTENCE = re.compile(r"[^.!?\n]{20,1200}[.!?\n]?")


@dataclass(frozen=True)
class Page:
    """An article as words with their places; ``free`` words are neither furniture nor directly quoted."""

    article: Article
    reading: Reading | None

    @cached_property
    def _found(self) -> list[tuple[str, int, int]]:
        return [(m[0].lower(), m.start(), m.end()) for m in WORD.finditer(self.article.text)]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word for word, _, _ in self._found)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts."""
        return [start for _, start, _ in self._found]

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends."""
        return [end for _, _, end in self._found]

    @cached_property
    def free(self) -> bytes:
        """1 for each word that the article tells itself."""
        marks = bytearray(b"\x01" * len(self.words))
        taken = [(s.start, s.end) for s in (self.reading.furniture if self.reading else ())]
        taken += [m.span() for m in QUOTATION.finditer(self.article.text)]
        for start, end in taken:
            first, last = bisect_left(self.ends, start + 1), bisect_right(self.starts, end - 1)
            marks[first:last] = bytes(max(0, last - first))
        return bytes(marks)

    @cached_property
    def sentences(self) -> list[Span]:
        """The longer sentences, as far as stops and line ends tell."""
        spans = []
        for match in SENTENCE.finditer(self.article.text):
            words = match[0]
            start = match.start() + len(words) - len(words.lstrip())
            end = match.end() - (len(words) - len(words.rstrip()))
            if end - start >= SENTENCE_LENGTH:
                spans.append(cut(self.article, start, end))
        return spans

    def shingles(self) -> Iterable[tuple[int, int]]:
        """The hash and place of each run of eight words that has a free word and no furniture alone."""
        free, words = self.free, self.words
        for i in range(len(words) - SHINGLE + 1):
            if sum(free[i : i + SHINGLE]) * 2 >= SHINGLE:
                yield hash(words[i : i + SHINGLE]), i

    def span(self, first: int, last: int) -> Span:
        """The span from word ``first`` up to, not including, word ``last``."""
        return cut(self.article, self.starts[first], self.ends[last - 1])


@dataclass(frozen=True, slots=True)
class Match:
    """Words [mine, mine+size) of one page are the words [theirs, theirs+size) of another."""

    mine: int
    theirs: int
    size: int


def find_copies(
    articles: Iterable[Article], readings: Iterable[Reading], published: Mapping[str, Interval | None]
) -> list[Derivation]:
    """The copies among ``articles``: each later article to the earliest that has the passage; sorted."""
    read = {r.article_id: r for r in readings}
    ordered = sorted(articles, key=lambda a: publication_order(a, published))
    pages = [Page(a, read.get(a.id)) for a in ordered]
    first: dict[int, tuple[int, int]] = {}
    found = []
    for number, page in enumerate(pages):
        hits: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for key, place in page.shingles():
            other = first.setdefault(key, (number, place))
            if other[0] != number:
                hits[other[0]].append((place, other[1]))
        for other_number in sorted(hits):
            copy = _judge_pair(page, pages[other_number], hits[other_number], published)
            if copy:
                found.append(copy)
    return sorted(found, key=lambda d: (d.derived_id, d.origin_id))


def _judge_pair(
    page: Page, other: Page, hits: Sequence[tuple[int, int]], published: Mapping[str, Interval | None]
) -> Derivation | None:
    matches = [m for m in extend_matches(page, other, hits) if not _shared_source(page, other, m)]
    own = [sum(page.free[m.mine : m.mine + m.size]) for m in matches]
    if max(own, default=0) < ONE_PASSAGE and sum(own) < ALL_PASSAGES:
        return None
    passages = [
        (page.span(m.mine, m.mine + m.size), other.span(m.theirs, m.theirs + m.size)) for m in matches
    ]
    passages += _edited_sentences(page, other, [mine for mine, _ in passages])
    flip, reason = _direct(page.article, other.article, published)
    derived, origin = (other, page) if flip else (page, other)
    pairs = tuple(sorted(((b, a) if flip else (a, b) for a, b in passages), key=lambda p: p[0].start))
    size = Reason("shared words", float(sum(own)), f"{sum(own)} words in {len(pairs)} passages")
    return Derivation(derived.article.id, origin.article.id, "copies", None, pairs, (size, reason))


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
        if match.size >= SHINGLE // 2:
            matches.append(match)
    return matches


def _extend(mine: Sequence[str], theirs: Sequence[str], i: int, j: int) -> Match:
    start = 0
    while i - start > 0 and j - start > 0 and mine[i - start - 1] == theirs[j - start - 1]:
        start += 1
    end = SHINGLE
    while i + end < len(mine) and j + end < len(theirs) and mine[i + end] == theirs[j + end]:
        end += 1
    return Match(i - start, j - start, start + end)


def _shared_source(page: Page, other: Page, match: Match) -> bool:
    """Whether both articles give the passage as the words of one source: a common origin, not a copy."""
    mine = _sources(page, page.span(match.mine, match.mine + match.size))
    theirs = _sources(other, other.span(match.theirs, match.theirs + match.size))
    return any(a & b for a in mine for b in theirs)


def _sources(page: Page, span: Span) -> list[frozenset[str]]:
    """The words of the innermost source of each attributed claim that holds nearly all of ``span``."""
    claims = page.reading.claims if page.reading else ()
    return [
        frozenset(name_words(c.attribution[-1].name)) for c in claims if c.attribution and _holds(c, span)
    ]


def _holds(claim: Claim, span: Span) -> bool:
    shared = min(claim.span.end, span.end) - max(claim.span.start, span.start)
    return shared >= 0.85 * (span.end - span.start)


def _edited_sentences(page: Page, other: Page, known: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Sentences of a page, for the most part outside known passages, that are the other's, edited."""
    mine = [s for s in page.sentences if 2 * sum(overlap(k, s) for k in known) < s.end - s.start]
    theirs = other.sentences
    found = []
    for sentence in mine:
        scored = [(ratio(sentence.exact, t.exact, score_cutoff=EDITED), t) for t in theirs]
        best = max(scored, key=lambda s: (s[0], -s[1].start), default=None)
        if best and best[0]:
            found.append((sentence, best[1]))
    return found


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
    return False, Reason("order not known", 0.0, "no dates or credit tell which was first")


def _credits(article: Article, outlet: str | None) -> bool:
    if not outlet or len(outlet) < 3:
        return False
    return re.search(rf"\b{re.escape(outlet)}\b", article.text) is not None
