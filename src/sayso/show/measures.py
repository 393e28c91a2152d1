"""Figures: what each report says, how far they lie apart, and how each two differ."""

from __future__ import annotations

from datetime import date

from sayso.model import Claim, Figure, Interval
from sayso.show.index import Index
from sayso.show.quotes import read_backing, read_quote, read_relation
from sayso.show.rows import FigureRow, RelationRow, ReportRow
from sayso.show.words import say_day, say_number, say_quantity, say_range, say_when, with_unit

NO_BEST = "no best value"


def list_figures(index: Index) -> tuple[FigureRow, ...]:
    """The figures, those with most reports first."""
    figures = sorted(index.figures.values(), key=lambda f: (-len(index.told(f.claim_ids)), f.id))
    return tuple(_read_figure(index, figure) for figure in figures)


def _read_figure(index: Index, figure: Figure) -> FigureRow:
    reach = index.weighed.figure_ranges.get(figure.id)
    claims = index.told(figure.claim_ids)
    spread = say_range(reach.low, reach.high) if reach else "not known"
    best = with_unit(say_number(reach.best), figure.unit) if reach and reach.best is not None else NO_BEST
    return FigureRow(
        figure.id,
        index.figure_title(figure),
        with_unit(spread, figure.unit),
        best,
        reach.why if reach else "",
        say_day(reach.as_of) if reach and reach.as_of else "",
        read_backing(index, index.weighed.figure_support.get(figure.id)),
        any(claim.id in index.contested for claim in claims),
        tuple(_read_report(index, claim) for claim in sorted(claims, key=lambda c: _report_order(index, c))),
        _relations(index, figure),
    )


def _relations(index: Index, figure: Figure) -> tuple[RelationRow, ...]:
    ours = set(figure.claim_ids)
    rank = ("conflict", "update", "scope", "rounding", "agreement")
    found = [k for k in index.conflicts.values() if len(ours & set(k.claim_ids)) >= 2]
    return tuple(read_relation(index, k) for k in sorted(found, key=lambda k: (rank.index(k.kind), k.id)))


def _report_order(index: Index, claim: Claim) -> tuple[date, date, str]:
    return _last(claim.as_of), _last(index.published(claim.article_id)), claim.id


def _last(when: Interval | None) -> date:
    return (when.latest or when.earliest or date.max) if when else date.max


def _read_report(index: Index, claim: Claim) -> ReportRow:
    amount = claim.amount
    quantity = amount.quantity if amount else None
    when = claim.as_of
    return ReportRow(
        with_unit(say_quantity(quantity), amount.unit) if amount and quantity else "not known",
        say_when(when),
        say_when(index.published(claim.article_id)),
        read_quote(index, claim),
        bool(amount and amount.before),
        index.repeats(claim),
        quantity.low if quantity else None,
        quantity.best if quantity else None,
        quantity.high if quantity else None,
        (when.latest or when.earliest) if when else None,
    )
