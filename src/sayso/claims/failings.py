"""What was left undone or done badly, put forward as the reason: "too late", "without being read", "no glasses"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.claims.clauses import Clause
from sayso.claims.phrases import cut_words
from sayso.model import Because, Doc, ExplanationStance, Token
from sayso.vocabulary import load_vocabulary

NOBODY = frozenset({"no", "nobody", "none", "never", "not", "n't", "hardly", "without", "neither"})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_vocabulary("en", "causes")["failings"][name])


def find_failing(
    doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance
) -> Because | None:
    """The failing that clause ``number`` tells, as an explanation; None where it tells none."""
    clause = clauses[number]
    if clause.modal in ("will", "shall", "can") or clause.marker in ("if", "unless"):
        return None
    return _too(doc, clause, stance) or _had_only(doc, clauses, number) or _unsafe(doc, clause)


def _because(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """The whole clause, subject included, as the cause."""
    first = min(clause.first, clause.subject[0]) if clause.subject else clause.first
    first = first if clause.first - first < 12 else clause.first
    tokens = clause.sentence.tokens
    while first < clause.verb and tokens[first].lemma in ("that", "because", "and", "but", "where", "when"):
        first += 1
    cause = cut_words(doc, clause, first, clause.last)
    return Because("why", cause, None, stance) if cause else None


def _too(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "They came too late", "too few boats"; "too far away to matter" sets a cause aside."""
    tokens = clause.sentence.tokens
    for j in range(clause.first, clause.last - 1):
        if tokens[j].lemma != "too" or tokens[j + 1].lemma not in _words("excess"):
            continue
        rest = tokens[j + 2 : clause.last]
        aside = any(
            a.lemma == "to" and b.lemma in ("matter", "cause", "explain", "do", "bring", "play")
            for a, b in zip(rest, rest[1:], strict=False)
        )
        if aside:
            return _because(doc, clause, "denies" if stance == "asserts" else "hedges")
        told = clause.tense == "past" or clause.perfect or not clause.finite
        if told and not any(t.lemma == "to" and t.tag == "TO" for t in rest):
            return _because(doc, clause, stance)
    return None


def _had_only(doc: Doc, clauses: Sequence[Clause], number: int) -> Because | None:
    """ "Had they only looked, …", "if the valve had held, nobody would have died": what was wanting."""
    clause = clauses[number]
    tokens = clause.sentence.tokens
    inverted = number == 0 and tokens[clause.first].lemma == "have" and tokens[clause.first].tag == "VBD"
    if not inverted or tokens[-1].text == "?":
        return None
    if not any(t.lemma in ("would", "could", "might") for t in tokens[clause.verb :]):
        return None
    cause = cut_words(doc, clause, clause.first + 1, clause.last)
    return Because("why", cause, None, "asserts") if cause else None


def _unsafe(doc: Doc, clause: Clause) -> Because | None:
    """ "Signed without being read", "nobody checked", "the boilers were corroded"."""
    tokens = clause.sentence.tokens
    if clause.head.lemma in ("be", "stay", "remain", "stand") and not clause.negated and clause.modal is None:
        rest = tokens[clause.verb + 1 : min(clause.last, clause.verb + 4)]
        if any(t.lemma in _words("defects") or t.text.lower() in _words("defects") for t in rest):
            return _because(doc, clause, "asserts")
    if clause.passive and clause.head.text.lower() in _words("defects"):
        return _because(doc, clause, "asserts")
    if _is_unguarded(tokens, clause) and (clause.tense == "past" or not clause.finite):
        return _because(doc, clause, "asserts")
    return None


def _is_unguarded(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether care of some kind is said not to have been taken."""
    care = _words("care")
    for j in range(clause.first, clause.last):
        if tokens[j].lemma == "without" and any(
            t.lemma in care for t in tokens[j + 1 : min(clause.last, j + 5)]
        ):
            return True
    subject = tokens[slice(*clause.subject)] if clause.subject else ()
    nobody = any(t.lemma in ("nobody", "none", "no-one") for t in subject[:1]) or (
        len(subject) > 1 and subject[0].lemma == "no" and subject[1].lemma == "one"
    )
    cares = [t for t in tokens[clause.verb_first : min(clause.last, clause.verb + 4)] if t.lemma in care]
    return nobody and bool(cares)
