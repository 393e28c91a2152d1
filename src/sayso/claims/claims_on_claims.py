"""Claims about what somebody says: the saying itself, and its denial or doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.attribution import chain_of
from sayso.claims.base_claims import base_claim
from sayso.claims.clauses import find_clauses
from sayso.claims.factuality import doubts_words, judge_clause
from sayso.claims.say_so import Context, voice_hops, voice_kind
from sayso.claims.sources import reporting_words
from sayso.ids import claim_id
from sayso.model import (
    Attribution,
    Claim,
    Polarity,
    Span,
)
from sayso.spans import contains, inside_any


def state_content(context: Context, item: Attribution) -> Claim:
    """The claim that carries a whole content: what the source says, in its words."""
    span = item.content
    voice = voice_hops(context, span)
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
        voice=voice_kind(context, span),
    )


# Words that are nothing but what another said: "denied this", "contradict it".
POINTED = re.compile(
    r"(?i)\W*(?:(?:all )?(?:this|that|these|it|them|him)|"
    r"the (?:claim|report|charge|accusation|allegation|suggestion|statement|rumour|rumor)s?)\W*$"
)


def answer_claims(claims: Sequence[Claim]) -> list[Claim]:
    """The ``claims``, those that deny no more than "this" with the saying of another that they deny."""
    return [_answer(claims, c) if _is_answer(c) else c for c in claims]


def _is_answer(claim: Claim) -> bool:
    pointed = claim.kind == "statement" and claim.about_id is None and POINTED.match(claim.span.exact)
    return bool(pointed) and claim.polarity != "asserted" and bool(claim.attribution)


def _answer(claims: Sequence[Claim], denial: Claim) -> Claim:
    others = [c for c in claims if c.attribution and c.attribution[-1].name != denial.attribution[-1].name]
    target = _doubted(others, denial)
    return replace(denial, about_id=target.id) if target else denial


def find_denials(context: Context, claims: Sequence[Claim]) -> list[Claim]:
    """ "But that claim does not withstand scrutiny", "I doubt this": linked to what they doubt."""
    out: list[Claim] = []
    for sentence in context.doc.sentences:
        if inside_any(sentence.start, sentence.end, context.doc.furniture):
            continue
        clauses = find_clauses(sentence)
        for number, clause in enumerate(clauses):
            if not doubts_words(clause):
                continue
            part = Span(sentence.tokens[0].text and context.doc.article.id, clause.start, clause.end, "")
            base = base_claim(context, clause, part, judge_clause(clauses, number))
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
    return max(before, key=lambda c: (c.span.end, c.kind == "statement", len(c.span.exact)), default=None)
