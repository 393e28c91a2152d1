"""Spans: cutting, checking, overlap and containment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from sayso.model import Article, Span


class InexactSpan(ValueError):
    """A span's words are not the words at its place."""


def cut(article: Article, start: int, end: int) -> Span:
    """The span of ``article`` from ``start`` to ``end``; raises InexactSpan outside the text or if empty."""
    if not 0 <= start < end <= len(article.text):
        raise InexactSpan(f"{article.id}: [{start}, {end}) is outside a text of {len(article.text)}")
    return Span(article.id, start, end, article.text[start:end])


def check_exact(span: Span, text: str) -> Span:
    """``span`` itself, if ``text`` holds its words at its place; else raises InexactSpan."""
    if text[span.start : span.end] != span.exact or not span.exact:
        raise InexactSpan(
            f"{span.article_id}: words at [{span.start}, {span.end}) are not {span.exact[:60]!r}"
        )
    return span


def overlap(a: Span, b: Span) -> int:
    """How many code points two spans of one article share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def contains(outer: Span, inner: Span) -> bool:
    """Whether ``inner`` lies wholly within ``outer``."""
    return outer.start <= inner.start and inner.end <= outer.end


def inside_any(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Whether [start, end) touches any of ``spans``."""
    return any(s.start < end and start < s.end for s in spans)


def find_spans(record: object) -> Iterator[Span]:
    """Every span inside ``record``: in its fields, and in the records and tuples that they hold."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from find_spans(item)
    elif is_dataclass(record):
        for field in fields(record):
            yield from find_spans(getattr(record, field.name))
