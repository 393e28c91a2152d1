"""A figure over time, on one line, and small: one mark for each report, at the day it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.model import FigureRange
from sayso.show.page.labels import Placed, Wanted, measure, place_labels, thin_out
from sayso.show.page.shapes import Signs
from sayso.show.page.track import say_short
from sayso.show.rows import FigureRow, ReportRow, known_values
from sayso.show.sketch import round_up
from sayso.show.words import say_number

HEIGHT, TOP, BOTTOM = 300, 14, 30
LEFT, RIGHT = 2.0, 98.0  # per cent across between which marks stand
LAYOUTS = {"narrow": (250, 330, 419), "middle": (420, 500, 639), "wide": (640, 800, 1100)}
LINE_HEIGHT, LINE_BASE = 92, 62
LONGEST_LABEL = 34
QUARTERS = (1, 2, 4, 8, 10)  # which a grid of four divides well
MOST_MARKS = 150  # the latest; more would hide one another


@dataclass(frozen=True, slots=True)
class Mark:
    """A report as it is drawn: per cent across, pixels down; a range has a top and a foot besides."""

    claim_id: str
    x: float
    y: float
    top: float | None
    foot: float | None
    fades: bool
    shape: int
    letter: str
    hollow: bool
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """What was in force over some days: the least to the greatest value, and the best if there was one."""

    left: float
    width: float
    top: float
    height: float
    best: float | None


@dataclass(frozen=True, slots=True)
class Label:
    """Words on an axis."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing of a figure; ``labels`` by the width for which they were placed."""

    height: int
    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    grid: tuple[Label, ...]
    days: dict[str, tuple[Label, ...]]
    labels: dict[str, tuple[Placed, ...]]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days and values stand."""

    first: date
    last: date
    top: float

    def x(self, day: date) -> float:
        """Per cent across; the middle where there is one day alone."""
        days = (self.last - self.first).days
        share = (min(max(day, self.first), self.last) - self.first).days / days if days else 0.5
        return round(LEFT + 4 + share * (RIGHT - LEFT - 8), 2)

    def y(self, value: float) -> float:
        """Pixels down; what is higher than the scale stands at its top."""
        share = min(1.0, value / self.top) if self.top else 0.0
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def plot_figure(row: FigureRow, steps: Sequence[FigureRange], signs: Signs) -> Plot | None:
    """The reports of a figure over time; None where fewer than two of them name a day and a value."""
    reports = [report for report in row.reports if report.day and report.values][-MOST_MARKS:]
    if len(reports) < 2:
        return None
    days = [report.day for report in reports if report.day]
    highest = max(max(report.values) for report in reports)
    if highest <= 0:
        return None
    scale = Scale(min(days), max(days), round_up(highest, QUARTERS))
    marks = tuple(_mark(report, scale, signs) for report in reports)
    return Plot(
        HEIGHT,
        marks,
        tuple(_lay_bands(steps, scale)),
        tuple(Label(scale.y(scale.top * n / 4), say_number(scale.top * n / 4)) for n in range(5)),
        {name: tuple(_choose_days(scale, sorted(set(days)), widths[0])) for name, widths in LAYOUTS.items()},
        _label(reports, marks, HEIGHT - BOTTOM),
    )


def _mark(report: ReportRow, scale: Scale, signs: Signs) -> Mark:
    values = report.values
    low, high = min(values), max(values)
    at = report.best if report.best is not None else (low + high) / 2
    open_top = report.best is None and report.high is None
    top, foot = (scale.y(high), scale.y(low)) if low != high else (None, None)
    if open_top:  # "at least": the mark stands at what is sure, and a stem fades above it
        at, foot, top = low, scale.y(low), max(TOP / 2, scale.y(low) - 34)
    sign = signs.of(report.quote.origin)
    return Mark(
        report.quote.claim_id,
        scale.x(report.day or scale.first),
        scale.y(at),
        top,
        foot,
        open_top,
        sign.shape,
        sign.letter,
        bool(report.repeats),
        f"{report.value}, {report.as_of}: {report.quote.origin}",
    )


def _lay_bands(steps: Sequence[FigureRange], scale: Scale) -> Iterable[Band]:
    """A band from the day on which a range began to hold to the one on which the next did."""
    for number, step in enumerate(steps):
        values = known_values(step)
        if step.as_of is None or not values:
            continue
        left = scale.x(step.as_of)
        right = scale.x(steps[number + 1].as_of or scale.last) if number + 1 < len(steps) else RIGHT
        top, foot = scale.y(max(values)), scale.y(min(values))
        best = scale.y(step.best) if step.best is not None else None
        yield Band(left, round(right - left, 2), top, round(max(foot - top, 2), 1), best)


def _choose_days(scale: Scale, days: Sequence[date], width: float) -> Iterable[Label]:
    words = [say_short(day) for day in days]
    places = [scale.x(day) for day in days]
    kept = thin_out(places, [measure(w, 12) for w in words], width)
    return [Label(places[n], words[n]) for n in kept]


def _label(
    reports: Sequence[ReportRow], marks: Sequence[Mark], height: float
) -> dict[str, tuple[Placed, ...]]:
    """The labels for each range of widths: the first reports of a value before those that repeat it."""
    order = sorted(range(len(marks)), key=lambda n: (marks[n].hollow, -n))
    wanted = [_want(reports[n], marks[n]) for n in order]
    return {name: tuple(place_labels(wanted, widths, height)) for name, widths in LAYOUTS.items()}


def _want(report: ReportRow, mark: Mark) -> Wanted:
    words = f"{report.value}  {report.quote.origin}"
    short = words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1].rstrip() + "…"
    return Wanted(mark.claim_id, mark.x, mark.y, short)


# --- on one line ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """The latest value of each origin on one line of values."""

    height: int
    base: int
    marks: tuple[Mark, ...]
    band: tuple[float, float] | None
    best: float | None
    ticks: tuple[Label, ...]
    labels: dict[str, tuple[Placed, ...]]


def plot_line(row: FigureRow, reach: FigureRange | None, signs: Signs) -> Line | None:
    """The latest report of each origin by its value; None where no value is known."""
    latest = {report.quote.origin: report for report in row.reports if report.values and not report.before}
    if not latest or reach is None:
        return None
    top = max(max(report.values) for report in latest.values())
    if top <= 0:
        return None
    scale = round_up(top, QUARTERS)
    marks = tuple(_mark_line(report, scale, signs) for report in latest.values())
    wanted = [
        Wanted(mark.claim_id, mark.x, mark.y, _say_short(report), gap=8)
        for mark, report in zip(marks, latest.values(), strict=True)
    ]
    known = known_values(reach)
    return Line(
        LINE_HEIGHT,
        LINE_BASE,
        marks,
        (_across(min(known), scale), _across(max(known), scale)) if known else None,
        _across(reach.best, scale) if reach.best is not None else None,
        tuple(Label(_across(scale * n / 4, scale), say_number(scale * n / 4)) for n in range(5)),
        {
            name: tuple(place_labels(wanted, widths, LINE_BASE))
            for name, widths in {"all": (250, 400, 700)}.items()
        },
    )


def _across(value: float, scale: float) -> float:
    return round(LEFT + 2 + min(1.0, value / scale) * (RIGHT - LEFT - 8), 2)


def _say_short(report: ReportRow) -> str:
    """The number of a report; both bounds where it gives no best one."""
    values = report.values
    exact = report.best is not None or len(values) == 1 or min(values) == max(values)
    return say_number(_middle(report)) if exact else f"{say_number(min(values))}–{say_number(max(values))}"


def _middle(report: ReportRow) -> float:
    values = report.values
    return report.best if report.best is not None else (min(values) + max(values)) / 2


def _mark_line(report: ReportRow, scale: float, signs: Signs) -> Mark:
    sign = signs.of(report.quote.origin)
    title = f"{report.value}, {report.as_of}: {report.quote.origin}"
    x, y = _across(_middle(report), scale), LINE_BASE - 14
    hollow = bool(report.repeats)
    return Mark(report.quote.claim_id, x, y, None, None, False, sign.shape, sign.letter, hollow, title)


def plot_small(steps: Sequence[FigureRange]) -> tuple[Band, ...]:
    """The bands of a figure alone, 100 wide and 24 high."""
    dated = [step for step in steps if step.as_of and known_values(step)]
    if len(dated) < 2:
        return ()
    tops = [max(known_values(s)) for s in dated]
    if max(tops) <= 0:
        return ()
    first, last = dated[0].as_of or date.min, (dated[-1].as_of or date.max) + timedelta(days=1)
    span, out = (last - first).days, []
    for number, step in enumerate(dated):
        start = step.as_of or first
        end = dated[number + 1].as_of or last if number + 1 < len(dated) else last
        low = min(known_values(step))
        top, foot = 24 - 22 * tops[number] / max(tops), 24 - 22 * low / max(tops)
        left, width = 100 * (start - first).days / span, 100 * (end - start).days / span
        out.append(Band(round(left, 1), round(width, 1), round(top, 1), round(max(foot - top, 2), 1), None))
    return tuple(out)
