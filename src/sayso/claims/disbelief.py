"""Explanations set aside: "I don't believe it", "it is not so", "the drone is a fable"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.clauses import Clause
from sayso.claims.factuality import doubts_words
from sayso.claims.grave import cause_list, is_hazard
from sayso.claims.noun_phrases import NOMINAL
from sayso.claims.phrases import cut_words, subject_of
from sayso.model import Because, Doc, ExplanationStance

POINTERS = frozenset({"this", "that", "it", "them"})


def find_disbelief(doc: Doc, clause: Clause) -> Because | None:
    """The explanation that a clause doubts or sets aside, perhaps only by a word that points back to it."""
    return (
        _doubted(doc, clause)
        or _not_believed(doc, clause)
        or _called_right(doc, clause)
        or _not_so(doc, clause)
        or _untrue(doc, clause)
        or _rated(doc, clause)
        or _debunked(doc, clause)
        or _dismissed(doc, clause)
    )


def _points(clause: Clause) -> bool:
    """Whether the verb's object is a word that points back."""
    rest = clause.sentence.tokens[clause.verb + 1 : clause.last]
    return bool(rest) and rest[0].lemma in cause_list("verdicts", "pointers")


def _denied(clause: Clause) -> bool:
    """Whether the verb is negated, or nobody is its subject."""
    first = [t.lemma for t in subject_of(clause)[:1]]
    return clause.negated or first in (["no"], ["nobody"], ["none"])


def _doubted(doc: Doc, clause: Clause) -> Because | None:
    """ "One may doubt that", "I would not rule it out"."""
    lemma, short = clause.head.lemma, clause.last - clause.verb < 5
    if lemma not in ("doubt", "rule", "exclude") or not _points(clause) or not short:
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.verb + 2)
    held: ExplanationStance = "hedges" if clause.negated or lemma == "doubt" else "denies"
    return Because("why", cause, None, held) if cause else None


def _not_believed(doc: Doc, clause: Clause) -> Because | None:
    """ "I don't believe it", "nobody buys the bomb story", "she does not believe in the spy"."""
    tokens = clause.sentence.tokens
    rest = tokens[clause.verb + 1 : clause.last]
    if not _denied(clause) or not rest or clause.head.lemma not in cause_list("verdicts", "believing"):
        return None
    believed_in = clause.head.lemma == "believe" and rest[0].lemma == "in"
    story = any(t.lemma in cause_list("theories", "nouns") for t in (*rest[:3], rest[-1]))
    if not (believed_in or story or (_points(clause) and len(rest) < 6)):
        return None
    first = clause.verb + 1 + believed_in
    cause = cut_words(doc, clause, first, clause.last if story or believed_in else first + 1)
    return Because("why", cause, None, "denies") if cause else None


def _called_right(doc: Doc, clause: Clause) -> Because | None:
    """ "He may be right", "they are mistaken"."""
    rest = clause.sentence.tokens[clause.verb + 1 : clause.last]
    if clause.head.lemma != "be" or clause.subject is None or not 0 < len(rest) < 3 or clause.marker == "if":
        return None
    called = rest[-1].lemma
    right, wrong = cause_list("verdicts", "right"), cause_list("verdicts", "wrong")
    if called not in right | wrong or rest[0].lemma in ("all", "too"):
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last)
    held: ExplanationStance = "denies" if clause.negated or called in wrong else "asserts"
    return Because("why", cause, None, "hedges" if clause.modal else held) if cause else None


def _not_so(doc: Doc, clause: Clause) -> Because | None:
    """ "It is not so", "they say it is not"."""
    rest = [t.lemma for t in clause.sentence.tokens[clause.verb + 1 : clause.last]]
    subject = subject_of(clause)
    if clause.head.lemma != "be" or len(subject) != 1 or subject[0].lemma not in ("it", "this", "that"):
        return None
    said = rest in ([], ["not"], ["n't"], ["so"], ["not", "so"])
    if not said or not (clause.negated or "not" in rest or "n't" in rest) or clause.subject is None:
        return None
    cause = cut_words(doc, clause, *clause.subject)
    return Because("why", cause, None, "denies") if cause else None


def _untrue(doc: Doc, clause: Clause) -> Because | None:
    """ "The drone is a fable", "the bomb theory is nonsense": what is called so was put forward by others."""
    tokens = clause.sentence.tokens
    rest = tokens[clause.verb + 1 : min(clause.last, clause.verb + 6)]
    called = cause_list("verdicts") | cause_list("verdicts", "pretexts")
    if clause.head.lemma != "be" or not any(t.lemma in called for t in rest):
        return None
    subject = subject_of(clause)
    named = [t for t in subject if t.tag in NOMINAL]
    pointer = len(subject) == 1 and subject[0].lemma in cause_list("verdicts", "pointers")
    if (
        pointer
        and clause.subject
        and any(t.lemma in cause_list("verdicts") and t.tag in NOMINAL for t in rest)
    ):
        cause = cut_words(doc, clause, *clause.subject)
        return Because("why", cause, None, "hedges" if clause.negated else "denies") if cause else None
    theory = any(t.lemma in cause_list("theories", "nouns") for t in named)
    pretext = any(t.lemma in cause_list("verdicts", "pretexts") for t in rest)
    if not named or not (theory or pretext or any(map(is_hazard, named))):
        return None
    cause = cut_words(doc, clause, *clause.subject) if clause.subject else None
    held: ExplanationStance = "hedges" if clause.negated else "denies"
    return Because("why", cause, None, held) if cause else None


