"""Forecasts: what is foretold, on which condition, by when."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.clauses import Clause
from sayso.claims.factuality import Factuality
from sayso.claims.phrases import cut_words
from sayso.claims.triggers import event_words
from sayso.model import Doc, Forecast, Span
from sayso.spans import cut


def find_forecast(
    doc: Doc, clauses: Sequence[Clause], number: int, factuality: Factuality
) -> Forecast | None:
    """The forecast that clause ``number`` makes, with the condition that its sentence sets; or None."""
    clause = clauses[number]
    if clause.sentence.tokens[-1].text == "?":
        return None
    if not (factuality.future or _is_possible_future(clause) or _would(clauses, number) or _unlikely(clause)):
        return None
    condition = _condition(doc, clauses, number)
    by = next((t.span.exact for t in doc.times if clause.start <= t.span.start < clause.end), None)
    return Forecast(condition.exact if condition else None, by)


def _is_possible_future(clause: Clause) -> bool:
    """ "may split", "could collapse": a change that may come, not a state that may be."""
    if clause.modal not in ("may", "might", "could") or clause.perfect or clause.passive or clause.negated:
        return False
    if clause.marker in ("that", "which", "who") and clause.modal == "could" and clause.subject is None:
        return False
    return clause.head.lemma not in event_words().stative and clause.modal != "could"


FORETELLING = frozenset(
    ["say", "announce", "promise", "pledge", "vow", "warn", "predict", "forecast", "tell", "add", "state"]
)


def _would(clauses: Sequence[Clause], number: int) -> bool:
    """ "would deepen": a forecast where the sentence or the words before set a condition."""
    clause = clauses[number]
    if (
        clause.modal != "would"
        or clause.perfect
        or clause.head.lemma in ("like", "say", "add", "prefer", "love")
    ):
        return False
    subject = clause.sentence.tokens[clause.subject[0]].lemma if clause.subject else ""
    # "said that it would reopen": what will be, told afterwards.
    told = any(c.head.lemma in FORETELLING and c.tense in ("past", "present") for c in clauses[:number])
    if told and clause.marker in ("that", ""):
        return True
    return any(c.marker in ("if", "unless") for c in clauses) or subject in (
        "this",
        "that",
        "it",
        "any",
        "such",
        "these",
    )


def _unlikely(clause: Clause) -> bool:
    """ "is unlikely to", "is likely to", "is certain to", "is bound to"."""
    tokens = clause.sentence.tokens
    after = [t.text.lower() for t in tokens[clause.verb + 1 : clause.verb + 4]]
    sure = ("likely", "unlikely", "certain", "bound", "sure", "poised", "doomed", "due", "destined")
    return (
        clause.head.lemma == "be"
        and clause.tense == "present"
        and "to" in after
        and any(w in sure for w in after)
    )


def _condition(doc: Doc, clauses: Sequence[Clause], number: int) -> Span | None:
    """The if-clause, or "as …" before the main clause, that the forecast depends on."""
    near = sorted(
        (c for c in clauses if c is not clauses[number]), key=lambda c: abs(c.first - clauses[number].first)
    )
    for other in near:
        if other.marker in ("if", "unless", "provided") or (
            other.marker == "as" and other.first < clauses[number].first
        ):
            return cut(doc.article, other.start, other.end)
    clause = clauses[number]
    for j in range(clause.verb, clause.last):
        if clause.sentence.tokens[j].lemma in ("if", "unless"):
            return cut_words(doc, clause, j, clause.last)
    return None
