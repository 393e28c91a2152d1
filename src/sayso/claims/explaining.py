"""Explanations as claims: what the rules find in a clause, with the stance of whoever says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.annotate.mending import reporting_verbs
from sayso.claims.base_claims import base_claim
from sayso.claims.circumstances import find_circumstance
from sayso.claims.clauses import Clause
from sayso.claims.constructions import find_construction
from sayso.claims.disbelief import is_disbelieved, is_refuted
from sayso.claims.factuality import CERTAINTY, Factuality
from sayso.claims.failings import find_failing, find_unmet, sets_aside
from sayso.claims.noun_phrases import INSIDE_NP, NOMINAL
from sayso.claims.purposes import blames, find_purpose
from sayso.claims.reasons import STANCE, find_reason, name_label
from sayso.claims.say_so import Context, say_so, voice_kind
from sayso.claims.theories import find_theory
from sayso.claims.verdicts import find_fragment, find_verdict
from sayso.ids import claim_id
from sayso.model import Because, Claim, ExplanationStance, Polarity, Sentence, Span
from sayso.spans import overlap

# "CLAIM 2: a spark caused the fire", to be checked by whoever lists it.
REPORTED = re.compile(r"(?:CLAIM|MYTH|RUMOUR|RUMOR|Claim|Myth|Rumour|Rumor)$")


def explain_clause(
    context: Context, clauses: Sequence[Clause], number: int, base: Claim, polarity: Polarity
) -> list[Claim]:
    """The explanation that clause ``number`` puts forward, made from its ``base``; nothing without one."""
    reason = _find_because(context, clauses, number, STANCE[polarity])
    if reason is None:
        return []
    because = _as_told(reason, polarity, base.polarity)
    named = claim_id("explanation", base.span, reason.question)
    return [replace(base, id=named, kind="explanation", because=because)]


def _find_because(
    context: Context, clauses: Sequence[Clause], number: int, stance: ExplanationStance
) -> Because | None:
    """The explanation in clause ``number``: by a word for cause first, then by looser wordings."""
    doc, clause, topics = context.doc, clauses[number], context.topics
    found = (
        find_unmet(doc, clauses, number)
        or find_reason(doc, clauses, number, stance, topics)
        or find_theory(doc, clause, stance, topics)
        or find_verdict(doc, clauses, number, stance, topics)
        or find_construction(doc, clause, stance, topics)
        or find_purpose(doc, clause, stance)
        or find_failing(doc, clauses, number, stance)
        or find_circumstance(doc, clauses, number, stance)
    )
    if found is None or found.cause.exact.lower() == "what":
        return None  # "what drove them out was thirst": the cause comes behind
    if found.stance == "asserts" and is_refuted(clauses, number):
        return replace(found, stance="denies")
    if sets_aside(clause):
        return replace(found, stance="denies")
    if is_disbelieved(clauses, number):
        return replace(found, stance="hedges" if found.stance == "denies" else "denies")
    opening = clause.sentence.tokens[:4]
    if REPORTED.match(opening[0].text) and any(t.text == ":" for t in opening):
        return replace(found, stance="reports")
    return found


def explain_inside(context: Context, clauses: Sequence[Clause], number: int) -> list[Claim]:
    """The explanation in what hangs on a verb of saying or seeming without a finite verb of its own."""
    clause = clauses[number]
    hinted, said = _to_have_done(clause), _mistagged(clause)
    inner = hinted or said
    if inner is None:
        return []
    polarity: Polarity = "hedged" if hinted else "asserted"
    part = Span(context.doc.article.id, inner.start, inner.end, "")
    base = base_claim(context, inner, part, Factuality(polarity, CERTAINTY["plain"]))
    around = (*clauses[:number], inner, *clauses[number + 1 :])
    return explain_clause(context, around, number, base, polarity)


def _to_have_done(clause: Clause) -> Clause | None:
    """For "are said to have held back flour": the clause with "held" as its verb."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb + 1, min(clause.last - 2, clause.verb + 4)):
        if tokens[j].lemma != "to" or tokens[j + 1].lemma != "have":
            continue
        passive = tokens[j + 2].lemma == "be"
        verb = j + 3 if passive else j + 2
        if verb < clause.last and tokens[verb].tag in ("VBN", "VBD"):
            return replace(clause, verb=verb, passive=passive, perfect=True, tense="past", modal=None)
    return None


def _mistagged(clause: Clause) -> Clause | None:
    """For "says a valve burst", where "burst" is taken for a participle: the clause that is said."""
    tokens, first = clause.sentence.tokens, clause.verb + 1
    if clause.passive or clause.negated or clause.head.lemma not in reporting_verbs():
        return None
    verb = next((j for j in range(first, clause.last) if tokens[j].tag not in INSIDE_NP), clause.last)
    if (
        verb >= clause.last - 1
        or verb == first
        or tokens[verb].tag != "VBN"
        or tokens[verb + 1].lemma == "by"
    ):
        return None
    if tokens[verb - 1].tag not in NOMINAL or tokens[first].tag in ("PRP", "POS"):
        return None
    said = replace(clause, first=first, verb_first=verb, verb=verb, subject=(first, verb), marker="that")
    return replace(said, tense="past", passive=False, perfect=False, modal=None)


def _as_told(reason: Because, own: Polarity, told: Polarity) -> Because:
    """The explanation with the stance of its source, who may deny or hedge the whole clause."""
    if told == own or reason.stance == "hedges":
        return reason
    if told == "denied":
        return replace(reason, stance="hedges" if reason.stance == "denies" else "denies")
    return replace(reason, stance="hedges")


def explain_denial(context: Context, claim: Claim, told: Sequence[Span]) -> Claim:
    """A denied content that names an act somebody is blamed for ("denies having paid anyone") denies it."""
    if claim.polarity != "denied" or any(overlap(span, claim.span) for span in told):
        return claim
    if not blames(context.doc, claim.span):
        return claim
    return replace(claim, because=Because("who", claim.span, None, "denies"))


def explain_line(context: Context, sentence: Sentence) -> list[Claim]:
    """What a line without a verb calls the happening ("Another 'velvet revolution'"): it explains it."""
    label = name_label(context.doc, sentence)
    found = Because("what was it", label, None, "asserts") if label else find_fragment(context.doc, sentence)
    if found is None:
        return []
    label = found.cause
    hops, cue, polarity = say_so(context, label, label.start)
    return [
        Claim(
            id=claim_id("explanation", label, "label"),
            article_id=context.doc.article.id,
            kind="explanation",
            span=label,
            head="be",
            polarity=polarity,
            attribution=hops,
            cue=cue,
            because=_as_told(found, "asserted", polarity),
            voice=voice_kind(context, label),
        )
    ]