def is_disbelieved(clauses: Sequence[Clause], number: int) -> bool:
    """Whether the clause hangs on somebody's disbelief: "I do not think that it was arson"."""
    before = clauses[number - 1] if number else None
    if (
        before is None
        or not (before.negated or before.head.lemma == "doubt")
        or clauses[number].marker not in ("that", "")
    ):
        return False
    straight = clauses[number].first - before.verb <= 2
    return straight and before.head.lemma in (
        "doubt",
        "believe",
        "think",
        "suppose",
        "buy",
        "accept",
        "imagine",
        "say",
    )


def is_refuted(clauses: Sequence[Clause], number: int) -> bool:
    """Whether the clause is told as a claim that does not stand: "the claim that he paid is contradicted"."""
    clause = clauses[number]
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    if following is None:
        return False
    tokens = clause.sentence.tokens
    that = next((j for j in range(clause.first, clause.verb) if tokens[j].lemma == "that"), 0)
    if not that or tokens[that - 1].lemma not in cause_list("theories", "nouns"):
        return False
    refuted = following.passive and following.head.lemma in cause_list("verdicts", "refuting")
    return (refuted and not following.negated) or doubts_words(following)


def _rated(doc: Doc, clause: Clause) -> Because | None:
    """ "Experts consider that explanation plausible", "she calls the charge laughable"."""
    tokens = clause.sentence.tokens
    rest = tokens[clause.verb + 1 : clause.last]
    if clause.head.lemma not in cause_list("verdicts", "rating") or clause.passive or not 1 < len(rest) < 8:
        return None
    said = _points(clause) or any(t.lemma in cause_list("theories", "nouns") for t in rest[:3])
    right = cause_list("verdicts", "right")
    wrong = cause_list("verdicts", "wrong") | cause_list("verdicts")
    if not said or rest[-1].lemma not in right | wrong:
        return None
    cause = cut_words(doc, clause, clause.verb + 1, clause.last - 1)
    held: ExplanationStance = "denies" if _denied(clause) or rest[-1].lemma in wrong else "hedges"
    return Because("why", cause, None, held) if cause else None


def _dismissed(doc: Doc, clause: Clause) -> Because | None:
    """ "The guild rejects this as slander", "she dismissed the charges as a fever dream"."""
    tokens = clause.sentence.tokens
    mocked = clause.head.lemma in ("laugh", "scoff", "sneer") and clause.last > clause.verb + 2
    if mocked and tokens[clause.verb + 1].lemma == "at" and tokens[clause.verb + 2].lemma in POINTERS:
        pointed = cut_words(doc, clause, clause.verb + 2, clause.last)
        return Because("why", pointed, None, "denies") if pointed else None
    if clause.head.lemma not in cause_list("verdicts", "dismissing") or clause.passive or clause.negated:
        return None
    link = next((j for j in range(clause.verb + 2, clause.last - 1) if tokens[j].text == "as"), None)
    if link is None or link - clause.verb > 5:
        near = [t for t in tokens[clause.verb + 1 : min(clause.last, clause.verb + 5)] if t.tag in NOMINAL]
        charge = bool(near) and near[-1].lemma in cause_list("verdicts", "charges")
        whole = cut_words(doc, clause, clause.verb + 1, clause.last) if charge else None
        return Because("why", whole, None, "denies") if whole else None
    said = tokens[link - 1].lemma in cause_list("theories", "nouns")
    pointer = link == clause.verb + 2 and tokens[link - 1].text.lower() in POINTERS
    cause = cut_words(doc, clause, clause.verb + 1, link) if said or pointer else None
    return Because("why", cause, None, "denies") if cause else None


def _debunked(doc: Doc, clause: Clause) -> Because | None:
    """ "That has been debunked", "it was never proved"."""
    subject = [t.lemma for t in subject_of(clause)]
    if not clause.passive or clause.subject is None or subject not in (["this"], ["that"], ["it"]):
        return None
    proved = clause.head.lemma in ("prove", "confirm", "verify", "establish")
    refuted = clause.head.lemma in ("debunk", "refute", "disprove", "deny", "dismiss", "discredit", "reject")
    if not (refuted or proved) or proved != clause.negated:
        return None
    cause = cut_words(doc, clause, *clause.subject)
    return Because("why", cause, None, "denies") if cause else None
