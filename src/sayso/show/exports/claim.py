"""What is said as schema.org Claims: with where it appears, and without a verdict."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.model import Article, Claim, Interval
from sayso.show.days import to_edtf
from sayso.show.exports.addresses import find_address, name_source
from sayso.show.exports.losses import Loss
from sayso.show.exports.written import Written
from sayso.show.index import Index
from sayso.show.quotes import read_quote
from sayso.show.tellings import agree_when, choose_label, shorten
from sayso.show.words import say_quantity, with_unit

Json = dict[str, Any]
KINDS = {"person": "Person", "organisation": "Organization"}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said, in one article or several."""

    id: str
    text: str
    when: Interval | None
    claims: tuple[Claim, ...]


def to_claim(index: Index, generated: str) -> Written:
    """Each event, explanation and value of a figure as a Claim, then what stands in none of them."""
    said = tuple(list_said(index))
    graph = [_write_claim(index, thing) for thing in said]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1)
    return Written({"claims.jsonld": text + "\n"}, tuple(_lose(index, said)))


def list_said(index: Index) -> Iterator[Said]:
    """What is said, each claim in what joins it with others, or alone."""
    for event in index.events.values():
        claims = index.told(event.claim_ids)
        yield Said(event.id, choose_label(index, claims), agree_when(claims), claims)
    for explanation in index.explanations.values():
        yield Said(explanation.id, explanation.label, None, index.told(explanation.claim_ids))
    for figure in index.figures.values():
        yield from _list_values(index, figure.id)
    for claim in index.claims.values():
        if claim.id not in index.holders:
            yield Said(claim.id, shorten(index, claim), claim.when, (claim,))


def _list_values(index: Index, key: str) -> Iterator[Said]:
    """A figure's reports by the value that they give; each value is its own claim."""
    figure = index.figures[key]
    values: dict[str, list[Claim]] = {}
    for claim in index.told(figure.claim_ids):
        if claim.amount:
            values.setdefault(say_quantity(claim.amount.quantity), []).append(claim)
    for value, claims in values.items():
        told = with_unit(value, figure.unit)
        text = f"{index.figure_title(figure)}: {told}"
        yield Said(f"{key} {value}", text, agree_held(claims), tuple(claims))


def agree_held(claims: Iterable[Claim]) -> Interval | None:
    """The one day as of which all the claims hold, if it is one."""
    held = {claim.as_of for claim in claims}
    return held.pop() if len(held) == 1 else None


def _lose(index: Index, said: Iterable[Said]) -> Iterator[Loss]:
    for thing in said:
        if {"asserted", "denied"} <= {claim.polarity for claim in thing.claims}:
            yield Loss(thing.id, thing.text, "who denies it", "an appearance does not say for or against")
        if len({claim.article_id for claim in thing.claims}) > 1 and not find_first(index, thing.claims):
            yield Loss(thing.id, thing.text, "firstAppearance left out", "which came first is not known")
    for conflict in index.conflicts.values():
        yield Loss(conflict.id, conflict.why, "which claims differ", "Claims do not refer to each other")
    for article in index.articles.values():
        when = index.published(article.id)
        if when is None or when.earliest != when.latest or when.earliest is None:
            yield Loss(article.id, article.name, "datePublished left out", "it holds one day, sure to be it")


def _write_claim(index: Index, thing: Said) -> Json:
    first = find_first(index, thing.claims)
    appearances = [_write_appearance(index, claim) for claim in thing.claims]
    record: Json = {
        "@type": "Claim",
        "identifier": thing.id,
        "text": thing.text,
        "temporalCoverage": to_edtf(thing.when),
        "author": _list_origins(index, thing.claims),
        "appearance": appearances,
        "firstAppearance": _write_appearance(index, first) if first else None,
    }
    return {key: value for key, value in record.items() if value}


def find_first(index: Index, claims: tuple[Claim, ...]) -> Claim | None:
    """The claim whose article surely appeared before those of all others; None if that is not sure."""
    articles = {claim.article_id: claim for claim in reversed(claims)}
    if len(articles) == 1:
        return claims[0]
    days = {key: index.published(key) for key in articles}
    for key, when in days.items():
        rest = [other for name, other in days.items() if name != key]
        if when and when.latest and all(o and o.earliest and when.latest < o.earliest for o in rest):
            return articles[key]
    return None


def _list_origins(index: Index, claims: Iterable[Claim]) -> list[Json]:
    """Those who say so in the end, by name; not the outlets that pass it on."""
    found: dict[str, Json] = {}
    for claim in claims:
        hop = claim.attribution[-1] if claim.attribution else None
        if hop and hop.kind in KINDS and claim.polarity != "denied":
            found[index.hop_name(hop)] = {"@type": KINDS[hop.kind], "name": index.hop_name(hop)}
    return list(found.values())


def _write_appearance(index: Index, claim: Claim) -> Json:
    article: Article = index.articles[claim.article_id]
    quote, published = read_quote(index, claim), index.published(article.id)
    one_day = published and published.earliest == published.latest
    record: Json = {
        "@type": "Article",
        "identifier": article.id,
        "url": find_address(article),
        "name": article.name,
        "headline": article.title,
        "inLanguage": article.language,
        "datePublished": str(published.earliest) if published and one_day and published.earliest else None,
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "sameAs": None if find_address(article) else name_source(article),
        "hasPart": {
            "@type": "Quotation",
            "identifier": claim.id,
            "text": quote.words,
            "creditText": " > ".join((quote.outlet, *quote.chain)),
        },
    }
    return {key: value for key, value in record.items() if value}
