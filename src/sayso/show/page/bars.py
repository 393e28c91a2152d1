"""The bars of the timeline: where on a common axis an event surely, and where it perhaps, lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model import Claim, Interval
from sayso.show.index import Index
from sayso.show.page.labels import measure, thin_out
from sayso.show.rows import TimelineRow
from sayso.show.tellings import agree_when

AROUND = 45  # days before the first and after the last report within which the story itself is taken to lie
NARROWEST = 0.9  # per cent of the axis; a day of a long story must still be seen
TICKS_WIDE, TICKS_NARROW = 360, 200  # pixels that the axis has at least, where it is drawn


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis; ``narrow``: its label has room on a narrow screen too."""

    x: float
    words: str
    narrow: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The stretch of days that the bars are drawn on."""

    first: date
    last: date
    ticks: tuple[Tick, ...]

    def place(self, day: date) -> float:
        """Where a day begins, in per cent of the axis, however far off."""
        return round(100 * (day - self.first).days / ((self.last - self.first).days + 1), 2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the axis, in per cent."""

    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Where an event lies: hatched where it may, solid where it surely does.

    ``off`` tells that it lies before or after the axis; ``open`` at which end nothing bounds it.
    """

    possible: Stretch | None
    certain: Stretch | None
    off: str = ""
    open: str = ""


def lay_axis(rows: Iterable[TimelineRow], around: Sequence[date]) -> Axis | None:
    """The axis of a case: the days of the events that lie near its reports; None if none has a day."""
    told = [row.interval for row in rows if row.interval]
    days = [day for when in told for day in (when.earliest, when.latest) if day]
    if around:
        reach = timedelta(days=AROUND)
        days = [day for day in days if min(around) - reach <= day <= max(around) + reach] or list(around)
    return _mark_axis(min(days), max(days)) if days else None


def _mark_axis(first: date, last: date) -> Axis:
    bare = Axis(first, last, ())
    length = (last - first).days + 1
    steps = next((s for s in (1, 2, 7, 14, 30, 91, 365, 3650) if length / s <= 14), 36500)
    days = [first + timedelta(days=n) for n in range(0, length, steps)]
    words = [_say_tick(day, first, steps) for day in days]
    places, widths = [bare.place(day) for day in days], [measure(w, 12) for w in words]
    wide, narrow = (_which_fit(places, widths, px) for px in (TICKS_WIDE, TICKS_NARROW))
    ticks = (Tick(places[n], words[n] if n in wide else "", n in narrow & wide) for n in range(len(days)))
    return Axis(first, last, tuple(ticks))


def _which_fit(places: Sequence[float], widths: Sequence[float], total: float) -> set[int]:
    """The ticks whose words, which begin at them, touch no others and stay on the axis."""
    middles = [place + 100 * (width / 2 + 4) / total for place, width in zip(places, widths, strict=True)]
    inside = [n for n, place in enumerate(places) if place * total / 100 + widths[n] + 6 <= total]
    kept = thin_out([middles[n] for n in inside], [widths[n] + 8 for n in inside], total)
    return {inside[n] for n in kept}


def _say_tick(day: date, first: date, steps: int) -> str:
    """A day in as few words as the axis needs."""
    if steps >= 365:
        return str(day.year)
    month = day.strftime("%b") if day.day <= steps or day == first else ""
    return f"{day.day} {month}".strip()


def draw_bar(index: Index, claims: Sequence[Claim], axis: Axis | None) -> Bar | None:
    """The bar of an event told by ``claims``; None where nobody dates it."""
    dated = [claim.when for claim in claims if claim.when and (claim.when.earliest or claim.when.latest)]
    agreed = agree_when(claims)
    if axis is None or agreed is None or not dated:
        return None
    early = min((when.earliest for when in dated if when.earliest), default=None)
    late = max((when.latest for when in dated if when.latest), default=None)
    return _lay(axis, agreed, early, late)


def _lay(axis: Axis, agreed: Interval, early: date | None, late: date | None) -> Bar:
    first, last = early or late or date.min, late or early or date.max
    open_end = "after" if agreed.latest is None else "before" if agreed.earliest is None else ""
    if last < axis.first or first > axis.last:
        return Bar(None, None, "before" if last < axis.first else "after")
    sure = _surely(agreed)
    certain = _stretch(axis, *sure) if sure else None
    possible = None if sure == (first, last) and not open_end else _stretch(axis, first, last, open_end)
    return Bar(possible, certain, "", open_end)


def _surely(when: Interval) -> tuple[date, date] | None:
    """The days on which it surely was: a single day, or all of a stretch that it fills."""
    if when.earliest is None or when.latest is None:
        return None
    filled = when.extent == "throughout" or when.earliest == when.latest
    return (when.earliest, when.latest) if filled else None


def _stretch(axis: Axis, first: date, last: date, open_end: str = "") -> Stretch | None:
    """The part of the axis from one day to the end of another; an open end runs to the edge."""
    left = 0.0 if open_end == "before" else max(0.0, axis.place(first))
    right = 100.0 if open_end == "after" else min(100.0, axis.place(last + timedelta(days=1)))
    if right <= left:
        return None
    left = min(left, 100 - NARROWEST)
    return Stretch(left, round(max(right - left, NARROWEST), 2))
