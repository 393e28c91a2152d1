"""The three flat tables of a case: claims, tellings of events, reports of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sayso.model import Amount, Claim, Event, Figure, FigureRange, Interval, Polarity, Support, Weighed
from sayso.show.days import to_edtf
from sayso.show.index import Index
from sayso.show.tellings import agree_place, agree_when, choose_label, claim_place
from sayso.show.words import say_when
from sayso.spans import check_exact

Value = str | float | int | bool | date | None
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One claim: what it says, and whose words it is in."""

    claim: str
    kind: str
    event_type: str | None
    subtype: str | None
    when: str | None
    earliest: date | None
    latest: date | None
    edtf: str | None
    place: str | None
    actors: str
    measure: str | None
    low: float | None
    best: float | None
    high: float | None
    unit: str | None
    modifier: str | None
    of_whom: str | None
    as_of: date | None
    events: str
    figures: str
    quote: str
    chain: str
    origin: str
    polarity: Polarity
    outlet: str
    address: str
    published: str | None
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TellingRecord:
    """One telling of one event; what is known of the event stands in each of its tellings."""

    event: str
    label: str
    type: str | None
    when: str | None
    earliest: date | None
    latest: date | None
    edtf: str | None
    place: str | None
    part_of: str | None
    contested: bool
    articles: int | None
    origins: int | None
    unnamed: int | None
    unsourced: int | None
    claim: str
    quote: str
    chain: str
    origin: str
    polarity: Polarity
    outlet: str
    address: str
    published: str | None
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One report of one figure; what is known of the figure stands in each of its reports."""

    figure: str
    title: str
    measure: str
    population: str | None
    place: str | None
    figure_low: float | None
    figure_best: float | None
    figure_high: float | None
    articles: int | None
    origins: int | None
    unnamed: int | None
    unsourced: int | None
    claim: str
    low: float | None
    best: float | None
    high: float | None
    unit: str | None
    modifier: str | None
    as_of: date | None
    quote: str
    chain: str
    origin: str
    polarity: Polarity
    outlet: str
    address: str
    published: str | None
    article: str
    start: int
    end: int


Record = ClaimRecord | TellingRecord | ReportRecord


def list_claims(index: Index) -> Iterator[ClaimRecord]:
    """Every claim, in the order of articles and words."""
    events, figures = _holders(index.events), _holders(index.figures)
    for claim in (claim for claims in index.claims_by_article.values() for claim in claims):
        place = claim_place(index, claim)
        row: Row = (
            claim.id,
            claim.kind,
            claim.event_type,
            claim.subtype,
            *_dates(claim.when),
            place.name if place else None,
            "; ".join(f"{role.name} ({role.role})" for role in claim.actors),
            claim.amount.measure if claim.amount else None,
            *_values(claim.amount),
            claim.amount.of_whom if claim.amount else None,
            _held(claim),
            "; ".join(events.get(claim.id, ())),
            "; ".join(figures.get(claim.id, ())),
            *_words(index, claim),
        )
        yield ClaimRecord(*row)


def _holders(things: dict[str, Event] | dict[str, Figure]) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for thing in things.values():
        for claim_id in thing.claim_ids:
            held.setdefault(claim_id, []).append(thing.id)
    return held


def list_tellings(index: Index) -> Iterator[TellingRecord]:
    """Every telling of every event, in the order of the chronology."""
    for event in index.events.values():
        claims = index.told(event.claim_ids)
        place = agree_place(index, claims)
        facts: Row = (
            event.id,
            choose_label(index, claims),
            event.type,
            *_dates(agree_when(claims)),
            place.name if place else None,
            event.part_of if event.part_of in index.events else None,
            any(claim.id in index.contested for claim in claims),
            *_support(index.weighed.event_support.get(event.id)),
        )
        for claim in claims:
            row: Row = (*facts, claim.id, *_words(index, claim))
            yield TellingRecord(*row)


def list_reports(index: Index) -> Iterator[ReportRecord]:
    """Every report of every figure."""
    for figure in index.figures.values():
        facts: Row = (
            figure.id,
            index.figure_title(figure),
            figure.measure,
            figure.population,
            index.name_of(figure.place_id) if figure.place_id else None,
            *_reach(index.weighed.figure_ranges.get(figure.id)),
            *_support(index.weighed.figure_support.get(figure.id)),
        )
        for claim in index.told(figure.claim_ids):
            row: Row = (*facts, claim.id, *_values(claim.amount), _held(claim), *_words(index, claim))
            yield ReportRecord(*row)


TABLES: dict[str, tuple[type[Record], Callable[[Index], Iterator[Record]]]] = {
    "claims": (ClaimRecord, list_claims),
    "events": (TellingRecord, list_tellings),
    "figures": (ReportRecord, list_reports),
}


def read_table(weighed: Weighed, name: str) -> tuple[Record, ...]:
    """The records of a table; raises KeyError if there is none of this name."""
    _, list_records = TABLES[name]
    return tuple(list_records(Index(weighed)))


def columns_of(kind: type[Record]) -> tuple[str, ...]:
    """The columns of a table: the fields of its records."""
    return tuple(field.name for field in fields(kind))


def values_of(record: Record) -> tuple[Value, ...]:
    """A record as a row of its table."""
    return tuple(getattr(record, column) for column in columns_of(type(record)))


def _dates(when: Interval | None) -> Row:
    if when is None:
        return None, None, None, None
    return say_when(when), when.earliest, when.latest, to_edtf(when) or None


def _held(claim: Claim) -> date | None:
    return (claim.as_of.latest or claim.as_of.earliest) if claim.as_of else None


def _values(amount: Amount | None) -> Row:
    if amount is None:
        return None, None, None, None, None
    quantity = amount.quantity
    return quantity.low, quantity.best, quantity.high, amount.unit, quantity.modifier


def _reach(reach: FigureRange | None) -> Row:
    return (reach.low, reach.best, reach.high) if reach else (None, None, None)


def _support(support: Support | None) -> Row:
    if support is None:
        return None, None, None, None
    return support.articles, len(support.origins), len(support.unnamed), len(support.unsourced)


def _words(index: Index, claim: Claim) -> Row:
    """What every record ends with: the words, whose they are, and where they stand."""
    article = index.articles[claim.article_id]
    chain = [index.hop_name(hop) for hop in claim.attribution]
    outlet = index.outlet(claim.article_id)
    published = index.published(claim.article_id)
    return (
        check_exact(claim.span, article.text).exact,
        " > ".join([outlet, *chain]),
        chain[-1] if chain else outlet,
        claim.polarity,
        outlet,
        article.url or article.name,
        say_when(published) if published else None,
        claim.article_id,
        claim.span.start,
        claim.span.end,
    )
