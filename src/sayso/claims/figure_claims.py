"""Claims of amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.clauses import Clause
from sayso.claims.say_so import Context, say_so, voice_kind
from sayso.claims.settings import place_claim
from sayso.claims.timing import time_claim
from sayso.claims.tolls import find_as_of
from sayso.claims.triggers import verb_kind
from sayso.claims.whereabouts import places_between
from sayso.ids import claim_id
from sayso.model import (
    Amount,
    Claim,
    Doc,
    Hop,
    QuantityMention,
    Sentence,
    Span,
)
from sayso.spans import cut

CORE = frozenset(
    ["killed", "injured", "detained", "missing", "displaced", "deployed", "damage", "destroyed", "attacked"]
) | {"price", "price_ratio", "share", "population"}


# Counts of these are mostly of the whole crisis, wherever the sentence before was set.
TOLLS = frozenset(["killed", "injured", "missing", "detained"])


def measure_of(quantity: QuantityMention) -> str | None:
    """What the amount measures: a core measure, else the head noun, else the unit; None if nothing says."""
    if quantity.measure is None and quantity.unit == "percent":
        return "share"
    if quantity.measure is None and quantity.counted in CORE:
        return f"{quantity.counted}s"  # "1,000 shares" of stock is no share in per cent
    return quantity.measure or quantity.counted or quantity.unit


def figure_claim(context: Context, clause: Clause, base: Claim, quantity: QuantityMention) -> Claim:
    """The claim of one amount in a clause."""
    # What a clause tells of several amounts may belong to different sources ("…, according to X").
    hops, cue, _ = say_so(context, base.span, quantity.number.start)
    place = place_claim(
        context.settings,
        clause.sentence,
        _with_place(context, quantity.span),
        figure=True,
        incident=not quantity.cumulative and (measure_of(quantity) not in TOLLS or _tells_incident(clause)),
        clause=base.span,
        aside=_apposition(context.doc, hops, cue),
    )
    claim = replace(
        base,
        id=claim_id("figure", base.span, str(quantity.number.start)),
        kind="figure",
        amount=_amount(context, quantity),
        place=place,
        attribution=hops,
        cue=cue,
    )
    return replace(claim, as_of=find_as_of(context.settings, claim, clause.sentence, clause))


def _tells_incident(clause: Clause) -> bool:
    """Whether a clause tells what happened at one time ("police arrested 17"), and no state of a count."""
    plain = clause.finite and clause.tense == "past" and not clause.perfect and clause.modal is None
    return plain and not clause.progressive and verb_kind(clause) is not None


def _with_place(context: Context, figure: Span) -> Span:
    """The figure with the place that follows right on it: "36 in Lima", "13 people at the port"."""
    doc, end = context.doc, figure.end + PLACE_REACH
    for place in places_between(context.settings.places, figure.end, end):
        if BEFORE_PLACE.fullmatch(doc.article.text, figure.end, place.span.start):
            return cut(doc.article, figure.start, place.span.end)
    return figure


# Characters from a figure to the end of a place told right behind it.
PLACE_REACH = 60
BEFORE_PLACE = re.compile(
    r"[\"”’']? (?:dead |killed |injured |wounded |missing |more )?(?:in|at|near|around|outside) (?:the )?"
)


def _apposition(doc: Doc, hops: Sequence[Hop], cue: Span | None) -> tuple[int, int]:
    """The words between a source and its verb that only say who it is: "the league, a group in Lima, put"."""
    source = hops[-1].span if hops else None
    if source is None or cue is None or not source.end < cue.start:
        return 0, 0
    between = doc.article.text[source.end : cue.start].strip()
    return (source.end, cue.start) if between.startswith((",", "(")) else (0, 0)


def _amount(context: Context, quantity: QuantityMention) -> Amount:
    return Amount(
        measure=measure_of(quantity) or "",
        quantity=quantity.quantity,
        unit=quantity.unit,
        span=quantity.span,
        cumulative=quantity.cumulative,
        of_whom=quantity.of_whom,
        part_of=quantity.part_of,
        before=quantity.before,
    )


def bare_figures(context: Context, sentence: Sentence) -> list[Claim]:
    """Figures of a line without a verb, a headline say ("12 dead in mine blast")."""
    doc = context.doc
    claims = []
    for quantity in doc.quantities:
        if not sentence.start <= quantity.number.start < sentence.end or not measure_of(quantity):
            continue
        span = cut(doc.article, sentence.start, sentence.end)
        hops, cue, polarity = say_so(context, span, quantity.number.start)
        timing = time_claim(context.settings, sentence, span, None)
        claim = Claim(
            id=claim_id("figure", span, str(quantity.number.start)),
            article_id=doc.article.id,
            kind="figure",
            span=span,
            head=quantity.counted or measure_of(quantity) or "",
            polarity=polarity,
            when=timing.when,
            when_span=timing.span,
            as_of=timing.as_of,
            place=place_claim(context.settings, sentence, quantity.span, figure=True),
            amount=_amount(context, quantity),
            attribution=hops,
            cue=cue,
            voice=voice_kind(context, span),
        )
        claims.append(replace(claim, as_of=find_as_of(context.settings, claim, sentence, None)))
    return claims


def name_totals(doc: Doc, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with each part's total named by its claim rather than by its mention."""
    spans = {q.id: q.span for q in doc.quantities}
    at = {c.amount.span: c.id for c in claims if c.amount is not None}
    out = []
    for claim in claims:
        if claim.amount is not None and claim.amount.part_of is not None:
            total = at.get(spans[claim.amount.part_of]) if claim.amount.part_of in spans else None
            claim = replace(claim, amount=replace(claim.amount, part_of=total))
        out.append(claim)
    return tuple(out)
