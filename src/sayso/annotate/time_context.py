"""What every reader of a time expression shares: kinds of words, the words around, codes of units."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sayso.annotate.time_words import Piece
from sayso.vocabulary import load_vocabulary

Fields = dict[str, Any]
Words = tuple[Piece, ...]


MONTHS = {"month", "month_or_word"}

POINTERS = {"this", "last", "previous", "past", "next", "following", "that", "latest"}

ORDINALS = {"ordinal", "ordinal_or_unit", "numeral_ordinal"}

UNITS = {"unit", "units", "ordinal_or_unit"}

INTEGERS = {"small", "year", "two_digits", "amount"}


def word_before(text: str, start: int) -> str:
    """The word before ``start``, lower case, if nothing else stands between."""
    match = LAST_WORD.search(text, max(0, start - 20), start)
    return match[1].lower() if match else ""


LAST_WORD = re.compile(r"([\w'’]+)\s+$")

NEXT_WORD = re.compile(r"\s+([\w'’]+)")


def word_after(text: str, end: int) -> str:
    """The word after ``end``, lower case."""
    match = NEXT_WORD.match(text, end, end + 20)
    return match[1].lower() if match else ""


def is_behind(kind: str, text: str, start: int) -> bool:
    """Whether the word before ``start`` is in the context list ``kind``."""
    return word_before(text, start) in context_words(kind)


@cache
def context_words(kind: str) -> frozenset[str]:
    return frozenset(load_vocabulary("en", "times")["context"][kind])


def unit_code(word: Piece) -> str:
    """The unit that a word names; "second" is one only as a unit of time."""
    return "TS" if word.symbol == "ordinal_or_unit" else str(word.value)


def write_duration(unit: str, count: float | None) -> str:
    """The TIMEX3 value of a duration: "P3D", "PT4H", "PXY" where the count is vague."""
    multiple = re.match(r"\d+", unit)
    if multiple:
        unit = unit[multiple.end() :]
        count = None if count is None else count * int(multiple[0])
    number = "X" if count is None else f"{count:g}"
    return f"PT{number}{unit[1:]}" if unit[0] == "T" else f"P{number}{unit}"


def anchor_of(word: Piece) -> str:
    return "text" if word.symbol in ("following", "previous", "that") else "now"
