"""Joins what was found in an article into claims: one for each happening, figure, reason, forecast and saying."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.claims.attribution import chain_of, find_attributions
from sayso.claims.clauses import Clause, find_clauses
from sayso.claims.factuality import Factuality, doubts_words, judge_clause
from sayso.claims.nominals import Nominal, find_nominals
from sayso.claims.reasons import STANCE, find_forecast, find_reason
from sayso.claims.settings import Settings, place_claim, read_roles, time_claim
from sayso.claims.sources import reporting_words
from sayso.claims.triggers import is_happening, verb_kind
from sayso.ids import claim_id, mention_id
from sayso.model import (
    Amount,
    Attribution,
    Claim,
    ClaimKind,
    Doc,
    Hop,
    Polarity,
    QuantityMention,
    Sentence,
    Span,
    Voice,
    VoiceKind,
)
from sayso.spans import contains, cut, inside_any

# Speech acts that are happenings of their own; "said" and the like only carry what is said.
SPEECH_EVENTS = frozenset({"THREATEN", "ACCUSE", "AGREE", "REQUEST", "REJECT", "CONCEDE", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the claims of one article are made from."""

    doc: Doc
    attributions: tuple[Attribution, ...]
    by_id: dict[str, Attribution]
    settings: Settings


def extract_claims(doc: Doc) -> tuple[Claim, ...]:
    """Every claim of the article, sorted by place; a pure function of ``doc``."""
    attributions = find_attributions(doc)
    context = Context(doc, attributions, {a.id: a for a in attributions}, Settings.of(doc))
    claims: list[Claim] = []
    for sentence in doc.sentences:
        if not inside_any(sentence.start, sentence.end, doc.furniture):
            claims += _read_sentence(context, sentence)
    claims += [_statement(context, a) for a in attributions]
    claims += _denials(context, claims)
    return _name_totals(doc, _unique(claims))


