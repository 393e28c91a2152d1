"""Dates as people and files write them, read only where they are certain."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from sayso.model import Basis, Grain, Interval

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
YEAR = re.compile(r"\d{4}")
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|(?:mon|tue|wed|thu|fri|sat|sun)\.?,?\s+)?"
DAY_FIRST = re.compile(WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+([a-z]{3,9})\.?,?\s+(\d{4})", re.I)
MONTH_FIRST = re.compile(WEEKDAY + r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)
MONTH_NAMED = re.compile(r"([a-z]{3,9})\.?,?\s+(\d{4})", re.I)
RANGE = re.compile(r"(\S+)\s*(?:/|\.\.|–|to)\s*(\S+)")
LONGEST = 60
# A crisis that is read as news; what lies outside is a number that is no year.
YEARS = range(1400, 2200)


def read_date(words: str, basis: Basis = "by hand") -> Interval | None:
    """The days that a written date means, or None where that is not certain ("03/04/2022", "5 May")."""
    tidy = " ".join(words.split())
    if not 0 < len(tidy) <= LONGEST:
        return None
    for rule in RULES:
        found = rule(tidy, basis)
        if found is not None:
            return found
    return None


def on_days(earliest: date, latest: date, basis: Basis, why: str = "") -> Interval:
    """The interval of whole days from ``earliest`` to ``latest``."""
    return Interval(earliest, latest, "day", basis=basis, why=why)


def make_day(year: str, month: str | int, day: str) -> date | None:
    """The day that these numbers name, if there is one in a year that news can have."""
    try:
        return date(int(year), int(month), int(day)) if int(year) in YEARS else None
    except ValueError:
        return None


def _from_iso(words: str, basis: Basis) -> Interval | None:
    match = ISO.fullmatch(words) or SLASHED.fullmatch(words) or COMPACT.fullmatch(words)
    day = make_day(match[1], match[2], match[3]) if match else None
    if match is None or day is None:
        return None
    hour = match[4] if match.re is ISO else None
    if hour is None:
        return on_days(day, day, basis)
    if int(hour) > 23 or int(match[5]) > 59:
        return None
    return Interval(day, day, "minute", basis=basis, clock=f"T{int(hour):02d}:{match[5]}")


def _from_month(words: str, basis: Basis) -> Interval | None:
    match = MONTH.fullmatch(words)
    return _whole_month(match[1], int(match[2]), basis) if match else None


def _from_year(words: str, basis: Basis) -> Interval | None:
    if not YEAR.fullmatch(words) or int(words) not in YEARS:
        return None
    return _of(date(int(words), 1, 1), date(int(words), 12, 31), "year", basis)


def _from_words(words: str, basis: Basis) -> Interval | None:
    if match := DAY_FIRST.fullmatch(words):
        named, day = match[2], match[1]
    elif match := MONTH_FIRST.fullmatch(words):
        named, day = match[1], match[2]
    else:
        return None
    month = _month_number(named)
    found = make_day(match[3], month, day) if month else None
    return on_days(found, found, basis) if found else None


def _from_named_month(words: str, basis: Basis) -> Interval | None:
    match = MONTH_NAMED.fullmatch(words)
    month = _month_number(match[1]) if match else None
    return _whole_month(match[2], month, basis) if match and month else None


def _from_mail(words: str, basis: Basis) -> Interval | None:
    """RFC 2822, the form of mail headers and feeds; the day is that of the sender's own clock."""
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # The library reads much else leniently ("5 May 3"), so ask for all that a mail header has.
    if not re.search(r"\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}", words) or moment.year not in YEARS:
        return None
    return _at(moment, basis)


def _from_range(words: str, basis: Basis) -> Interval | None:
    match = RANGE.fullmatch(words)
    if not match:
        return None
    first, last = _from_iso(match[1], basis), _from_iso(match[2], basis)
    if not (first and last and first.earliest and last.latest) or first.earliest > last.latest:
        return None
    return on_days(first.earliest, last.latest, basis)


def _at(moment: datetime, basis: Basis) -> Interval:
    day = moment.date()
    return Interval(day, day, "minute", basis=basis, clock=f"T{moment.hour:02d}:{moment.minute:02d}")


def _of(earliest: date, latest: date, grain: Grain, basis: Basis) -> Interval:
    return Interval(earliest, latest, grain, basis=basis)


def _whole_month(year: str, month: int, basis: Basis) -> Interval | None:
    if int(year) not in YEARS or not 1 <= month <= 12:
        return None
    last = monthrange(int(year), month)[1]
    return _of(date(int(year), month, 1), date(int(year), month, last), "month", basis)


def _month_number(name: str) -> int | None:
    """The number of a month by its English name, or by three letters of it or more."""
    found = [i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower())]
    return found[0] if len(found) == 1 and len(name) >= 3 else 9 if name.lower() == "sept" else None


RULES: tuple[Callable[[str, Basis], Interval | None], ...] = (
    _from_iso,
    _from_month,
    _from_year,
    _from_words,
    _from_named_month,
    _from_mail,
    _from_range,
)
