"""Every claim as a W3C Web Annotation on the words that say it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sayso.model import Claim, Span
from sayso.show.days import to_edtf
from sayso.show.exports.addresses import find_address, name_source
from sayso.show.exports.losses import Loss
from sayso.show.exports.written import Written
from sayso.show.index import Index
from sayso.show.quotes import read_quote
from sayso.show.words import say_quantity, with_unit
from sayso.spans import check_exact
from sayso.version import __version__

Json = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAMES = uuid5(NAMESPACE_URL, "sayso")
# Letters of prefix and suffix at first and at most: a text may say the same a thousand times over.
SHORTEST, LONGEST = 32, 1024


def to_webannotation(index: Index, generated: str) -> Written:
    """One page of annotations, each with both selectors, and what they do not hold."""
    items = [
        _write_annotation(index, claim, generated)
        for claims in index.claims_by_article.values()
        for claim in claims
    ]
    page = {"@context": CONTEXT, "id": _name("page"), "type": "AnnotationPage", "items": items}
    text = json.dumps(page, ensure_ascii=False, indent=1) + "\n"
    return Written({"annotations.jsonld": text}, tuple(_lose(index)))


def _lose(index: Index) -> Iterator[Loss]:
    for claim in index.claims.values():
        quote, _ = write_selectors(claim.span, index.articles[claim.article_id].text)
        whole = f"{quote['prefix']}{quote['exact']}{quote['suffix']}"
        if not stands_once(index.articles[claim.article_id].text, whole):
            yield Loss(claim.id, claim.span.exact, "a quote that is found once", "its text repeats itself")
        if len(claim.attribution) > 1:
            why = "a body of text says it, no field does"
            yield Loss(claim.id, claim.span.exact, "the chain of say-so as links", why)
    for article in index.articles.values():
        if find_address(article):
            why = "they count in the text as sayso fixed it; the page at the address may differ"
            yield Loss(article.id, article.name, "positions on the page", why)
    for key, event in index.events.items():
        yield Loss(key, event.type or "", "which claims tell one happening", "annotations stand alone")


def _name(key: str) -> str:
    """An address for what has none: the same for the same id everywhere."""
    return f"urn:uuid:{uuid5(NAMES, key)}"


def _write_annotation(index: Index, claim: Claim, generated: str) -> Json:
    article = index.articles[claim.article_id]
    annotation: Json = {
        "@context": CONTEXT,
        "id": _name(claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "created": generated,
        "generator": {"type": "Software", "name": f"sayso {__version__}"},
        "body": _write_bodies(index, claim),
        "target": {
            "source": name_source(article),
            "selector": write_selectors(check_exact(claim.span, article.text), article.text),
        },
    }
    return annotation if generated else {k: v for k, v in annotation.items() if k != "created"}


def _write_bodies(index: Index, claim: Claim) -> list[Json]:
    quote = read_quote(index, claim)
    chain = " > ".join((quote.outlet, *quote.chain))
    tags = (claim.kind, claim.event_type, claim.polarity)
    return [
        _write_body(f"{chain}: {_say_facts(claim)}", "describing"),
        *(_write_body(tag, "tagging") for tag in tags if tag),
        _write_body(claim.id, "identifying"),
    ]


def _write_body(value: str, purpose: str) -> Json:
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "language": "en",
        "purpose": purpose,
    }


def _say_facts(claim: Claim) -> str:
    amount = claim.amount
    value = with_unit(say_quantity(amount.quantity), amount.unit) if amount else ""
    facts = (
        claim.subtype or claim.kind,
        claim.polarity if claim.polarity != "asserted" else "",
        f"{amount.measure} {value}" if amount else "",
        to_edtf(claim.as_of if amount else claim.when),
        claim.place.name if claim.place else "",
    )
    return ", ".join(fact for fact in facts if fact)


def write_selectors(span: Span, text: str) -> list[Json]:
    """The words by quote, with as much around them as makes them unique, and by position."""
    prefix, suffix = _surround(span, text)
    return [
        {"type": "TextQuoteSelector", "exact": span.exact, "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def _surround(span: Span, text: str) -> tuple[str, str]:
    """Surroundings, longer by doubling, with which the words stand once in the text."""
    size = SHORTEST
    while True:
        before, after = text[max(0, span.start - size) : span.start], text[span.end : span.end + size]
        if size >= LONGEST or stands_once(text, before + span.exact + after):
            return before, after
        size *= 2


def stands_once(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` at one place alone, overlaps counted."""
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0
