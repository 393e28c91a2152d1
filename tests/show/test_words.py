from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sayso.model import Interval, Quantity
from sayso.show.words import is_same_word, make_safe, say_number, say_quantity, say_range, say_when, with_unit


def when(first: str | None, last: str | None, grain: Any = "day", **more: Any) -> Interval:
    bounds = [date.fromisoformat(day) if day else None for day in (first, last)]
    return Interval(bounds[0], bounds[1], grain, **more)


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (None, "no date"),
        (when(None, None), "no date"),
        (when("2022-01-05", "2022-01-05"), "5 January 2022"),
        (when("2022-01-05", "2022-01-05", "minute", clock="T14:30"), "5 January 2022, 14:30"),
        (when("2022-01-05", "2022-01-05", "part", clock="TMO"), "morning of 5 January 2022"),
        (when("2022-01-03", "2022-01-09", "week"), "3–9 January 2022"),
        (when("2022-01-31", "2022-02-02"), "31 January – 2 February 2022"),
        (when("2021-12-31", "2022-01-01"), "31 December 2021 – 1 January 2022"),
        (when("2022-02-01", "2022-02-28", "month"), "February 2022"),
        (when("2021-12-01", "2022-02-28", "season"), "winter 2021–22"),
        (when("2012-01-01", "2012-12-31", "year"), "2012"),
        (when("1990-01-01", "1999-12-31", "decade"), "the 1990s"),
        (when("1901-01-01", "2000-12-31", "century"), "20th century"),
        (when("2011-01-01", "2013-12-31", "year"), "2011–2013"),
        (when("2022-01-05", None), "from 5 January 2022"),
        (when(None, "2022-01-05"), "by 5 January 2022"),
        (when("2022-01-05", "2022-01-05", extent="since"), "since 5 January 2022"),
    ],
)
def test_dates_in_words(interval: Interval | None, words: str) -> None:
    assert say_when(interval) == words


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(160, None, None, "more than"), "more than 160"),
        (Quantity(None, None, 3000, "as many as"), "as many as 3,000"),
        (Quantity(None, 2500, None, "about"), "about 2,500"),
        (Quantity(47, 47, 47), "47"),
        (Quantity(20, None, 99, "tens", vague=True), "20–99 (tens)"),
        (Quantity(2000, None, None, "thousands", vague=True), "2,000 or more (thousands)"),
        (Quantity(30, None, 40), "30–40"),
        (Quantity(0.14, 0.14, 0.14), "0.14"),
        (Quantity(12, None, None), "12 or more"),
        (Quantity(None, None, None), "not known"),
        (Quantity(float("inf"), None, None), "∞ or more"),
    ],
)
def test_quantities_in_words(quantity: Quantity, words: str) -> None:
    assert say_quantity(quantity) == words


@pytest.mark.parametrize(
    ("unit", "words"), [(None, "85"), ("people", "85"), ("percent", "85%"), ("EUR", "85 EUR")]
)
def test_units(unit: str | None, words: str) -> None:
    assert with_unit(say_number(85), unit) == words


def test_open_bounds_are_said_to_be_open() -> None:
    assert say_range(None, 12) == "up to 12"


def test_nothing_that_steers_a_screen_gets_through() -> None:
    hostile = "a\x1b[31mred\x07\x9b2J\u202egnp.exe\u2066b\ud800 c\r\nd\u200fe"
    assert make_safe(hostile) == "a�[31mred��2J�gnp.exe�b� c  de"


def test_long_words_are_made_safe() -> None:
    # Anything worse than linear would take minutes here.
    assert make_safe("\x1b" * 10**6) == "\ufffd" * 10**6


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("family", "families", True),
        ("child", "children", True),
        ("killed", "people", False),
        ("share", "percent", False),
        ("crew", None, False),
    ],
)
def test_one_word_in_singular_and_plural(word: str, other: str | None, same: bool) -> None:
    assert is_same_word(word, other) is same
