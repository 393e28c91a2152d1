"""One article with what was read out of it: the words marked, notes beside them, and where each is used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from sayso.model import Claim, Interval, Span
from sayso.show.index import Index
from sayso.show.marks import mark_text
from sayso.show.quotes import read_quote
from sayso.show.rows import ArticleRow, Quote
from sayso.show.tellings import choose_label, claim_place
from sayso.show.words import make_safe, say_quantity, say_when, with_unit


@dataclass(frozen=True, slots=True)
class Use:
    """Where a claim is used: the view, the item there, and what stands there."""

    view: str
    item: str
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """What was read out of some words of a text, on whose say-so, and every place that uses it.

    ``place`` and the days ``first`` and ``last`` are what a search is narrowed by; empty where not known.
    """

    id: str
    number: int
    kind: str
    facts: str
    place: str
    first: str
    last: str
    quote: Quote
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One article as it is shown: its words with the quotes marked, and the notes on them."""

    article: ArticleRow
    language: str
    address: str
    body: Markup
    notes: tuple[Note, ...]
    origins: tuple[str, ...]


Uses = dict[str, tuple[Use, ...]]


def read_text(index: Index, row: ArticleRow, uses: Uses, lit: str = "") -> Text:
    """An article as it is shown; the words of the claim ``lit`` stand out."""
    article, reading = index.articles[row.id], index.readings.get(row.id)
    claims = index.claims_by_article.get(row.id, ())
    extras = [extra for claim in claims for extra in _list_extras(claim, row.id)]
    furniture = reading.furniture if reading else ()
    body = mark_text(article, claims, furniture, extras=extras, lit=lit)
    notes = tuple(_read_note(index, c, number, uses.get(c.id, ())) for number, c in enumerate(claims, 1))
    address = row.address if row.address.startswith(("http://", "https://")) else ""
    origins = tuple(dict.fromkeys(n.quote.rests_on for n in notes if n.quote.rests == "named"))
    return Text(row, article.language or "", address, body, notes, origins)


def _list_extras(claim: Claim, article_id: str) -> list[tuple[Span, str]]:
    """The words that tell when, and those that tell whose words they are."""
    said = [(hop.span, "say-so") for hop in claim.attribution if hop.span]
    found = [(claim.when_span, "time"), (claim.cue, "say-so"), *said]
    return [(span, kind) for span, kind in found if span and span.article_id == article_id]


def _read_note(index: Index, claim: Claim, number: int, uses: tuple[Use, ...]) -> Note:
    facts = [_say_value(claim), claim.polarity if claim.polarity != "asserted" else "", _say_facts(claim)]
    when, place = dated(claim), claim_place(index, claim)
    return Note(
        claim.id,
        number,
        claim.kind,
        " · ".join(filter(None, facts)),
        place.name if place else "",
        (when.earliest or date.min).isoformat() if when else "",
        (when.latest or date.max).isoformat() if when else "",
        read_quote(index, claim),
        uses,
    )


def dated(claim: Claim) -> Interval | None:
    """When what a claim tells happened, or its figure held; None where neither bound is known."""
    when = claim.as_of if claim.amount else claim.when
    return when if when and (when.earliest or when.latest) else None


def _say_value(claim: Claim) -> str:
    if claim.amount is None:
        return (claim.subtype or claim.event_type or "").replace("_", " ").lower()
    value = with_unit(say_quantity(claim.amount.quantity), claim.amount.unit)
    return f"{claim.amount.measure.replace('_', ' ')} {make_safe(value)}"


def _say_facts(claim: Claim) -> str:
    when = dated(claim)
    place = claim.place.name if claim.place else ""
    return ", ".join(filter(None, (say_when(when) if when else "", make_safe(place))))


def list_uses(index: Index) -> Uses:
    """Every place that uses a claim, by claim."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for figure in index.figures.values():
        _add(uses, figure.claim_ids, Use("figures", figure.id, f"Figure: {index.figure_title(figure)}"))
    for event in index.events.values():
        label = choose_label(index, index.told(event.claim_ids))
        _add(uses, event.claim_ids, Use("timeline", event.id, f"Timeline: {label}"))
    for found in index.explanations.values():
        _add(uses, found.claim_ids, Use("explanations", found.id, f"Explanation: {found.label}"))
    for conflict in index.conflicts.values():
        if conflict.kind == "conflict":
            _add(uses, conflict.claim_ids, Use("overview", conflict.id, f"Contested: {conflict.why}"))
    return {claim_id: tuple(found) for claim_id, found in uses.items()}


def _add(uses: dict[str, list[Use]], claim_ids: tuple[str, ...], use: Use) -> None:
    for claim_id in claim_ids:
        uses[claim_id].append(use)
