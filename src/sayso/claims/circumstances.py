"""How a thing came about, told in passing: by mistake, in self-defence, against advice, to escape a fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.claims.clauses import Clause
from sayso.claims.grave import cause_list, causing_verbs, harms
from sayso.claims.phrases import cut_words, subject_of
from sayso.model import Because, Doc, ExplanationStance, Token


def find_circumstance(
    doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance
) -> Because | None:
    """The explanation that clause ``number`` gives by how the thing came about, or None."""
    clause = clauses[number]
    if clause.tense == "future":
        return None
    return (
        _by_mistake(doc, clause, stance)
        or _in_passion(doc, clause, stance)
        or _against_advice(doc, clause, stance)
        or _before_a_fall(doc, clause, stance)
        or _at_stake(doc, clause, stance)
        or _version(doc, clauses, number, stance)
        or _having_learnt(doc, clauses, number, stance)
        or _for_what(doc, clause, stance)
        or _is_what(doc, clauses, number, stance)
        or _felt_attacked(doc, clauses, number, stance)
        or _so_that(doc, clauses, number, stance)
    )


def _whole(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """The clause, its subject included, as the cause."""
    cause = cut_words(doc, clause, clause.first + (clause.tokens[0].lemma == "that"), clause.last)
    return Because("why", cause, None, stance) if cause else None


def _by_mistake(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "The shell was fired by mistake", "a guard had accidentally opened the sluice"."""
    tokens = clause.sentence.tokens
    if clause.head.lemma not in harms() | causing_verbs() | cause_list("circumstances", "doing"):
        return None
    for j in range(clause.first, clause.last):
        before = tokens[j - 1].lemma if j else ""
        slip = before in ("by", "in") and tokens[j].lemma in cause_list("circumstances", "slips")
        slip = slip and not (before == "in" and tokens[j].lemma != "error")
        adverb = tokens[j].text.lower() in cause_list("circumstances", "adverbs")
        if slip or adverb:
            found = _whole(doc, clause, stance)
            aside = (before if adverb else tokens[j - 2].lemma) in ("not", "n't", "hardly")
            denied = aside and not clause.negated and found is not None
            return replace(found, stance="denies") if denied and found else found
    return None


def _in_passion(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Acted in self-defence", "in retaliation for a raid", "marched out of hunger"."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb + 1, clause.last):
        lead = tokens[j - 1].lemma
        driven = lead == "in" and tokens[j].lemma in cause_list("circumstances", "in")
        driven = driven or (
            lead == "of"
            and tokens[j - 2].lemma == "out"
            and tokens[j].lemma in cause_list("circumstances", "out_of")
        )
        if driven:
            cause = cut_words(doc, clause, j, clause.last)
            effect = cut_words(doc, clause, clause.first, j - (1 if lead == "in" else 2))
            return Because("why", cause, effect, stance) if cause else None
    return None


def _against_advice(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Built against the advice of the geologists", "kept open despite three warnings"."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb + 1, clause.last - 1):
        if tokens[j].lemma not in ("against", "despite", "ignore"):
            continue
        rest = tokens[j + 1 : min(clause.last, j + 5)]
        told = clause.tense == "past" or clause.perfect or not clause.finite
        if told and any(t.lemma in cause_list("circumstances", "counsel") for t in rest):
            return _whole(doc, clause, stance)
    return None


def _before_a_fall(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "The colonel was about to be dismissed", "they feared arrest": what they had to lose."""
    if clause.tense != "past" and not clause.perfect:
        return None
    tokens, falls = clause.sentence.tokens, cause_list("circumstances", "falls")
    if clause.head.lemma == "fear":
        rest = tokens[clause.verb + 1 : min(clause.last, clause.verb + 4)]
        return _whole(doc, clause, stance) if any(_is_fall(t) for t in rest) else None
    if clause.head.lemma != "be" or clause.modal:
        return None
    for j in range(clause.verb + 1, clause.last - 2):
        ahead = tokens[j].lemma == "to" and tokens[j + 1].lemma == "be"
        if ahead and tokens[j + 2].tag in ("VBN", "VBD") and tokens[j + 2].lemma in falls:
            return _whole(doc, clause, stance)
    return None


def _is_fall(token: Token) -> bool:
    return token.lemma in cause_list("circumstances", "fall_nouns")


def _at_stake(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "At stake is the water of the river", "what is at stake is the copper"."""
    tokens = clause.sentence.tokens
    if clause.head.lemma != "be" or clause.verb + 1 >= clause.last:
        return None
    before = [t.lemma for t in tokens[max(0, clause.verb_first - 2) : clause.verb_first]]
    if before != ["at", "stake"]:
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last)
    return Because("why", cause, None, stance) if cause else None


