"""To what end, for whom, at whose cost: "to hide the cracks", "for a bribe", "paid by the opposition"."""

from __future__ import annotations

from itertools import pairwise

from sayso.claims.clauses import Clause
from sayso.claims.grave import cause_list, hazards_of, speaks_of_harm
from sayso.claims.noun_phrases import FINITE, NOMINAL
from sayso.claims.phrases import cut_words
from sayso.claims.reasons import SILENCE
from sayso.model import Because, Doc, ExplanationStance, Span


def find_purpose(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """The end, the motive or the paymaster that a clause puts forward, or None."""
    return (
        _hiding(doc, clause, stance)
        or _paid_by(doc, clause, stance)
        or _with_help(doc, clause, stance)
        or _motive(doc, clause, stance)
        or _protest(doc, clause, stance)
        or _acted_to(doc, clause, stance)
        or _moved_by(doc, clause, stance)
    )


def _hiding(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Burnt down to hide the theft", "in order to insure it again"."""
    tokens = clause.sentence.tokens
    for j in range(clause.verb + 1, clause.last - 1):
        if tokens[j].lemma != "to" or tokens[j + 1].tag != "VB":
            continue
        order = (
            j > 1
            and tokens[j - 1].lemma in ("order", "bid", "so")
            and tokens[j - 2].lemma in ("in", "a", ",")
        )
        tried = j == clause.verb + 1 and clause.head.lemma in cause_list("purposes", "aiming") | {
            "go",
            "have",
        }
        if (tokens[j + 1].lemma in cause_list("purposes", "hiding") and not tried) or order:
            cause = cut_words(doc, clause, clause.first, clause.last)
            return Because("what for", cause, None, stance) if cause else None
    return None


def _paid_by(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Rioters paid by the opposition", "armed and trained by a foreign power"."""
    tokens = clause.sentence.tokens
    for j in range(clause.first, clause.last - 2):
        carried = tokens[j].lemma == "carry" and tokens[j + 1].lemma == "out"
        by = j + 1 + carried
        sponsored = carried or tokens[j].lemma in cause_list("purposes", "sponsoring")
        if tokens[j].tag in ("VBN", "VBD") and sponsored and tokens[by].lemma == "by":
            cause = cut_words(doc, clause, by + 1, clause.last)
            return Because("who", cause, cut_words(doc, clause, clause.first, j), stance) if cause else None
    return None


def _with_help(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "With the money of a rival", "with foreign backing", "at the behest of the army"."""
    tokens = clause.sentence.tokens
    for j in range(clause.first, clause.last - 1):
        if tokens[j].lemma not in ("with", "at", "on"):
            continue
        end = next(
            (
                k
                for k in range(j + 1, min(clause.last, j + 4))
                if tokens[k].lemma in cause_list("purposes", "help")
            ),
            None,
        )
        if end is None:
            continue
        of = end + 1 < clause.last and tokens[end + 1].lemma in ("of", "from")
        adjective = tokens[end - 1].tag == "JJ" or tokens[end - 1].lemma in ("foreign", "outside")
        if of or adjective:
            cause = cut_words(doc, clause, end + 2 if of else end - 1, clause.last)
            return Because("who", cause, cut_words(doc, clause, clause.first, j), stance) if cause else None
    return None


def _motive(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Killed for a bribe", "out of greed"."""
    tokens = clause.sentence.tokens
    motives = hazards_of("motive")
    for j in range(clause.verb + 1, clause.last - 1):
        lead = tokens[j].lemma == "for" or (tokens[j].lemma == "of" and tokens[j - 1].lemma == "out")
        noun = next((k for k in range(j + 1, min(clause.last, j + 3)) if tokens[k].tag in NOMINAL), None)
        if (
            lead
            and noun is not None
            and tokens[noun].lemma in motives
            and speaks_of_harm([clause.head], frozenset())
        ):
            cause = cut_words(doc, clause, j + 1, clause.last)
            effect = cut_words(doc, clause, clause.first, j)
            return Because("why", cause, effect, stance) if cause else None
    return None


def _protest(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Marched against the tax", "a strike over pay", "rallied to demand new elections"."""
    tokens = clause.sentence.tokens
    for j in range(clause.first, clause.last - 2):
        streets = tokens[j].lemma == "street" and clause.head.lemma in ("take", "come", "go", "pour", "flood")
        if not streets and tokens[j].lemma not in cause_list("purposes", "unrest"):
            continue
        for k in range(j + 1, min(clause.last - 1, j + 9)):
            against = tokens[k].lemma in ("against", "over") and k < j + 5
            verbal = tokens[k].tag in ("VBG", "VB")
            demanding = verbal and tokens[k].lemma in cause_list("purposes", "demanding")
            if against or demanding:
                cause = cut_words(doc, clause, k + 1, clause.last)
                effect = cut_words(doc, clause, clause.first, k)
                return Because("why", cause, effect, stance) if cause else None
            if tokens[k].tag in ("VBD", "VBZ", "VBP") and tokens[k].lemma not in ("break", "erupt", "flare"):
                break
    return None


def _acted_to(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Took power to prevent a civil war", "sent troops to restore order"."""
    tokens = clause.sentence.tokens
    wants = clause.head.lemma in cause_list("purposes", "aiming")
    if not (wants or clause.head.lemma in cause_list("purposes", "acting")) or clause.tense == "future":
        return None
    for j in range(clause.verb + 1, clause.last - 1):
        if tokens[j].lemma == "to" and tokens[j + 1].lemma in cause_list("purposes", "ends"):
            cause = cut_words(doc, clause, j + 1, clause.last)
            effect = cut_words(doc, clause, clause.first, j)
            return Because("what for", cause, effect, stance) if cause else None
    return None


BY = frozenset({"by", "at", "with", "over", "of"})


def _moved_by(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "Angered by the result", "fed up with the shortages", "for fear of arrest"."""
    tokens = clause.sentence.tokens
    for j in range(max(0, clause.first - 1), clause.last - 2):
        after = [t.lemma for t in tokens[j + 1 : j + 3]]
        moved = tokens[j].text.lower() in cause_list("purposes", "moved") and after[0] in BY
        up = tokens[j].lemma == "fed" and after == ["up", "with"]
        feared = (tokens[j].lemma, *after) in (
            ("for", "fear", "of"),
            ("for", "fear", "that"),
            ("out", "of", "fear"),
        )
        if (moved or up or feared) and not any(t.lemma in SILENCE for t in tokens[:j]):
            cause = cut_words(doc, clause, j + (2 if moved else 3), clause.last)
            effect = cut_words(doc, clause, clause.first, j) if j > clause.first else None
            return Because("why", cause, effect, stance) if cause else None
    return None


def blames(doc: Doc, span: Span) -> bool:
    """Whether a few words without a finite verb name an act that somebody is blamed for."""
    sentence = next((s for s in doc.sentences if s.start <= span.start < s.end), None)
    inside = [t for t in sentence.tokens if span.start <= t.start < span.end] if sentence else []
    if not inside or len(inside) > 12 or any(t.tag in FINITE for t in inside):
        return False
    acts = hazards_of("act") | hazards_of("failing") | cause_list("purposes", "charges")
    done = inside[0].text.lower() == "having"  # "denies having cut it off"
    gerund = done or (
        inside[0].tag == "VBG"
        and any(
            t.lemma in cause_list("purposes", "sponsoring") | cause_list("purposes", "hiding")
            for t in inside[:3]
        )
    )
    first = any(a.lemma == "first" and b.lemma in ("shot", "blow", "stone") for a, b in pairwise(inside))
    return gerund or first or any(t.lemma in acts and not t.tag.startswith("VB") for t in inside)
