"""Periods of the calendar: their bounds, their TIMEX3 values, and counting from one to another."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model import Grain

ONE_DAY = timedelta(days=1)
# First month of each season, on the northern half of the earth, where most reports are written.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both included, with its TIMEX3 value."""

    value: str
    earliest: date
    latest: date
    grain: Grain


class OutOfCalendar(ValueError):
    """A date that the calendar does not have, or that lies outside the years 1 to 9999."""


def make_date(year: int, month: int, day: int) -> date:
    """The day, or OutOfCalendar."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise OutOfCalendar(f"{year}-{month}-{day}") from error


def day_period(day: date) -> Period:
    """One day."""
    return Period(day.isoformat(), day, day, "day")


def week_period(day: date) -> Period:
    """The week, Monday to Sunday, that holds ``day``."""
    monday = move_days(day, -day.weekday())
    year, week, _ = monday.isocalendar()
    return Period(f"{year:04}-W{week:02}", monday, move_days(monday, 6), "week")


def weekend_period(day: date) -> Period:
    """Saturday and Sunday of the week that holds ``day``."""
    week = week_period(day)
    return Period(week.value + "-WE", move_days(week.latest, -1), week.latest, "week")


def months_period(year: int, first: int, last: int, value: str, grain: Grain) -> Period:
    """The months ``first`` to ``last`` of ``year``."""
    end = make_date(year, last, 1).replace(day=calendar.monthrange(year, last)[1])
    return Period(value, make_date(year, first, 1), end, grain)


def month_period(year: int, month: int) -> Period:
    """One month."""
    return months_period(year, month, month, f"{year:04}-{month:02}", "month")


def quarter_period(year: int, quarter: int) -> Period:
    """A quarter of the calendar year."""
    return months_period(year, quarter * 3 - 2, quarter * 3, f"{year:04}-Q{quarter}", "season")


def half_period(year: int, half: int) -> Period:
    """A half of the calendar year."""
    return months_period(year, half * 6 - 5, half * 6, f"{year:04}-H{half}", "season")


def season_period(year: int, season: str) -> Period:
    """A season. A winter bears the year of either end, so its bounds hold both winters of ``year``."""
    value = f"{year:04}-{season}"
    if season == "WI":
        return Period(value, make_date(year - 1, 12, 1), month_period(year + 1, 2).latest, "season")
    first = SEASONS[season]
    return months_period(year, first, first + 2, value, "season")


def year_period(year: int) -> Period:
    """One year."""
    return months_period(year, 1, 12, f"{year:04}", "year")


def decade_period(decade: int) -> Period:
    """Ten years; 198 is the 1980s."""
    return Period(f"{decade:03}", make_date(decade * 10, 1, 1), make_date(decade * 10 + 9, 12, 31), "decade")


def century_period(century: int) -> Period:
    """A hundred years; 20 is the twentieth century, 1901 to 2000, told as the 1900s are."""
    first = max(1, (century - 1) * 100)
    return Period(f"{century - 1:02}", make_date(first, 1, 1), make_date(century * 100, 12, 31), "century")


def move_days(day: date, count: int) -> date:
    """``day`` moved by ``count`` days."""
    try:
        return day + count * ONE_DAY
    except OverflowError as error:
        raise OutOfCalendar(f"{day} and {count} days") from error


def move_months(day: date, count: int) -> date:
    """``day`` moved by whole months, to the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OutOfCalendar(f"{day} and {count} months")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


DAYS = {"D": 1, "W": 7, "2W": 14, "WE": 7}
MONTHS = {"M": 1, "Q": 3, "6M": 6, "Y": 12, "DE": 120, "CE": 1200, "10CE": 12000}


def move(day: date, unit: str, count: int) -> date:
    """``day`` moved by ``count`` of ``unit``; units finer than a day move nothing by themselves."""
    if unit in DAYS:
        return move_days(day, DAYS[unit] * count)
    if unit in MONTHS:
        return move_months(day, MONTHS[unit] * count)
    hours = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit] * count
    return move_days(day, int(hours / 24))


def period_of(unit: str, day: date) -> Period:
    """The period of the calendar that ``unit`` names and ``day`` lies in."""
    if unit in ("W", "2W"):
        return week_period(day)
    if unit == "WE":
        return weekend_period(day)
    if unit == "M":
        return month_period(day.year, day.month)
    if unit == "Q":
        return quarter_period(day.year, (day.month + 2) // 3)
    if unit == "6M":
        return half_period(day.year, (day.month + 5) // 6)
    if unit == "Y":
        return year_period(day.year)
    if unit == "DE":
        return decade_period(day.year // 10)
    if unit in ("CE", "10CE"):
        return century_period((day.year + 99) // 100)
    return day_period(day)


def narrow(period: Period, position: str | None) -> Period:
    """``period``, cut to its first half (START), second half (END) or middle (MID); the value stays.

    Of a month the first and the last third: nobody calls the 15th early or late.
    """
    length = (period.latest - period.earliest).days + 1
    if position is None or length < 4:
        return period
    first, last = {
        "START": (0, length // 3 if period.grain == "month" else length // 2),
        "END": (length - 1 - length // 3 if period.grain == "month" else length // 2, length - 1),
        "MID": (length // 4, length - 1 - length // 4),
    }[position]
    return Period(
        period.value, move_days(period.earliest, first), move_days(period.earliest, last), period.grain
    )


def join(left: Period, right: Period) -> Period:
    """The stretch from one period to another; its value keeps what both have in common, X for the rest."""
    if left == right:
        return left
    value = left.value if left.value == right.value else blur(left.value, right.value)
    return Period(value, min(left.earliest, right.earliest), max(left.latest, right.latest), left.grain)


def blur(left: str, right: str) -> str:
    """Two TIMEX3 values as one, with X from the first digit on in which they differ."""
    if len(left) != len(right):
        return left[:0] + "XXXX"
    same = next((i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b), len(left))
    return left[:same] + "".join("X" if c.isdigit() else c for c in left[same:])
