"""Explanations told without a word for cause: theories, evidence for them, and what brought a thing down."""

from __future__ import annotations

from collections import Counter

from sayso.claims.clauses import Clause
from sayso.claims.factuality import sounds_false
from sayso.claims.grave import cause_list, hazards_of, is_hazard
from sayso.claims.noun_phrases import NOMINAL
from sayso.claims.phrases import cut_words
from sayso.model import Because, Doc, ExplanationStance

# How many of an article's nouns it is taken to be about.
TOPICS = 6


def find_topics(doc: Doc) -> frozenset[str]:
    """The nouns that an article is about: those it names most often with "the" before them."""
    counts: Counter[str] = Counter()
    for sentence in doc.sentences:
        for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False):
            if token.tag == "NN" and before.lemma in ("the", "this"):
                counts[token.lemma] += 1
    return frozenset(noun for noun, hits in counts.most_common(TOPICS) if hits >= 2)


def find_theory(
    doc: Doc, clause: Clause, stance: ExplanationStance, topics: frozenset[str]
) -> Because | None:
    """The explanation that a clause puts forward without a word for cause, or None."""
    return (
        _evidence(doc, clause, stance) or _theory(doc, clause, stance) or _ruin(doc, clause, stance, topics)
    )


def _evidence(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "There is no sign of explosives", "the police found traces of a bomb"."""
    tokens = clause.sentence.tokens
    for j in range(clause.first, clause.last - 2):
        if tokens[j].lemma not in cause_list("evidence", "nouns") or tokens[j + 1].lemma not in ("of", "for"):
            continue
        cause = cut_words(doc, clause, j + 2, clause.last)
        behind = tokens[j + 2 : clause.last]
        acts = cause_list("theories", "things") | hazards_of("act")
        lead = tokens[j].lemma == "trace" and not any(t.lemma in acts for t in behind)
        if cause is None or lead:
            return None  # traces of a metal are no theory
        before = tokens[max(clause.first, j - 3) : j]
        none = any(t.lemma in ("no", "any", "without", "hardly") for t in before)
        held: ExplanationStance = "denies" if none or stance == "denies" else stance
        return Because("why", cause, None, held)
    return None


def _theory(doc: Doc, clause: Clause, stance: ExplanationStance) -> Because | None:
    """ "The drone story is a fable", "the ministry speaks of sabotage", "they do not rule out arson"."""
    tokens = clause.sentence.tokens
    if clause.head.lemma == "be" and clause.subject is not None:
        lemmas = [t.lemma for t in tokens[clause.subject[0] : clause.subject[1]]]
        rest = " ".join(t.text.lower() for t in tokens[clause.verb + 1 : clause.last])
        if (
            len(lemmas) > 1
            and any(w in cause_list("theories", "nouns") for w in lemmas)
            and sounds_false(rest)
        ):
            cause = cut_words(doc, clause, *clause.subject)
            return Because("why", cause, None, "denies") if cause else None
    particle = tokens[clause.verb + 1].lemma if clause.verb + 1 < len(tokens) else ""
    speaks = clause.head.lemma in ("speak", "talk", "suspect", "warn", "complain") and particle in (
        "of",
        "about",
    )
    alleged = clause.head.lemma in ALLEGING and _alleges(clause)
    if alleged:
        named_cause = cut_words(doc, clause, clause.verb + 1, clause.last)
        return Because("why", named_cause, None, stance) if named_cause else None
    rules = clause.head.lemma == "rule" and particle == "out"
    if clause.head.lemma in ("exclude", "discount") and any(
        map(is_hazard, tokens[clause.verb + 1 : clause.verb + 4])
    ):
        excluded = cut_words(doc, clause, clause.verb + 1, clause.last)
        return Because("why", excluded, None, "hedges" if clause.negated else "denies") if excluded else None
    if not (speaks or rules) or clause.verb + 2 >= clause.last:
        return None
    named = [t for t in tokens[clause.verb + 2 : clause.last] if t.tag in NOMINAL]
    # "The council warns of floods" foretells; it explains nothing.
    foretold = clause.head.lemma == "warn"
    if not any(t.lemma in cause_list("theories", "things") or (is_hazard(t) and not foretold) for t in named):
        return None
    cause = cut_words(doc, clause, clause.verb + 2, clause.last)
    held: ExplanationStance = stance
    if rules:
        held = "hedges" if clause.negated else "denies"
    return Because("why", cause, None, held) if cause else None


ALLEGING = frozenset(
    {"allege", "denounce", "cite", "suspect", "fear", "decry", "detect", "smell", "see", "cry", "claim"}
)


def _alleges(clause: Clause) -> bool:
    """Whether the object of the verb is an act that somebody is blamed for: "alleged fraud"."""
    acts = hazards_of("act") | hazards_of("failing") | {"fraud", "corruption", "bribery"}
    for token in clause.sentence.tokens[clause.verb + 1 : min(clause.last, clause.verb + 5)]:
        if token.tag in NOMINAL:
            return token.lemma in acts
        if token.tag not in ("DT", "JJ", "RB", "PRP$", "VBN"):
            return False
    return False


def _ruin(doc: Doc, clause: Clause, stance: ExplanationStance, topics: frozenset[str]) -> Because | None:
    """ "Rain had overwhelmed the dam": something that brought down what the article is about."""
    if (
        clause.head.lemma not in cause_list("ruin", "verbs") | cause_list("ruin", "hazards")
        or clause.subject is None
        or clause.verb + 1 >= clause.last
    ):
        return None
    tokens = clause.sentence.tokens
    first = clause.verb + 1 + (tokens[clause.verb + 1].tag == "RP")
    objects = [t.lemma for t in tokens[first : first + 4] if t.tag in NOMINAL]
    subject = tokens[clause.subject[0] : clause.subject[1]]
    ruins = clause.head.lemma in cause_list("ruin", "verbs")
    about = ruins and bool(objects) and objects[0] in topics and first < clause.last
    itself = any(t.lemma in topics or t.tag in ("PRP", "WP", "WDT") for t in subject)
    before = tokens[clause.verb_first - 1 : clause.verb_first]  # "they say greed sank it"
    hazard = not clause.passive and any(is_hazard(t) for t in (*subject[-1:], *before))
    if clause.marker in ("if", "unless"):
        return None
    by = next((j for j in range(clause.verb + 1, clause.last - 1) if tokens[j].lemma == "by"), None)
    if clause.passive and by is not None and any(map(is_hazard, tokens[by + 1 : by + 4])):
        named = cut_words(doc, clause, by + 1, clause.last)
        return Because("why", named, cut_words(doc, clause, *clause.subject), stance) if named else None
    if not hazard and (clause.passive or not about or itself):
        return None
    cause, effect = (
        cut_words(doc, clause, *clause.subject),
        cut_words(doc, clause, clause.verb, clause.last),
    )
    return Because("why", cause, effect, stance) if cause else None
