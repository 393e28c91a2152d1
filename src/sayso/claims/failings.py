"""What was left undone, gave way or was done by nobody named: "too late", "the pumps failed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.claims.clauses import Clause
from sayso.claims.grave import cause_list, harms, hazards_of
from sayso.claims.noun_phrases import INSIDE_NP, NOMINAL
from sayso.claims.phrases import cut_words, subject_of
from sayso.model import Because, Doc, ExplanationStance, Token

NOBODY = frozenset({"no", "nobody", "none", "never", "not", "n't", "hardly", "without", "neither"})


def find_failing(
    doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance
) -> Because | None:
    """The failing that clause ``number`` tells, as an explanation; None where it tells none."""
    clause = clauses[number]
    if clause.marker == "if":
        return _if_it_had(doc, clauses, number)
    if clause.modal in ("will", "shall", "can") or clause.marker == "unless":
        return None
    return (
        _ought(doc, clause)
        or _too(doc, clause, stance)
        or _had_only(doc, clauses, number)
        or _but_for(doc, clause)
        or _unsafe(doc, clause)
        or _gave_way(doc, clause, stance)
        or _somebody(doc, clause, stance)
        or _when(doc, clauses, number, stance)
    )


def find_unmet(doc: Doc, clauses: Sequence[Clause], number: int) -> Because | None:
    """An explanation set aside as a condition that was not met: "if it had been arson, …"."""
    clause = clauses[number]
    found = _if_it_had(doc, clauses, number) if clause.marker == "if" else None
    return found if found is not None and found.stance == "denies" else None


def _because(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """The whole clause, subject included, as the cause."""
    first = min(clause.first, clause.subject[0]) if clause.subject else clause.first
    first = first if clause.first - first < 12 else clause.first
    tokens = clause.sentence.tokens
    while first < clause.verb and tokens[first].lemma in ("that", "because", "and", "but", "where", "when"):
        first += 1
    cause = cut_words(doc, clause, first, clause.last)
    return Because("why", cause, None, stance) if cause else None


def _ought(doc: Doc, clause: Clause) -> Because | None:
    """ "Opened when it should have stayed shut"."""
    if clause.modal not in ("should", "ought") or not clause.perfect:
        return None
    return _because(doc, clause, "asserts")


def _too(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "They came too late", "too few boats"."""
    tokens = clause.sentence.tokens
    if sets_aside(clause):
        return _because(doc, clause, "denies")
    for j in range(clause.first, clause.last - 1):
        if tokens[j].lemma != "too" or tokens[j + 1].lemma not in cause_list("failings", "excess"):
            continue
        rest = tokens[j + 2 : clause.last]
        told = clause.tense == "past" or clause.perfect or not clause.finite
        if told and not any(t.lemma == "to" and t.tag == "TO" for t in rest):
            return _because(doc, clause, stance)
    return None


def sets_aside(clause: Clause) -> bool:
    """Whether the clause calls its cause too slight: "too far away to matter"."""
    inside = [t.lemma for t in clause.tokens]
    slight = ("matter", "cause", "explain", "do", "bring", "play", "trigger")
    return "too" in inside and any(a == "to" and b in slight for a, b in pairwise(inside))


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
    return Because("why", cause, None, "denies" if _supposes_hand(clause) else "asserts") if cause else None


def _supposes_hand(clause: Clause) -> bool:
    """Whether a condition that was not met is itself an explanation: "had it been a bomb, …"."""
    rest = clause.sentence.tokens[clause.verb_first + 1 : clause.last]
    strings = any(a.lemma == "pull" and b.lemma in ("the", "string") for a, b in pairwise(rest))
    being = clause.head.lemma in ("be", "have") and any(t.lemma in hazards_of("act") for t in rest[:5])
    engineered = any(
        t.lemma in cause_list("verbs", "engineering") and t.tag.startswith("VB") for t in rest[:4]
    )
    return strings or being or (engineered and not clause.passive)


def _unsafe(doc: Doc, clause: Clause) -> Because | None:
    """ "Signed without being read", "nobody checked", "the boilers were corroded"."""
    tokens = clause.sentence.tokens
    if clause.head.lemma in ("be", "stay", "remain", "stand") and not clause.negated and clause.modal is None:
        rest = tokens[clause.verb + 1 : min(clause.last, clause.verb + 4)]
        if any(
            t.lemma in cause_list("failings", "defects")
            or t.text.lower() in cause_list("failings", "defects")
            for t in rest
        ):
            return _because(doc, clause, "asserts")
    badly = clause.passive and any(
        t.lemma in ("badly", "poorly", "wrongly", "incorrectly")
        for t in tokens[clause.verb_first : clause.verb]
    )
    had_no = (
        clause.head.lemma == "have"
        and clause.tense == "past"
        and len(tokens) > clause.verb + 2
        and tokens[clause.verb + 1].lemma == "no"
        and any(t.lemma in cause_list("failings", "means") for t in tokens[clause.verb + 2 : clause.verb + 4])
    )
    if badly or had_no:
        return _because(doc, clause, "asserts")
    if clause.passive and clause.head.text.lower() in cause_list("failings", "defects"):
        return _because(doc, clause, "asserts")
    over = any(
        a.lemma in ("than", "as") and b.lemma in ("allow", "permit", "safe")
        for a, b in pairwise(clause.tokens)
    )
    if over or (
        _is_unguarded(tokens, clause) and (clause.tense == "past" or clause.perfect or not clause.finite)
    ):
        return _because(doc, clause, "asserts")
    return None


