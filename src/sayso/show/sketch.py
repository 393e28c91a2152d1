"""A figure over time as one small picture that stands by itself: a mark for each report, at its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from markupsafe import Markup

from sayso.show.rows import FigureRow, ReportRow
from sayso.show.words import MONTHS, make_safe, say_number

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 12, 28
# A sign for each of the origins with most reports, around the middle of a square of twelve; then a ring.
SIGNS = (
    "M-4.5-4.5h9v9h-9Z",
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z",
    "M0-5 5.5 5h-11Z",
    "M0-5.5 5.5 0 0 5.5-5.5 0Z",
    "M-2.7-4.7h5.4L5.4 0 2.7 4.7h-5.4L-5.4 0Z",
    "M0-5.2 5.4-1.3 3.3 5h-6.6L-5.4-1.3Z",
)
RING = "M-4.4 0a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0-8.8 0Z"


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days and values stand in the picture."""

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


def sketch_figure(row: FigureRow, places: Mapping[str, int]) -> Markup:
    """The reports of a figure over time; nothing where fewer than two of them name a day and a value.

    ``places`` gives origins their signs, from 0; one that is not in it, or beyond the signs, has a ring.
    """
    reports = [(report, report.day) for report in row.reports if report.day and report.values]
    if len(reports) < 2:
        return Markup("")
    days = [day for _, day in reports]
    top = round_up(max(max(report.values) for report, _ in reports))
    if top <= 0:
        return Markup("")
    scale = Scale(min(days), max(days), top)
    drawn = (_draw_report(report, day, scale, places) for report, day in reports)
    head = Markup('<svg class="sketch" viewBox="0 0 {} {}" width="{}" role="img" aria-label="{}">')
    words = f"{make_safe(row.title)}: {len(reports)} reports over time; the table below holds the same"
    body = _draw_axes(scale) + Markup("").join(drawn)
    return head.format(WIDTH, HEIGHT, WIDTH, words) + body + Markup("</svg>")


def round_up(value: float, steps: Sequence[float] = (1, 2, 2.5, 5, 10)) -> float:
    """The next of the ``steps`` times a power of ten."""
    if value <= 0:
        return 0.0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in steps if step * power >= value)


def _draw_axes(scale: Scale) -> Markup:
    line = Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" opacity=".2"/>')
    label = Markup('<text x="{}" y="{}" text-anchor="{}" font-size="12" fill="currentColor">{}</text>')
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


def _draw_report(report: ReportRow, day: date, scale: Scale, places: Mapping[str, int]) -> Markup:
    """A stem for bounds, and the origin's sign at the value; outlined if it repeats another report."""
    x, (low, at, high) = scale.x(day), _place_values(report, scale)
    words = f"{report.value}, {report.as_of}: {make_safe(report.quote.origin)}"
    stem = Markup(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="currentColor" stroke-width="3" opacity=".35"/>'
    )
    drawn = stem.format(x, x, scale.y(low), scale.y(high)) if low != high else Markup("")
    place = places.get(report.quote.origin, len(SIGNS))
    ring = report.repeats or place >= len(SIGNS)
    sign = Markup('<path transform="translate({} {})" d="{}" fill="{}" stroke="currentColor"/>').format(
        x, scale.y(at), SIGNS[place] if place < len(SIGNS) else RING, "none" if ring else "currentColor"
    )
    return Markup("<g><title>{}</title>{}{}</g>").format(words, drawn, sign)


def _place_values(report: ReportRow, scale: Scale) -> tuple[float, float, float]:
    """Foot of the stem, the sign, and its top: an open bound reaches to the edge."""
    values = report.values
    low, high = min(values), max(values)
    if report.best is not None or len(values) > 1:
        at = report.best if report.best is not None else (low + high) / 2
        return low, at, high
    return (low, low, scale.top) if report.high is None else (0, high, high)
