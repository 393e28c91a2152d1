"""Numbers, dates and foreign words as people read them."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from datetime import date
from typing import Literal

from sayso.model import Interval, Quantity

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
PARTS = {
    "TMO": "morning of",
    "TMI": "middle of the day on",
    "TAF": "afternoon of",
    "TEV": "evening of",
    "TNI": "night of",
    "TDT": "daytime of",
}
SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
NO_DATE = "no date"
UNKNOWN = "not known"
HOW_DATED = {
    "stated": "",
    "anchored": "",
    "inherited": "by context",
    "case": "dated by other articles",
    "metadata": "from the page's metadata",
    "inferred": "inferred",
    "by hand": "by hand",
}
# Line breaks become spaces, marks of direction go; what steers a screen or turns the writing becomes a mark.
BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
DIRECTION = re.compile("[\u061c\u200e\u200f\ufeff]")
STEERS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff]")


def make_safe(words: str) -> str:
    """``words`` on one line, without anything that steers a screen."""
    return STEERS.sub("�", DIRECTION.sub("", BREAKS.sub(" ", words)))


def say_number(value: float) -> str:
    """A number with thousands divided and no empty fraction."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "-∞"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0") if abs(value) >= 0.001 else f"{value:g}"


def say_quantity(quantity: Quantity) -> str:
    """A number as the words give it: "more than 160", "20–99 (tens)", "about 2,500"."""
    modifier = make_safe(quantity.modifier or "")
    if quantity.vague:
        return f"{say_range(quantity.low, quantity.high)} ({modifier})" if modifier else _bare(quantity)
    if quantity.best is not None:
        return f"{modifier} {say_number(quantity.best)}".strip()
    if quantity.low is not None and quantity.high is not None:
        return say_range(quantity.low, quantity.high)
    bound = quantity.low if quantity.low is not None else quantity.high
    return f"{modifier} {say_number(bound)}" if modifier and bound is not None else _bare(quantity)


def _bare(quantity: Quantity) -> str:
    return say_range(quantity.low, quantity.high)


def say_range(low: float | None, high: float | None) -> str:
    """Bounds in words; an open one is said to be open."""
    if low is None and high is None:
        return UNKNOWN
    if low is None or high is None:
        return f"{say_number(low)} or more" if low is not None else f"up to {say_number(high or 0)}"
    return say_number(low) if low == high else f"{say_number(low)}–{say_number(high)}"


def with_unit(words: str, unit: str | None) -> str:
    """A number's words with what it is measured in; people go without saying."""
    if unit in (None, "people"):
        return words
    return f"{words}%" if unit in ("percent", "%") else f"{words} {make_safe(unit or '')}"


def say_spread(low: float | None, high: float | None, unit: str | None) -> str:
    """Bounds with their unit, where there are any."""
    words = say_range(low, high)
    return words if words == UNKNOWN else with_unit(words, unit)


def is_same_word(word: str, other: str | None) -> bool:
    """Whether two words are one in singular and plural: "family", "families"; "child", "children"."""
    stem = word.casefold()[: max(4, len(word) - 1)]
    return bool(other) and (other or "").casefold().startswith(stem)


def say_day(day: date) -> str:
    """A day as "5 January 2022"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_days(first: date, last: date) -> str:
    """A stretch of days, without saying month and year twice."""
    if first == last:
        return say_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{say_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {say_day(last)}"
    return f"{say_day(first)} – {say_day(last)}"


def say_when(when: Interval | None) -> str:
    """An interval in words at its own grain; one that is not known is "no date"."""
    if when is None or (when.earliest is None and when.latest is None):
        return NO_DATE
    if when.earliest is None or when.latest is None:
        return f"from {say_day(when.earliest)}" if when.earliest else f"by {say_day(when.latest or date.max)}"
    told = _say_grain(when.earliest, when.latest) or say_days(when.earliest, when.latest)
    if when.clock and when.earliest == when.latest:
        told = _say_clock(when.clock, told)
    return f"{when.extent} {told}" if when.extent in ("since", "until") else told


def _say_clock(clock: str, day: str) -> str:
    if clock in PARTS:
        return f"{PARTS[clock]} {day}"
    match = re.fullmatch(r"T(\d{2})(?::(\d{2}))?(?::\d{2})?", clock)
    return f"{day}, {match[1]}:{match[2] or '00'}" if match else day


def _say_grain(first: date, last: date) -> str | None:
    """Whole months, seasons, years, decades and centuries by their names."""
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if not whole:
        return None
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if months == 3 and first.month in SEASONS:
        return f"{SEASONS[first.month]} {first.year}" + (
            f"–{last.year % 100:02}" if first.month == 12 else ""
        )
    return _say_years(first, months)


def _say_years(first: date, months: int) -> str | None:
    if first.month != 1 or months % 12:
        return None
    years = months // 12
    if years == 1:
        return str(first.year)
    if years == 10 and first.year % 10 == 0:
        return f"the {first.year}s"
    last = first.year + years - 1
    return f"{_ordinal(last // 100 + (last % 100 > 0))} century" if years == 100 else f"{first.year}–{last}"


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else ending}"


def say_published(when: Interval | None) -> str:
    """When an article appeared, and how that is known where nobody stated it."""
    how = HOW_DATED.get(when.basis, "") if when else ""
    return f"{say_when(when)} ({how})" if how and when and (when.earliest or when.latest) else say_when(when)


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun in the right form."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def join_words(words: tuple[str, ...], last: Literal["and", "or"] = "and") -> str:
    """A list as a sentence has it."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