def _is_unguarded(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether care of some kind is said not to have been taken."""
    care = cause_list("failings", "care")
    for j in range(clause.first, clause.last):
        if tokens[j].lemma == "without" and any(
            t.lemma in care for t in tokens[j + 1 : min(clause.last, j + 5)]
        ):
            return True
    subject = subject_of(clause)
    nobody = any(t.lemma in ("nobody", "none", "no-one") for t in subject[:1]) or (
        len(subject) > 1 and subject[0].lemma == "no" and subject[1].lemma == "one"
    )
    cares = [t for t in tokens[clause.verb_first : min(clause.last, clause.verb + 4)] if t.lemma in care]
    return nobody and bool(cares)


def _if_it_had(doc: Doc, clauses: Sequence[Clause], number: int) -> Because | None:
    """ "If the results had been published, the tanks would have stayed away"."""
    clause = clauses[number]
    others = (c for c in clauses if c is not clause)
    unreal = any(c.modal in ("would", "could", "might") for c in others)
    if not (unreal and clause.perfect and clause.tense == "past"):
        return None
    cause = cut_words(doc, clause, clause.first + (clause.tokens[0].lemma == "if"), clause.last)
    return Because("why", cause, None, "denies" if _supposes_hand(clause) else "asserts") if cause else None


def _but_for(doc: Doc, clause: Clause) -> Because | None:
    """ "Without the shortage nobody would have marched"."""
    tokens = clause.sentence.tokens
    if clause.modal not in ("would", "could", "might") or tokens[clause.first].lemma != "without":
        return None
    end = clause.first + 1
    while end < clause.verb_first and tokens[end].tag in INSIDE_NP:
        named = tokens[end - 1].tag in NOMINAL
        if named and (tokens[end].tag in ("DT", "PRP", "PRP$", "EX") or tokens[end].lemma in PEOPLE):
            break  # "without the rumour nobody …": another noun phrase begins
        end += 1
    cause = cut_words(doc, clause, clause.first + 1, end)
    return Because("why", cause, cut_words(doc, clause, end, clause.last), "asserts") if cause else None


PEOPLE = frozenset({"nobody", "everybody", "anybody", "everyone", "anyone", "people", "none"})


def _gave_way(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "A transformer burnt out", "the pumps failed"."""
    tokens = clause.sentence.tokens
    if clause.subject is None or clause.head.lemma not in cause_list("frail", "verbs"):
        return None
    gave = clause.head.lemma != "give" or any(
        t.lemma == "way" for t in tokens[clause.verb + 1 : clause.verb + 3]
    )
    past = clause.tense == "past" or clause.perfect
    if not any(t.lemma in cause_list("frail", "things") for t in subject_of(clause)) or not (gave and past):
        return None
    return _because(doc, clause, stance)


def _somebody(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Somebody opened the gates", "provocateurs mingled with the crowd": a hand that is not named."""
    tokens = clause.sentence.tokens
    if (
        clause.subject is None
        or clause.tense == "future"
        or clause.head.lemma in cause_list("hidden", "quiet")
    ):
        return None
    subject = tokens[slice(*clause.subject)]
    hidden = any(t.lemma in cause_list("hidden", "hands") for t in subject)
    nameless = subject[0].lemma in cause_list("hidden", "somebody") and (
        clause.tense == "past" or clause.perfect
    )
    return (
        replace(found, question="who")
        if (hidden or nameless) and (found := _because(doc, clause, stance))
        else None
    )


def _when(doc: Doc, clauses: Sequence[Clause], number: int, stance: ExplanationStance) -> Because | None:
    """ "The shooting started when a sergeant panicked": what it started with is put forward as the reason."""
    clause = clauses[number]
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    if following is None or following.marker not in ("when", "after") or clause.subject is None:
        return None
    subject = clause.sentence.tokens[slice(*clause.subject)]
    begun = (
        clause.head.lemma in ("start", "begin", "erupt", "break", "flare", "come") and clause.tense == "past"
    )
    if not begun or not any(t.lemma in harms() and t.tag in NOMINAL for t in subject):
        return None
    cause = cut_words(doc, following, following.first + 1, following.last)
    effect = cut_words(doc, clause, clause.first, clause.last)
    return Because("why", cause, effect, stance) if cause else None
