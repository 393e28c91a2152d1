"""Quotes marked in their text: overlapping spans cut into segments, and each segment written as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from sayso.model import Article, Claim, Span
from sayso.spans import check_exact

# Letter for letter, so that offsets hold: what steers a screen or turns the writing becomes a visible mark.
STEERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the same claims and the same furniture lie."""

    start: int
    end: int
    claims: tuple[Claim, ...]
    furniture: bool


def show_letters(words: str) -> str:
    """``words`` letter for letter, with a visible mark for what no page should hold."""
    return STEERS.sub("�", words)


def cut_segments(article: Article, claims: Sequence[Claim], furniture: Iterable[Span]) -> tuple[Segment, ...]:
    """The whole text in segments, cut wherever a claim or furniture begins or ends."""
    furniture = [check_exact(span, article.text) for span in furniture]
    spans = [check_exact(claim.span, article.text) for claim in claims]
    cuts = {0, len(article.text)} | {
        place for span in [*spans, *furniture] for place in (span.start, span.end)
    }
    ordered, open_claims, out = sorted(cuts), list[Claim](), list[Segment]()
    waiting = sorted(claims, key=lambda claim: -claim.span.start)
    for start, end in pairwise(ordered):
        open_claims = [claim for claim in open_claims if claim.span.end > start]
        while waiting and waiting[-1].span.start <= start:
            open_claims.append(waiting.pop())
        dim = any(span.start <= start and end <= span.end for span in furniture)
        out.append(Segment(start, end, tuple(open_claims), dim))
    return tuple(out)


def mark_text(article: Article, claims: Sequence[Claim], furniture: Iterable[Span]) -> Markup:
    """The text as HTML: each claim's words marked and numbered; its number leads to its note."""
    numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
    segments = cut_segments(article, claims, furniture)
    return Markup("").join(_write_segment(article.text, segment, numbers) for segment in segments)


def _write_segment(text: str, segment: Segment, numbers: dict[str, int]) -> Markup:
    words = escape(show_letters(text[segment.start : segment.end]))
    if segment.furniture:
        words = Markup('<span class="furniture">{}</span>').format(words)
    if not segment.claims:
        return words
    kinds = " ".join(dict.fromkeys(f"is-{claim.kind}" for claim in segment.claims))
    ids = " ".join(f"w{claim.id}" for claim in segment.claims)
    for claim in segment.claims:
        if claim.span.start == segment.start:
            words = Markup('<span class="words" id="w-{}">{}</span>').format(claim.id, words)
    ending = sorted((c for c in segment.claims if c.span.end == segment.end), key=lambda c: numbers[c.id])
    notes = Markup("").join(_write_number(claim, numbers[claim.id]) for claim in ending)
    return Markup('<mark class="{} {}">{}</mark>{}').format(kinds, ids, words, notes)


def _write_number(claim: Claim, number: int) -> Markup:
    link = '<sup class="number"><a href="#n-{}" aria-label="note {}, {}">{}</a></sup>'
    return Markup(link).format(claim.id, number, claim.kind, number)
