"""An article as words with their places: what copies are looked for in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sayso.link.names import name_words
from sayso.model import Article, Reading, Span
from sayso.spans import cut

# An odd number of 64 bits without a pattern (2**64 over the golden ratio): it spreads the words' own hashes.
MIX = np.uint64(0x9E3779B97F4A7C15)
SEED = 5  # words; two pages that share none have no sentence in common, not even an edited one
QUOTATION = re.compile(r"“[^“”]{1,2000}”|\"[^\"]{1,2000}\"|«[^«»]{1,2000}»|„[^„“”]{1,2000}[“”]")
WORD = re.compile(r"\w+(?:['’]\w+)*")
SENTENCE_LENGTH = 40  # shorter ones are alike by chance
SENTENCE = re.compile(r"[^.!?\n]{20,1200}[.!?\n]?")
BESIDE = 120  # characters around a quotation within which it says whose words they are


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
        return self._without(self._told, (m.span() for m in QUOTATION.finditer(self.article.text)))

    @cached_property
    def _told(self) -> bytes:
        """1 for each word that is no page furniture."""
        furniture = self.reading.furniture if self.reading else ()
        return self._without(b"\x01" * len(self.words), ((s.start, s.end) for s in furniture))

    def _without(self, marks: bytes, taken: Iterable[tuple[int, int]]) -> bytes:
        found = bytearray(marks)
        for start, end in taken:
            first, last = self.range(start, end)
            found[first:last] = bytes(last - first)
        return bytes(found)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The first word that touches a stretch of the text, and the one after the last."""
        first, last = bisect_left(self.ends, start + 1), bisect_right(self.starts, end - 1)
        return first, max(first, last)

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

    def free_of(self, outlet: str | None) -> bytes:
        """As ``free``, but that quotations which the page says to be the words of ``outlet`` are free too."""
        words = name_words(outlet or "")
        if not words or words[-1] not in self.words:
            return self.free
        marks = bytearray(self.free)
        for match in QUOTATION.finditer(self.article.text):
            beside = self.article.text[max(0, match.start() - BESIDE) : match.start()]
            beside += " " + self.article.text[match.end() : match.end() + BESIDE]
            if " ".join(words) in " ".join(name_words(beside)):
                first, last = self.range(*match.span())
                marks[first:last] = b"\x01" * (last - first)
        return bytes(marks)

    @cached_property
    def seeds(self) -> list[tuple[int, int]]:
        """The hash and place of each run of five words that is not furniture for the most part."""
        runs = max(0, len(self.words) - SEED + 1)
        words = np.fromiter(map(hash, self.words), np.int64, len(self.words)).view(np.uint64)
        told = np.frombuffer(self._told, np.uint8)
        keys, counts = np.zeros(runs, np.uint64), np.zeros(runs, np.uint8)
        for i in range(SEED):
            keys = keys * MIX + words[i : i + runs]
            counts += told[i : i + runs]
        places = np.flatnonzero(counts * 2 >= SEED)
        return list(zip(keys[places].tolist(), places.tolist(), strict=True))

    def forget_seeds(self) -> None:
        """Frees what is the larger part of a page, and seldom asked for again."""
        self.__dict__.pop("seeds", None)

    def span(self, first: int, last: int) -> Span:
        """The span from word ``first`` up to, not including, word ``last``."""
        return cut(self.article, self.starts[first], self.ends[last - 1])
