"""Joins what was found in an article into claims: happenings, figures, reasons, forecasts and sayings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.annotate.clause_time import sentence_times
from sayso.claims.attribution import find_attributions
from sayso.claims.base_claims import base_claim, contrast_parts, join_polarity
from sayso.claims.claims_on_claims import find_denials, state_content
from sayso.claims.clauses import Clause, find_clauses
from sayso.claims.explaining import explain_clause, explain_denial, explain_inside, explain_line
from sayso.claims.factuality import Factuality, doubts_words, judge_clause
from sayso.claims.figure_claims import bare_figures, figure_claim, measure_of, name_totals
from sayso.claims.forecasts import find_forecast
from sayso.claims.nominals import Nominal, find_nominals
from sayso.claims.say_so import Context, say_so, voice_kind
from sayso.claims.settings import Settings, place_claim
from sayso.claims.theories import find_topics
from sayso.claims.timing import time_claim
from sayso.claims.triggers import SPEECH_EVENTS, is_happening, verb_kind
from sayso.ids import claim_id
from sayso.model import (
    Claim,
    ClaimKind,
    Doc,
    Polarity,
    Sentence,
)
from sayso.spans import cut, inside_any


def extract_claims(doc: Doc) -> tuple[Claim, ...]:
    """Every claim of the article, sorted by place; a pure function of ``doc``."""
    attributions = find_attributions(doc)
    by_id = {a.id: a for a in attributions}
    context = Context(doc, attributions, by_id, Settings.of(doc), find_topics(doc))
    claims: list[Claim] = []
    for sentence in doc.sentences:
        if not inside_any(sentence.start, sentence.end, doc.furniture):
            claims += _read_sentence(context, sentence)
    told = [claim.span for claim in claims if claim.because]
    claims += [explain_denial(context, state_content(context, a), told) for a in attributions]
    claims += find_denials(context, claims)
    return name_totals(doc, _unique(claims))


def _unique(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in order of place; the first made of those with one id."""
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(claim.id, claim)
    return tuple(sorted(first.values(), key=lambda c: (c.span.start, -c.span.end, c.id)))


def _read_sentence(context: Context, sentence: Sentence) -> list[Claim]:
    clauses = find_clauses(sentence)
    claims: list[Claim] = []
    for number in range(len(clauses)):
        claims += _read_clause(context, clauses, number)
    if not clauses:
        claims += bare_figures(context, sentence)
        claims += explain_line(context, sentence)
    for nominal in find_nominals(context.doc, sentence, clauses):
        claims.append(_nominal_claim(context, sentence, clauses, nominal))
    return claims


def _read_clause(context: Context, clauses: Sequence[Clause], number: int) -> list[Claim]:
    """The claims of one clause: its figures, or the happening it tells, its reason, its forecast."""
    clause, doc = clauses[number], context.doc
    factuality = _judge(doc, clauses, number)
    claims: list[Claim] = []
    quantities = [q for q in doc.quantities if clause.start <= q.number.start < clause.end and measure_of(q)]
    for part, polarity in contrast_parts(clause, factuality):
        base = base_claim(context, clause, part, replace(factuality, polarity=polarity))
        claims += [
            figure_claim(context, clause, base, q)
            for q in quantities
            if part.start <= q.number.start < part.end
        ]
        kind = _kind_of(context, clauses, number, factuality)
        if kind is not None:
            claims.append(_as_kind(context, clauses, number, base, kind))
        claims += explain_clause(context, clauses, number, base, polarity)
    if not any(claim.because for claim in claims):
        claims += explain_inside(context, clauses, number)
    return _one_for_one(claims)


def _judge(doc: Doc, clauses: Sequence[Clause], number: int) -> Factuality:
    """What the words commit to; as yet to come, too, where the network reads the verb so."""
    factuality = judge_clause(clauses, number)
    ahead = clauses[number].head.start in doc.ahead
    return replace(factuality, future=True) if ahead else factuality


def _one_for_one(claims: list[Claim]) -> list[Claim]:
    """A figure that counts what the clause tells stands for the event too: one claim, not two."""
    figures = [c for c in claims if c.kind == "figure" and c.amount and c.amount.measure in COUNTED_BY_VERB]
    if not figures:
        return claims
    return [c for c in claims if not (c.kind == "event" and any(f.span == c.span for f in figures))]


COUNTED_BY_VERB = frozenset(
    {"killed", "injured", "detained", "missing", "displaced", "deployed", "rescued", "attacked", "destroyed"}
)


def _kind_of(
    context: Context, clauses: Sequence[Clause], number: int, factuality: Factuality
) -> ClaimKind | None:
    """What a clause is a claim of, beside its figures; None for one that only carries another's words."""
    clause, doc = clauses[number], context.doc
    cues = clause.head.start in context.cued
    kind = verb_kind(clause)
    if cues and (kind is None or kind.type not in SPEECH_EVENTS):
        return None
    if find_forecast(doc, clauses, number, factuality) is not None:
        return "forecast"
    if doubts_words(clause):
        return None  # it is told as a claim about a claim
    if clause.marker in ("what", "whether"):
        return "statement" if factuality.polarity == "hedged" else None
    times = sentence_times(context.settings.times, clause.sentence)
    dated = any(clause.start <= t.span.start < clause.end and t.interval is not None for t in times)
    if is_happening(clause, dated=dated):
        # A real condition ("if crowds came out yesterday, …") tells a happening and leaves it open.
        real = clause.marker == "if" and clause.modal is None
        return "event" if real or not factuality.hypothetical else "statement"
    return "statement"


def _as_kind(context: Context, clauses: Sequence[Clause], number: int, base: Claim, kind: ClaimKind) -> Claim:
    """The base claim as a claim of ``kind``."""
    if kind == "event":
        return base
    if kind == "forecast":
        factuality = _judge(context.doc, clauses, number)
        forecast = find_forecast(context.doc, clauses, number, factuality)
        return replace(base, id=claim_id("forecast", base.span), kind="forecast", forecast=forecast)
    return replace(base, id=claim_id(kind, base.span), kind=kind, event_type=None, subtype=None)


def _nominal_claim(
    context: Context, sentence: Sentence, clauses: Sequence[Clause], nominal: Nominal
) -> Claim:
    """The claim of a happening told by a noun; what the clause around it leaves open it leaves open too."""
    doc = context.doc
    span = cut(doc.article, nominal.start, nominal.end)
    hops, cue, source_polarity = say_so(context, span, nominal.head.start)
    holder = next((n for n, c in enumerate(clauses) if c.start <= nominal.head.start < c.end), None)
    polarity: Polarity = "denied" if nominal.denied else "asserted"
    if holder is not None:
        around = judge_clause(clauses, holder)
        if around.hypothetical or around.polarity == "hedged":
            polarity = "hedged"
    timing = time_claim(context.settings, sentence, span, None, strict=nominal.own_time)
    return Claim(
        id=claim_id("event", span, "noun"),
        article_id=doc.article.id,
        kind="event",
        span=span,
        head=nominal.head.lemma,
        trigger=cut(doc.article, nominal.head.start, nominal.head.end),
        event_type=nominal.kind.type,
        subtype=nominal.kind.subtype,
        polarity=join_polarity(polarity, source_polarity),
        when=timing.when,
        when_span=timing.span,
        place=place_claim(context.settings, sentence, span),
        attribution=hops,
        cue=cue,
        voice=voice_kind(context, span),
    )
