"""Explanations told by the evidence for them, or by its want: "no sign of a bomb", "there was no fraud"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.clauses import Clause
from sayso.claims.grave import cause_list, causing_verbs, harms, hazards_of, is_hazard
from sayso.claims.noun_phrases import NOMINAL
from sayso.claims.phrases import cut_words, subject_of
from sayso.model import Because, Doc, ExplanationStance


def find_evidence(
    doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance
) -> Because | None:
    """The explanation for which clause ``number`` gives evidence, or says that there is none."""
    clause = clauses[number]
    return (
        _absent(doc, clause, stance)
        or _indicated(doc, clauses, number, stance)
        or _found_none(doc, clause)
        or _suggested(doc, clause, stance)
        or _to_have(doc, clause, stance)
    )


def _absent(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "There was no bomb", "no drone of ours flew", "there was foreign interference"."""
    tokens, subject = clause.sentence.tokens, subject_of(clause)
    there = bool(subject) and subject[0].lemma == "there" and clause.head.lemma == "be"
    rest = tokens[clause.verb + 1 : min(clause.last, clause.verb + 5)] if there else subject
    none = any(t.lemma == "no" for t in rest[:1]) or (there and clause.negated)
    acts = hazards_of("act") | hazards_of("failing") | hazards_of("motive")
    acts = acts | hazards_of("hand") if there else acts
    named = [t for t in rest if t.lemma in acts and t.tag in NOMINAL]
    # "There were attacks" tells what happened, and not why.
    told = there and any(t.lemma not in harms() for t in named)
    if not named or not (told or none) or clause.tense == "future":
        return None
    first = clause.verb + 1 if there else clause.first
    cause = cut_words(doc, clause, first, clause.last)
    return Because("why", cause, None, "denies" if none else stance) if cause else None


def _indicated(doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance) -> Because | None:
    """ "There is no evidence that the owners knew": what evidence is sought for is an explanation."""
    clause = clauses[number]
    tokens = clause.sentence.tokens
    if clause.marker != "that" or not number or clause.first < 2:
        return None
    lead = next(
        (j for j in range(clause.first - 1, max(-1, clause.first - 3), -1) if tokens[j].tag in NOMINAL), None
    )
    if lead is None or tokens[lead].lemma not in cause_list("evidence", "nouns"):
        return None
    governing = clauses[number - 1]
    none = (
        any(t.lemma in cause_list("evidence", "none") for t in tokens[max(governing.first, lead - 4) : lead])
        or governing.negated
    )
    cause = cut_words(doc, clause, clause.first + (tokens[clause.first].lemma == "that"), clause.last)
    return Because("why", cause, None, "denies" if none else stance) if cause and none else None


def _found_none(doc: Doc, clause: Clause) -> Because | None:
    """ "The autopsy found no poison", "we saw no drone"."""
    tokens = clause.sentence.tokens
    if clause.head.lemma not in ("find", "see", "detect", "discover", "recover", "hear", "show"):
        return None
    rest = tokens[clause.verb + 1 : min(clause.last, clause.verb + 5)]
    none = clause.negated or any(t.lemma == "no" for t in rest[:1])
    if not none or not any(t.lemma in hazards_of("act") | hazards_of("failure") for t in rest):
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last)
    return Because("why", cause, None, "denies") if cause else None


def _suggested(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Nothing suggests a bomb", "what the evidence does not support is the drone"."""
    tokens = clause.sentence.tokens
    for j in range(max(0, clause.verb - 1), min(clause.last, clause.verb + 5)):
        if tokens[j].lemma not in cause_list("evidence", "suggesting") or tokens[j].tag in NOMINAL:
            continue
        rest = tokens[j + 1 : j + 9]
        before = tokens[max(0, j - 5) : j]
        denied = any(t.lemma in cause_list("evidence", "none") for t in before)
        if any(map(is_hazard, rest)) and (
            denied or any(t.lemma in cause_list("evidence", "proof") for t in before)
        ):
            cause = cut_words(doc, clause, j + 1, clause.last)
            return Because("why", cause, None, "denies" if denied else stance) if cause else None
    return None


def _to_have(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "The tremor is unlikely to have brought down the wall", "a spark is thought to have lit it"."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb + 1, clause.last - 2):
        if (
            tokens[j].lemma != "to"
            or tokens[j + 1].lemma != "have"
            or tokens[j + 2].lemma not in causing_verbs()
        ):
            continue
        doubted = (
            any(t.lemma in ("unlikely", "impossible") for t in tokens[clause.verb : j]) or stance == "denies"
        )
        cause = cut_words(doc, clause, *clause.subject) if clause.subject else None
        effect = cut_words(doc, clause, j + 2, clause.last)
        return Because("why", cause, effect, "denies" if doubted else "hedges") if cause else None
    return None
