"""Dates for other programs: EDTF strings (ISO 8601-2), and how wide an interval is."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from sayso.model import Interval

DOUBTFUL = ("inherited", "case", "inferred")  # dated by what stands around it, or by other articles


def to_edtf(when: Interval | None) -> str:
    """An interval in EDTF, level 2 at most; "" where neither end is known.

    A moment somewhere in several days is a set ("[2022-01-06..2022-01-09]", one of these), what fills
    them an interval with a slash. "?" marks a date that no words state.
    """
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    first, last = _day(when.earliest), _day(when.latest)
    if when.extent == "throughout":
        return f"{first or '..'}/{last or '..'}"
    if when.extent == "since":
        return f"{first}/.." if first else f"../{last}"
    if when.extent == "until":
        return f"../{last}" if last else f"{first}/.."
    return _moment(when, first, last)


def _moment(when: Interval, first: str, last: str) -> str:
    one = _unit(when.earliest, when.latest) if when.earliest and when.latest else ""
    # A decade is doubtful as it stands: EDTF marks with "?" what has all its digits.
    doubt = "?" if when.basis in DOUBTFUL and "X" not in one else ""
    return one + doubt if one else f"[{first}..{last}]"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _unit(first: date, last: date) -> str:
    """The one day, month, year, decade or century from ``first`` to ``last``, if they bound one."""
    if first == last:
        return first.isoformat()
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    if not whole or (first.month, last.month) != (1, 12):
        return ""
    years = {0: 4, 9: 3, 99: 2}.get(last.year - first.year, 0)
    digits = f"{first.year:04}"[:years]
    return digits.ljust(4, "X") if years and f"{first.year:04}"[years:].strip("0") == "" else ""


def count_days(when: Interval | None) -> int | None:
    """How many days an interval covers; None where an end is open."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    return (when.latest - when.earliest).days + 1


def code_days(when: Interval | None, codes: Sequence[tuple[int, int]]) -> int | None:
    """The first of ``codes``, each after the most days that it stands for, that covers an interval."""
    days = count_days(when)
    return next((code for most, code in codes if days is not None and days <= most), None)
