"""Figures: what each report says, how far they lie apart, and how each two differ."""

from __future__ import annotations

from datetime import date

from sayso.link.kinds import CORE
from sayso.model import Amount, Claim, Figure
from sayso.show.index import Index
from sayso.show.quotes import read_backing, read_quote, read_relation
from sayso.show.rows import FigureRow, RelationRow, ReportRow
from sayso.show.words import (
    UNKNOWN,
    is_same_word,
    say_day,
    say_number,
    say_quantity,
    say_spread,
    say_when,
    with_unit,
)

NO_BEST = "no best value"
AS_REPORTED = "as reported"


def list_figures(index: Index) -> tuple[FigureRow, ...]:
    """The figures, what matters first: core measures of all, by how many origins and reports they rest on."""
    figures = sorted(index.figures.values(), key=lambda figure: _weight(index, figure))
    return tuple(_read_figure(index, figure) for figure in figures)


def _weight(index: Index, figure: Figure) -> tuple[bool, bool, int, int, str]:
    support = index.weighed.figure_support.get(figure.id)
    voices = len(support.origins) + len(support.unnamed) + len(support.unsourced) if support else 0
    told = len(index.told(figure.claim_ids))
    return told < 2, figure.measure not in CORE, -voices, -told, figure.id


def _read_figure(index: Index, figure: Figure) -> FigureRow:
    reach = index.weighed.figure_ranges.get(figure.id)
    claims = index.told(figure.claim_ids)
    unit = figure.unit if not is_same_word(figure.measure, figure.unit) else None
    best = with_unit(say_number(reach.best), unit) if reach and reach.best is not None else NO_BEST
    return FigureRow(
        figure.id,
        index.figure_title(figure),
        say_spread(reach.low, reach.high, unit) if reach else UNKNOWN,
        best,
        reach.why.removeprefix(f"{NO_BEST}: ") if reach else "",
        say_day(reach.as_of) if reach and reach.as_of else "",
        read_backing(index, index.weighed.figure_support.get(figure.id)),
        any(claim.id in index.contested for claim in claims),
        tuple(_read_report(index, claim) for claim in sorted(claims, key=lambda c: _report_order(index, c))),
        _relations(index, figure),
        index.notes(figure.id, figure.claim_ids),
    )


def _relations(index: Index, figure: Figure) -> tuple[RelationRow, ...]:
    ours = set(figure.claim_ids)
    rank = ("conflict", "update", "scope", "rounding", "agreement")
    found = [k for k in index.relations_of(figure.claim_ids) if ours >= set(k.claim_ids)]
    return tuple(read_relation(index, k) for k in sorted(found, key=lambda k: (rank.index(k.kind), k.id)))


def _unit(amount: Amount) -> str | None:
    """The unit, but where the measure is the same word."""
    return amount.unit if not is_same_word(amount.measure, amount.unit) else None


def _day(index: Index, claim: Claim) -> date | None:
    """The day that a report speaks of: what it says, else when it appeared."""
    told = (claim.as_of, index.published(claim.article_id))
    return next((when.latest or when.earliest for when in told if when), None)


def _report_order(index: Index, claim: Claim) -> tuple[date, str]:
    return _day(index, claim) or date.max, claim.id


def _read_report(index: Index, claim: Claim) -> ReportRow:
    amount = claim.amount
    quantity = amount.quantity if amount else None
    when, day = claim.as_of, _day(index, claim)
    return ReportRow(
        with_unit(say_quantity(quantity), _unit(amount)) if amount and quantity else UNKNOWN,
        say_when(when) if when or not day else AS_REPORTED,
        say_when(index.published(claim.article_id)),
        read_quote(index, claim),
        bool(amount and amount.before),
        index.repeats(claim),
        quantity.low if quantity else None,
        quantity.best if quantity else None,
        quantity.high if quantity else None,
        day,
    )
