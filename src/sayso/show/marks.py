"""Quotes marked in their text: overlapping spans cut into segments, and each segment written as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from markupsafe import Markup, escape

from sayso.model import Article, Claim, Span
from sayso.spans import check_exact

Item = TypeVar("Item")

# Letter for letter, so that offsets hold: what steers a screen or turns the writing becomes a visible mark.
STEERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


Extra = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the same claims, the same extras and the same furniture lie."""

    start: int
    end: int
    claims: tuple[Claim, ...]
    furniture: bool
    extras: tuple[str, ...] = ()


def show_letters(words: str) -> str:
    """``words`` letter for letter, with a visible mark for what no page should hold."""
    return STEERS.sub("�", words)


def cut_segments(
    article: Article, claims: Sequence[Claim], furniture: Iterable[Span], extras: Iterable[Extra] = ()
) -> tuple[Segment, ...]:
    """The whole text in segments, cut wherever a claim, an extra or furniture begins or ends."""
    dim = sorted({(span.start, span.end) for span in (check_exact(s, article.text) for s in furniture)})
    more = sorted({(check_exact(span, article.text).start, span.end, kind) for span, kind in extras})
    spans = [check_exact(claim.span, article.text) for claim in claims]
    cuts = {0, len(article.text)} | {place for start, end in dim for place in (start, end)}
    cuts |= {place for start, end, _ in more for place in (start, end)}
    cuts |= {place for span in spans for place in (span.start, span.end)}
    told = _Sweep([(claim.span.start, claim.span.end, claim) for claim in claims])
    beside = _Sweep([(start, end, kind) for start, end, kind in more])
    dimmed = _Sweep([(start, end, True) for start, end in dim])
    return tuple(
        Segment(
            start, end, tuple(told.at(start)), bool(dimmed.at(start)), tuple(dict.fromkeys(beside.at(start)))
        )
        for start, end in pairwise(sorted(cuts))
    )


class _Sweep(Generic[Item]):
    """What lies over a place, asked for places that only grow: each item is taken up and let go once."""

    def __init__(self, items: Sequence[tuple[int, int, Item]]) -> None:
        self._waiting = sorted(items, key=lambda item: item[0], reverse=True)
        self._open: list[tuple[int, Item]] = []

    def at(self, place: int) -> list[Item]:
        """The items that hold ``place``, those that began first before the others."""
        self._open = [(end, item) for end, item in self._open if end > place]
        while self._waiting and self._waiting[-1][0] <= place:
            _, end, item = self._waiting.pop()
            if end > place:
                self._open.append((end, item))
        return [item for _, item in self._open]


def mark_text(
    article: Article,
    claims: Sequence[Claim],
    furniture: Iterable[Span],
    *,
    extras: Iterable[Extra] = (),
    lit: str = "",
) -> Markup:
    """The text as HTML: each claim's words marked and numbered; its number leads to its note.

    The words of the claim ``lit`` stand out; ``extras`` are other words that are marked, each with its kind.
    """
    numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
    segments = cut_segments(article, claims, furniture, extras)
    return Markup("").join(_write_segment(article.text, segment, numbers, lit) for segment in segments)


def _write_segment(text: str, segment: Segment, numbers: dict[str, int], lit: str) -> Markup:
    words = escape(show_letters(text[segment.start : segment.end]))
    if segment.furniture:
        words = Markup('<span class="furniture">{}</span>').format(words)
    if segment.extras:
        words = Markup('<span class="{}">{}</span>').format(" ".join(segment.extras), words)
    if not segment.claims:
        return words
    kinds = dict.fromkeys(f"is-{claim.kind}" for claim in segment.claims)
    shown = [*kinds, *(["lit"] if any(claim.id == lit for claim in segment.claims) else [])]
    ids = " ".join(claim.id for claim in segment.claims)
    for claim in segment.claims:
        if claim.span.start == segment.start:
            words = Markup('<span class="words" id="/reader/{}">{}</span>').format(claim.id, words)
    ending = sorted((c for c in segment.claims if c.span.end == segment.end), key=lambda c: numbers[c.id])
    notes = Markup("").join(_write_number(claim, numbers[claim.id]) for claim in ending)
    return Markup('<mark class="{}" data-w="{}">{}</mark>{}').format(" ".join(shown), ids, words, notes)


def _write_number(claim: Claim, number: int) -> Markup:
    link = '<sup class="number"><a href="#n-{}" aria-label="note {}, {}">{}</a></sup>'
    return Markup(link).format(claim.id, number, claim.kind, number)