def _name_totals(doc: Doc, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
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
        claims += _bare_quantities(context, sentence)
    for nominal in find_nominals(context.doc, sentence, clauses):
        claims.append(_nominal_claim(context, sentence, clauses, nominal))
    return claims


# --- clauses --------------------------------------------------------------------------------------


def _read_clause(context: Context, clauses: Sequence[Clause], number: int) -> list[Claim]:
    """The claims of one clause: its figures, or the happening it tells, its reason, its forecast."""
    clause, doc = clauses[number], context.doc
    factuality = judge_clause(clauses, number)
    claims: list[Claim] = []
    quantities = [q for q in doc.quantities if clause.start <= q.number.start < clause.end and measure_of(q)]
    for part, polarity in _contrast_parts(clause, factuality):
        base = _base(context, clause, part, replace(factuality, polarity=polarity))
        claims += [
            _figure(context, clause, base, q) for q in quantities if part.start <= q.number.start < part.end
        ]
        kind = _kind_of(context, clauses, number, factuality)
        if kind is not None:
            claims.append(_as_kind(context, clauses, number, base, kind))
        reason = find_reason(doc, clauses, number, STANCE[polarity])
        if reason is not None and kind != "explanation":
            claims.append(
                replace(
                    base,
                    id=claim_id("explanation", part, reason.question),
                    kind="explanation",
                    because=reason,
                )
            )
    return _one_for_one(claims)


def _one_for_one(claims: list[Claim]) -> list[Claim]:
    """A figure that counts what the clause tells stands for the event too: one claim, not two."""
    figures = [c for c in claims if c.kind == "figure" and c.amount and c.amount.measure in COUNTED_BY_VERB]
    if not figures:
        return claims
    return [c for c in claims if not (c.kind == "event" and any(f.span == c.span for f in figures))]


COUNTED_BY_VERB = frozenset(
    {"killed", "injured", "detained", "missing", "displaced", "deployed", "rescued", "attacked", "destroyed"}
)


def _contrast_parts(clause: Clause, factuality: Factuality) -> list[tuple[Span, Polarity]]:
    """The clause, or for "not by X but by Y" its denied and its asserted part."""
    tokens = clause.sentence.tokens
    article_id = ""
    whole = Span(article_id, clause.start, clause.end, "")
    if factuality.polarity != "denied":
        return [(whole, factuality.polarity)]
    denial = next(
        (j for j in range(clause.verb, min(clause.last, clause.verb + 3)) if tokens[j].lemma == "not"), None
    )
    turn = next((j for j in range(clause.verb + 1, clause.last) if tokens[j].lemma == "but"), None)
    if denial is None or turn is None or turn <= denial + 1 or turn + 1 >= clause.last:
        return [(whole, factuality.polarity)]
    end = tokens[turn - 1].start if tokens[turn - 1].text == "," else tokens[turn].start
    end = max(end, tokens[denial].end)
    return [
        (Span(article_id, clause.start, end, ""), "denied"),
        (Span(article_id, tokens[turn + 1].start, clause.end, ""), "asserted"),
    ]


def _base(context: Context, clause: Clause, part: Span, factuality: Factuality) -> Claim:
    """What every claim of a clause shares: words, when, where, who, whose say-so."""
    doc = context.doc
    start, end = _trim_to_words(doc.article.text, part.start, part.end)
    span = cut(doc.article, start, end)
    hops, cue, polarity = _say_so(context, span, clause.head.start)
    kind = verb_kind(clause)
    timing = time_claim(context.settings, clause.sentence, span, clause)
    return Claim(
        id=claim_id("event", span),
        article_id=doc.article.id,
        kind="event",
        span=span,
        head=clause.head.lemma,
        trigger=cut(doc.article, clause.head.start, clause.head.end),
        event_type=kind.type if kind else None,
        subtype=kind.subtype if kind else None,
        polarity=_join_polarity(factuality.polarity, polarity),
        certainty=factuality.certainty,
        when=timing.when,
        when_span=timing.span,
        as_of=timing.as_of,
        place=place_claim(context.settings, clause.sentence, span),
        actors=read_roles(doc, clause),
        attribution=hops,
        cue=cue,
        voice=_voice_kind(context, span),
    )


def _trim_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    return start, end


def _join_polarity(own: Polarity, source: Polarity) -> Polarity:
    """A saying that is denied as a whole is denied; what a source denies twice we leave hedged."""
    if source == "asserted":
        return own
    return source if own == "asserted" else "hedged"


def _kind_of(
    context: Context, clauses: Sequence[Clause], number: int, factuality: Factuality
) -> ClaimKind | None:
    """What a clause is a claim of, beside its figures; None for one that only carries another's words."""
    clause, doc = clauses[number], context.doc
    cues = any(a.cue.start <= clause.head.start < a.cue.end for a in context.attributions)
    kind = verb_kind(clause)
    if cues and (kind is None or kind.type not in SPEECH_EVENTS):
        return None
    if find_forecast(doc, clauses, number, factuality) is not None:
        return "forecast"
    if clause.marker in ("what", "whether"):
        return "statement" if factuality.polarity == "hedged" else None
    dated = any(clause.start <= t.span.start < clause.end and t.interval is not None for t in doc.times)
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
        factuality = judge_clause(clauses, number)
        forecast = find_forecast(context.doc, clauses, number, factuality)
        return replace(base, id=claim_id("forecast", base.span), kind="forecast", forecast=forecast)
    return replace(base, id=claim_id(kind, base.span), kind=kind, event_type=None, subtype=None)


# --- figures --------------------------------------------------------------------------------------


def _figure(context: Context, clause: Clause, base: Claim, quantity: QuantityMention) -> Claim:
    """The claim of one amount in a clause."""
    claim = replace(
        base,
        id=claim_id("figure", base.span, str(quantity.number.start)),
        kind="figure",
        amount=_amount(context, quantity),
        place=place_claim(context.settings, clause.sentence, quantity.span, figure=True, clause=base.span),
    )
    # What a clause tells of several amounts may belong to different sources ("…, according to X").
    hops, cue, _ = _say_so(context, base.span, quantity.number.start)
    return replace(claim, attribution=hops, cue=cue)


def measure_of(quantity: QuantityMention) -> str | None:
    """What the amount measures: a core measure, else the head noun, else the unit; None if nothing says."""
    if quantity.measure is None and quantity.unit == "percent":
        return "share"
    return quantity.measure or quantity.counted or quantity.unit


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


def _bare_quantities(context: Context, sentence: Sentence) -> list[Claim]:
    """Figures of a line without a verb, a headline say ("12 dead in mine blast")."""
    doc = context.doc
    claims = []
    for quantity in doc.quantities:
        if not sentence.start <= quantity.number.start < sentence.end or not measure_of(quantity):
            continue
        span = cut(doc.article, sentence.start, sentence.end)
        hops, cue, polarity = _say_so(context, span, quantity.number.start)
        timing = time_claim(context.settings, sentence, span, None)
        claims.append(
            Claim(
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
                voice=_voice_kind(context, span),
            )
        )
    return claims


# --- nouns ----------------------------------------------------------------------------------------


def _nominal_claim(
    context: Context, sentence: Sentence, clauses: Sequence[Clause], nominal: Nominal
) -> Claim:
    """The claim of a happening told by a noun; what the clause around it leaves open it leaves open too."""
    doc = context.doc
    span = cut(doc.article, nominal.start, nominal.end)
    hops, cue, source_polarity = _say_so(context, span, nominal.head.start)
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
        polarity=_join_polarity(polarity, source_polarity),
        when=timing.when,
        when_span=timing.span,
        place=place_claim(context.settings, sentence, span),
        attribution=hops,
        cue=cue,
        voice=_voice_kind(context, span),
    )


