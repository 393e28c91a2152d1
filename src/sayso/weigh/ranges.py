"""Best, low and high of a figure as of a day, by one rule that is always told.

Of each origin the latest report stands, but for a count that can only grow: there, one that two other
origins have overtaken on later days stands no more, since its origin has only fallen silent. Low and high
are the least and the most that these say; a vague word gives a floor and never a ceiling, and "more than
160" no longer counts as a low once a later report satisfies it. There is a best value only where two or more
independent named origins give values that are equal, or equal when rounded as the coarser one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from math import inf

from sayso.model import FigureRange
from sayso.weigh.reports import Report, is_ceiling, round_unit, same_value


def find_range(reports: Sequence[Report], as_of: date | None) -> FigureRange:
    """The range of one figure from the reports that are visible on ``as_of``."""
    # "24 more bodies" counts no whole, and stands only where no report counts one.
    latest = latest_of_each([r for r in reports if not r.adds] or reports)
    current = [r for r in latest if not _is_overtaken(r, latest)]
    if not current:
        return FigureRange(None, None, None, as_of, "nobody stands by a value")
    best, why = _find_best(current)
    lows = [r.low for r in current if not is_ceiling(r) and not _satisfied(r, current)]
    highs = [r.high for r in current if not r.amount.quantity.vague and r.high != inf]
    # A ceiling below what others report as reached is no ceiling of the whole.
    high = max([*highs, *(r.low for r in current)]) if highs else None
    told = [r.day for r in current if r.day]
    return FigureRange(min(lows, default=None), best, high, max(told, default=None), why)


def find_steps(reports: Sequence[Report]) -> tuple[FigureRange, ...]:
    """The range of one figure at the end of each day of which a report speaks, from those up to then."""
    days = sorted({report.day for report in reports if report.day})
    return tuple(
        replace(find_range([r for r in reports if r.day and r.day <= day], day), as_of=day) for day in days
    )


def latest_of_each(reports: Sequence[Report]) -> list[Report]:
    """The latest report of every origin; of several on one day the most exact."""
    chosen: dict[tuple[str, str], Report] = {}
    for report in sorted(reports, key=_recency):
        chosen[report.origin.kind, report.origin.key] = report
    return sorted(chosen.values(), key=lambda r: (r.day or date.max, r.claim.id))


# Measures whose true value never falls; a lower later count of these corrects, it does not shrink.
ONLY_GROWING = frozenset({"killed", "injured", "displaced", "rescued", "destroyed", "damage", "attacked"})


def _is_overtaken(report: Report, others: Sequence[Report]) -> bool:
    """Whether two other origins report more on later days, of what can only grow."""
    if report.amount.measure not in ONLY_GROWING or report.day is None or report.high == inf:
        return False
    later = {o.origin.key for o in others if o.day is not None and o.day > report.day and o.low > report.high}
    return len(later - {report.origin.key}) >= 2


def _recency(report: Report) -> tuple[date, float, str]:
    width = report.high - report.low
    return report.day or date.min, -width, report.claim.id


def _satisfied(report: Report, others: Sequence[Report]) -> bool:
    """Whether a later report of another value satisfies an open floor or a vague word."""
    if report.floor is None and not report.amount.quantity.vague:
        return False
    return any(
        o.day is not None and report.day is not None and o.day > report.day and o.low >= report.low
        for o in others
        if o is not report
    )


def _find_best(current: Sequence[Report]) -> tuple[float | None, str]:
    """The value on which two independent named origins agree most recently, and the rule in words."""
    named = [r for r in current if r.origin.kind == "named" and r.value is not None]
    agreeing = [
        (max(a.day or date.min, b.day or date.min), _finer(a, b), a, b)
        for a, b in combinations(named, 2)
        if a.origin.key != b.origin.key and same_value(a, b)
    ]
    if agreeing:
        _, value, a, b = max(agreeing, key=lambda found: (found[0], found[1]))
        how = "give the same value" if a.value == b.value else "agree when rounded as the coarser value is"
        return value, f"{a.origin.name} and {b.origin.name} {how}"
    origins = {r.origin.key for r in current if r.origin.kind == "named"}
    if len(origins) == 1:
        return None, "no best value: one named origin only"
    if not origins:
        return None, "no best value: no origin is named"
    return None, "no best value: no two named origins agree"


def _finer(a: Report, b: Report) -> float:
    pair = [r.value for r in (a, b) if r.value is not None]
    return min(pair, key=lambda v: (round_unit(v), v))
