"""What every claim of a clause shares: words, when, where, who, whose say-so."""

from __future__ import annotations

from sayso.claims.clauses import Clause
from sayso.claims.factuality import Factuality
from sayso.claims.say_so import Context, say_so, voice_kind
from sayso.claims.settings import place_claim, read_roles
from sayso.claims.timing import time_claim
from sayso.claims.triggers import verb_kind
from sayso.ids import claim_id
from sayso.model import (
    Claim,
    Polarity,
    Span,
)
from sayso.spans import cut


def contrast_parts(clause: Clause, factuality: Factuality) -> list[tuple[Span, Polarity]]:
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


def base_claim(context: Context, clause: Clause, part: Span, factuality: Factuality) -> Claim:
    """What every claim of a clause shares: words, when, where, who, whose say-so."""
    doc = context.doc
    start, end = _trim_to_words(doc.article.text, part.start, part.end)
    span = cut(doc.article, start, end)
    hops, cue, polarity = say_so(context, span, clause.head.start)
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
        polarity=join_polarity(factuality.polarity, polarity),
        certainty=factuality.certainty,
        when=timing.when,
        when_span=timing.span,
        as_of=timing.as_of,
        place=place_claim(context.settings, clause.sentence, span),
        actors=read_roles(doc, clause),
        attribution=hops,
        cue=cue,
        voice=voice_kind(context, span),
    )


def _trim_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    return start, end


def join_polarity(own: Polarity, source: Polarity) -> Polarity:
    """A saying that is denied as a whole is denied; what a source denies twice we leave hedged."""
    if source == "asserted":
        return own
    return source if own == "asserted" else "hedged"
