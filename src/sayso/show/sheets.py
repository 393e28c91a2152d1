"""The case as comma-separated tables that open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date

from sayso.model import Amount, Claim, Event, Figure, Interval, Support, Weighed
from sayso.show.index import Index
from sayso.show.tellings import agree_place, agree_when, choose_label, claim_place
from sayso.show.words import say_when
from sayso.spans import check_exact

Value = str | float | int | bool | date | None
# A spreadsheet takes a cell that begins so for a formula, full-width signs and leading blanks included.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n|]")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
BOM = "\ufeff"  # without it the commonest spreadsheet reads UTF-8 as something else

WORDS = ("quote", "chain", "origin", "polarity", "outlet", "address", "published", "article", "start", "end")
CLAIM_COLUMNS = (
    *("claim", "kind", "event_type", "subtype", "when", "earliest", "latest", "place", "actors"),
    *("measure", "low", "best", "high", "unit", "modifier", "of_whom", "as_of", "events", "figures"),
    *WORDS,
)
EVENT_COLUMNS = (
    *("event", "label", "type", "when", "earliest", "latest", "place", "part_of", "contested"),
    *("articles", "origins", "unnamed", "unsourced", "claim"),
    *WORDS,
)
FIGURE_COLUMNS = (
    *("figure", "title", "measure", "population", "place"),
    *("figure_low", "figure_best", "figure_high", "articles", "origins", "unnamed", "unsourced"),
    *("claim", "low", "best", "high", "unit", "modifier", "as_of"),
    *WORDS,
)


def to_csv(weighed: Weighed) -> dict[str, str]:
    """The tables "claims", "events" and "figures", each row with its quote, chain, origin and address.

    Each begins with a byte-order mark and has CRLF line ends: write it as UTF-8 with ``newline=""``.
    """
    index = Index(weighed)
    return {
        "claims": _write_sheet(CLAIM_COLUMNS, _list_claims(index)),
        "events": _write_sheet(EVENT_COLUMNS, _list_events(index)),
        "figures": _write_sheet(FIGURE_COLUMNS, _list_figures(index)),
    }


def _write_sheet(columns: Sequence[str], rows: Iterator[Sequence[Value]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_make_cell(value) for value in row] for row in rows)
    return BOM + out.getvalue()


def _make_cell(value: Value) -> str | float | int:
    """A cell that is read as what it is; words that look like a formula get an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return int(value) if value == value // 1 else value
    words = UNSEEN.sub("�", str(value).replace("\r\n", "\n"))
    return f"'{words}" if FORMULA.match(words) else words


def _list_claims(index: Index) -> Iterator[Sequence[Value]]:
    events, figures = _holders(index.events), _holders(index.figures)
    for claim in (claim for claims in index.claims_by_article.values() for claim in claims):
        place = claim_place(index, claim)
        yield (
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


def _holders(things: dict[str, Event] | dict[str, Figure]) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for thing in things.values():
        for claim_id in thing.claim_ids:
            held.setdefault(claim_id, []).append(thing.id)
    return held


def _list_events(index: Index) -> Iterator[Sequence[Value]]:
    for event in index.events.values():
        claims = index.told(event.claim_ids)
        place = agree_place(index, claims)
        facts: tuple[Value, ...] = (
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
            yield (*facts, claim.id, *_words(index, claim))


def _list_figures(index: Index) -> Iterator[Sequence[Value]]:
    for figure in index.figures.values():
        reach = index.weighed.figure_ranges.get(figure.id)
        facts: tuple[Value, ...] = (
            figure.id,
            index.figure_title(figure),
            figure.measure,
            figure.population,
            index.name_of(figure.place_id) if figure.place_id else None,
            *((reach.low, reach.best, reach.high) if reach else (None, None, None)),
            *_support(index.weighed.figure_support.get(figure.id)),
        )
        for claim in index.told(figure.claim_ids):
            yield (*facts, claim.id, *_values(claim.amount), _held(claim), *_words(index, claim))


def _dates(when: Interval | None) -> tuple[Value, Value, Value]:
    return (say_when(when), when.earliest, when.latest) if when else (None, None, None)


def _held(claim: Claim) -> date | None:
    return (claim.as_of.latest or claim.as_of.earliest) if claim.as_of else None


def _values(amount: Amount | None) -> tuple[Value, Value, Value, Value, Value]:
    if amount is None:
        return None, None, None, None, None
    quantity = amount.quantity
    return quantity.low, quantity.best, quantity.high, amount.unit, quantity.modifier


def _support(support: Support | None) -> tuple[Value, Value, Value, Value]:
    if support is None:
        return None, None, None, None
    return support.articles, len(support.origins), len(support.unnamed), len(support.unsourced)


def _words(index: Index, claim: Claim) -> tuple[Value, ...]:
    """The columns that every row ends with: the words, whose they are, and where they stand."""
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