def _version(doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance) -> Because | None:
    """ "One theory holds that a mine went off", "according to another version, a shell fell short"."""
    clause = clauses[number]
    tokens = clause.sentence.tokens
    stories = cause_list("circumstances", "stories")
    opening = tokens[: clause.first] if not number else ()
    if opening and opening[0].text.lower() == "according" and any(t.lemma in stories for t in opening):
        return _whole(doc, clause, stance)
    before = clauses[number - 1] if number else None
    if before is None or clause.marker != "that" or clause.first - before.verb > 3:
        return None
    told = before.head.lemma in ("have", "hold", "go", "run", "posit", "suggest", "maintain", "say", "be")
    named = any(t.lemma in stories for t in subject_of(before))
    return _whole(doc, clause, stance) if told and named else None


def _having_learnt(
    doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance
) -> Because | None:
    """ "He moved after he learned that he was to go": what somebody learned moved him."""
    clause = clauses[number]
    learned = clause.head.lemma in ("learn", "discover", "realise", "realize")
    if clause.marker != "after" or not learned or not number:
        return None
    head = clauses[number - 1].head.lemma
    if head not in harms() | cause_list("purposes", "acting") | cause_list("purposes", "unrest"):
        return None
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    cause = cut_words(doc, clause, clause.first + 1, (following or clause).last)
    return Because("why", cause, None, stance) if cause else None


def _for_what(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "They did not mutiny for the coast", "they came for water, not for land"."""
    tokens, first = clause.sentence.tokens, clause.verb + 1
    if first + 1 >= clause.last or tokens[first].lemma != "for" or clause.passive:
        return None
    rest = tokens[first + 1 : clause.last]
    timed = any(t.tag == "CD" or t.lemma in cause_list("circumstances", "spans") for t in rest[:4])
    contrast = any(a.lemma == "not" and b.lemma == "for" for a, b in pairwise(rest))
    fights = clause.head.lemma in cause_list("circumstances", "fighting")
    comes = clause.head.lemma in ("come", "cross", "die", "kill", "act") and contrast
    if timed or rest[0].tag.startswith("VB") or not (fights or comes):
        return None
    end = next((j for j in range(first + 1, clause.last) if tokens[j].text == ","), clause.last)
    cause = cut_words(doc, clause, first + 1, end)
    return Because("why", cause, cut_words(doc, clause, clause.first, first), stance) if cause else None


def _is_what(doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance) -> Because | None:
    """ "Greed is what sank the ship": the cause stands before."""
    clause = clauses[number]
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    if clause.head.lemma != "be" or following is None or following.marker != "what" or not clause.subject:
        return None
    if following.first != clause.verb + 1 or following.head.lemma not in causing_verbs():
        return None
    cause = cut_words(doc, clause, *clause.subject)
    effect = cut_words(doc, following, following.first, following.last)
    return Because("why", cause, effect, stance) if cause else None


def _felt_attacked(
    doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance
) -> Because | None:
    """ "They believed that an attack was under way", "they thought they were being shot at"."""
    before, clause = clauses[number - 1] if number else None, clauses[number]
    if before is None or clause.marker not in ("that", "") or clause.first - before.verb > 2:
        return None
    felt = before.head.lemma in ("think", "believe", "fear", "assume", "feel", "imagine", "suppose")
    threats = cause_list("circumstances", "threats")
    under = any(a.lemma == "under" and b.lemma in threats for a, b in pairwise(clause.tokens))
    begun = any(t.lemma in threats for t in subject_of(clause)) and clause.tokens[-1].lemma in (
        "way",
        "begin",
    )
    threatened = under or begun or (clause.progressive and clause.head.lemma in threats)
    return _whole(doc, clause, stance) if felt and threatened and before.tense == "past" else None


def _so_that(doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance) -> Because | None:
    """ "The fire was arranged so that the plot could be sold": to what end a harm was brought about."""
    clause = clauses[number]
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    if following is None:
        return None
    tokens = clause.sentence.tokens
    near = range(max(1, following.first), min(following.last, following.first + 3))
    that = next((j for j in near if tokens[j].lemma == "that" and tokens[j - 1].lemma == "so"), None)
    if that is None:
        return None
    staged = clause.head.lemma in cause_list("circumstances", "staging")
    if not staged or clause.tense == "future":
        return None
    cause = cut_words(doc, following, that + 1, following.last)
    effect = cut_words(doc, clause, clause.first, clause.last)
    return Because("what for", cause, effect, stance) if cause else None