# --- whose say-so ---------------------------------------------------------------------------------


def _say_so(context: Context, span: Span, head: int) -> tuple[tuple[Hop, ...], Span | None, Polarity]:
    """The chain for the words at ``head``: the voice that speaks there, then who it gives them to."""
    holding = [a for a in context.attributions if a.content.start <= head < a.content.end]
    holding = [a for a in holding if not (a.cue.start <= head < a.cue.end)]
    inner = min(holding, key=lambda a: len(a.content.exact), default=None)
    voice = _voice_hops(context, span)
    if inner is None:
        return voice, None, "asserted"
    hops = chain_of(inner, context.by_id)
    if voice and hops and hops[0].name == voice[0].name:
        voice = ()
    polarity: Polarity = "denied" if inner.hops[-1].stance == "denies" else "asserted"
    if inner.hops[-1].stance == "hedges":
        polarity = "hedged"
    return (*voice, *hops), inner.cue, polarity


def _voice_at(context: Context, span: Span) -> Voice | None:
    return next(
        (v for v in context.doc.voices if v.kind != "author" and v.span.start <= span.start < v.span.end),
        None,
    )


def _voice_kind(context: Context, span: Span) -> VoiceKind:
    voice = _voice_at(context, span)
    return voice.kind if voice else "author"


def _voice_hops(context: Context, span: Span) -> tuple[Hop, ...]:
    """The speaker of an interview, a comment or a document, as the first hop of what is said there."""
    voice = _voice_at(context, span)
    if voice is None:
        return ()
    if voice.name is None:
        label = {
            "interviewee": "the interviewee",
            "comment": "a reader's comment",
            "document": "the document",
        }[voice.kind]
        return (Hop(label, "anonymous", "says", None, None),)
    mention = next(
        (n for n in context.doc.names if n.span.start < voice.name.end and voice.name.start < n.span.end),
        None,
    )
    if mention is None:
        return (Hop(voice.name.exact, "person", "says", voice.name, mention_id("source", voice.name)),)
    return (Hop(mention.canonical, mention.kind, "says", mention.span, mention.id),)


def _statement(context: Context, item: Attribution) -> Claim:
    """The claim that carries a whole content: what the source says, in its words."""
    span = item.content
    voice = _voice_hops(context, span)
    hops = chain_of(item, context.by_id)
    if voice and hops and hops[0].name == voice[0].name:
        voice = ()
    stance = item.hops[-1].stance
    polarity: Polarity = "denied" if stance == "denies" else "hedged" if stance == "hedges" else "asserted"
    return Claim(
        id=claim_id("statement", span, item.hops[-1].name),
        article_id=item.content.article_id,
        kind="statement",
        span=span,
        head=item.cue.exact.lower(),
        polarity=polarity,
        attribution=(*voice, *hops),
        cue=item.cue,
        voice=_voice_kind(context, span),
    )


# --- claims about claims --------------------------------------------------------------------------


def _denials(context: Context, claims: Sequence[Claim]) -> list[Claim]:
    """ "But that claim does not withstand scrutiny", "I am sceptical about this": linked to what they doubt."""
    out: list[Claim] = []
    for sentence in context.doc.sentences:
        if inside_any(sentence.start, sentence.end, context.doc.furniture):
            continue
        clauses = find_clauses(sentence)
        for number, clause in enumerate(clauses):
            if not doubts_words(clause):
                continue
            part = Span(sentence.tokens[0].text and context.doc.article.id, clause.start, clause.end, "")
            base = _base(context, clause, part, judge_clause(clauses, number))
            target = _doubted(claims, base)
            out.append(
                replace(
                    base,
                    id=claim_id("statement", base.span, "denial"),
                    kind="statement",
                    polarity="denied",
                    event_type=None,
                    subtype=None,
                    about_id=target.id if target else None,
                )
            )
    return out


def _doubted(claims: Sequence[Claim], denial: Claim) -> Claim | None:
    """What a doubt is about: the nearest saying before it, in this paragraph's reach; None beyond it."""
    before = [
        c
        for c in claims
        if c.kind in ("statement", "explanation")
        and c.attribution
        and c.cue is not None
        and c.span.end <= denial.span.start
        and denial.span.start - c.span.end < 400
        and not contains(denial.span, c.span)
        and c.cue.exact.lower() not in reporting_words().adverbs
    ]
    return max(before, key=lambda c: (c.span.end, len(c.span.exact)), default=None)
