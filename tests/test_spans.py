"""Spans hold the words at their place, and every span in a record is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from build import a_span, an_article
from invented import LINKED
from sayso.model import Span
from sayso.spans import InexactSpan, check_exact, contains, cut, find_spans, inside_any, overlap

TEXT = an_article("The 🌊 rose. Zwölf died.")


def every_span(record: object) -> Iterator[Span]:
    """The same, looking everywhere."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from every_span(item)
    elif is_dataclass(record):
        for field in fields(record):
            yield from every_span(getattr(record, field.name))


def test_no_span_of_a_record_is_missed() -> None:
    found = list(find_spans((LINKED.readings, LINKED.links)))
    assert found == list(every_span((LINKED.readings, LINKED.links)))
    assert len(found) > 20


def test_offsets_count_code_points() -> None:
    span = a_span(TEXT, "Zwölf")
    assert span == cut(TEXT, 12, 17)
    assert check_exact(span, TEXT.text) is span


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 4), (0, 99)])
def test_no_span_is_empty_or_outside_the_text(start: int, end: int) -> None:
    with pytest.raises(InexactSpan):
        cut(TEXT, start, end)


@pytest.mark.parametrize(
    "span", [Span(TEXT.id, 0, 3, "the"), Span(TEXT.id, 0, 0, ""), Span(TEXT.id, 90, 93, "The")]
)
def test_other_words_are_refused(span: Span) -> None:
    with pytest.raises(InexactSpan):
        check_exact(span, TEXT.text)


def test_bounds_are_half_open() -> None:
    left, right = cut(TEXT, 0, 3), cut(TEXT, 3, 5)
    assert overlap(left, right) == 0
    assert contains(cut(TEXT, 0, 5), right)
    assert not contains(left, right)
    assert not inside_any(3, 5, [left])
    assert inside_any(2, 5, [left])
