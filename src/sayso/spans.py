"""Spans: cutting, checking, overlap and containment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

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


def find_spans(record: Any) -> Iterator[Span]:
    """Every span inside ``record``: in its fields, and in the records and tuples that they hold."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from find_spans(item)
    elif record is not None:
        for name in _fields_with_spans(type(record)):  # type: ignore[arg-type]  # mypy takes types for unhashable
            yield from find_spans(getattr(record, name))


@cache
def _fields_with_spans(kind: type) -> tuple[str, ...]:
    """The fields of a record type that may hold spans: most hold words and numbers, and need no look."""
    hints = get_type_hints(kind) if is_dataclass(kind) else {}
    return tuple(name for name, hint in hints.items() if _may_hold_spans(hint))


def _may_hold_spans(hint: Any) -> bool:
    if isinstance(hint, type) and is_dataclass(hint):
        return hint is Span or bool(_fields_with_spans(hint))
    return any(_may_hold_spans(part) for part in get_args(hint))
