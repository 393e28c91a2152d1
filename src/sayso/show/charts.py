"""A figure over time as a plain drawing: one mark for each report, at the day it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from markupsafe import Markup

from sayso.show.rows import FigureRow, ReportRow
from sayso.show.words import MONTHS, say_number

WIDTH, HEIGHT = 640, 240
RING = 7  # the sign that origins without one of their own share
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 12, 28


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days and values stand on the drawing."""

    first: date
    last: date
    top: float

    def x(self, day: date) -> float:
        """How far from the left."""
        days = (self.last - self.first).days
        share = (day - self.first).days / days if days else 0.5
        return round(LEFT + 12 + share * (WIDTH - LEFT - RIGHT - 24), 1)

    def y(self, value: float) -> float:
        """How far from the top; what is higher than the scale stands at its top."""
        return round(HEIGHT - BOTTOM - min(1.0, value / self.top) * (HEIGHT - TOP - BOTTOM), 1)


def draw_figure(row: FigureRow, shape_of: Callable[[str, int], int]) -> Markup:
    """The reports of a figure over time; nothing where fewer than two of them name a day and a value."""
    reports = [report for report in row.reports if report.day and _values(report)]
    if len(reports) < 2:
        return Markup("")
    days = [report.day for report in reports if report.day]
    scale = Scale(min(days), max(days), _round_up(max(max(_values(report)) for report in reports)))
    if scale.top <= 0:
        return Markup("")
    drawn = (_draw_report(report, scale, shape_of(report.quote.origin, RING)) for report in reports)
    head = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">')
    words = f"{row.title}: {len(reports)} reports over time; the table below holds the same"
    return head.format(WIDTH, HEIGHT, words) + _draw_axes(scale) + Markup("").join(drawn) + Markup("</svg>")


def _values(report: ReportRow) -> list[float]:
    return [value for value in (report.low, report.best, report.high) if value is not None]


def _round_up(value: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    if value <= 0:
        return 0.0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value)


def _draw_axes(scale: Scale) -> Markup:
    line = Markup('<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>')
    label = Markup('<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>')
    out = Markup("")
    for share in (0, 0.5, 1):
        y = scale.y(scale.top * share)
        out += line.format(LEFT, WIDTH - RIGHT, y, y)
        out += label.format(LEFT - 8, y + 4, "end", say_number(scale.top * share))
    for day, anchor in _choose_days(scale):
        words = f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
        out += label.format(scale.x(day), HEIGHT - 8, anchor, words)
    return out


def _choose_days(scale: Scale) -> list[tuple[date, str]]:
    if scale.first == scale.last:
        return [(scale.first, "middle")]
    return [(scale.first, "start"), (scale.last, "end")]


def _draw_report(report: ReportRow, scale: Scale, shape: int) -> Markup:
    """A stem for bounds, and the origin's shape at the value; outlined if it repeats another report."""
    values = _values(report)
    x = scale.x(report.day or scale.first)
    at = report.best if report.best is not None else (min(values) + max(values)) / 2
    low, high = min(values), max(values)
    stem = Markup('<line class="stem o{}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
    if report.best is None and len(values) == 1:
        high = scale.top if report.high is None else low
        low, at = (low, low) if report.high is None else (0, values[0])
    drawn = stem.format(shape, x, x, scale.y(low), scale.y(high)) if low != high else Markup("")
    hollow = " repeats" if report.repeats else ""
    use = Markup('<use class="o{}{}" href="#s{}" x="{}" y="{}" width="12" height="12"/>')
    sign = use.format(shape, hollow, shape, x - 6, scale.y(at) - 6)
    words = f"{report.value}, {report.as_of}: {report.quote.origin}"
    link = Markup('<a href="#w-{}"><title>{}</title>{}{}</a>')
    return link.format(report.quote.claim_id, words, drawn, sign)
