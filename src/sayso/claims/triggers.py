"""Event words: which verbs and nouns tell a happening, and of which kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.claims.clauses import Clause
from sayso.model import Token
from sayso.vocabulary import load_vocabulary

# Speech acts that are happenings of their own; "said" and the like only carry what is said.
SPEECH_EVENTS = frozenset({"THREATEN", "ACCUSE", "AGREE", "REQUEST", "REJECT", "CONCEDE", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of happening: PLOVER's category in upper case (None where it has none), and the finer kind."""

    type: str | None
    subtype: str


@dataclass(frozen=True, slots=True)
class EventWords:
    """Look-up tables of data/en/events.toml; phrases are keyed by their first lemma."""

    verbs: dict[str, Kind]
    nouns: dict[str, Kind]
    verb_phrases: dict[str, tuple[tuple[tuple[str, ...], Kind], ...]]
    noun_phrases: dict[str, tuple[tuple[tuple[str, ...], Kind], ...]]
    stative: frozenset[str]
    phrases: tuple[str, ...]
    cessation: frozenset[str]


@cache
def event_words() -> EventWords:
    """The event vocabulary of English."""
    table = load_vocabulary("en", "events")
    single: dict[str, dict[str, Kind]] = {"verbs": {}, "nouns": {}}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Kind]]]] = {"verbs": {}, "nouns": {}}
    for entry in table["kind"]:
        kind = Kind(entry["type"] or None, entry["subtype"])
        for part in ("verbs", "nouns"):
            for word in entry[part]:
                first, *rest = word.split()
                if rest:
                    phrases[part].setdefault(first, []).append((tuple(rest), kind))
                else:
                    single[part].setdefault(word, kind)
    return EventWords(
        verbs=single["verbs"],
        nouns=single["nouns"],
        verb_phrases={k: tuple(v) for k, v in phrases["verbs"].items()},
        noun_phrases={k: tuple(v) for k, v in phrases["nouns"].items()},
        stative=frozenset(table["stative"]["verbs"]),
        phrases=tuple(table["stative"]["event_phrases"]),
        cessation=frozenset(table["cessation"]["verbs"]),
    )


def verb_kind(clause: Clause) -> Kind | None:
    """The kind of happening that the clause's verb tells, phrases first; None if it tells none known."""
    words = event_words()
    tokens = clause.sentence.tokens
    after = tokens[clause.verb + 1 : min(clause.last, clause.verb + 8)]
    for rest, kind in words.verb_phrases.get(clause.head.lemma, ()):
        if _has_in_order(after, rest):
            return kind
    return words.verbs.get(clause.head.lemma) or _light_verb(clause, after)


def _light_verb(clause: Clause, after: Sequence[Token]) -> Kind | None:
    """ "took place", "carried out an attack", "there was an explosion": the noun tells the kind."""
    if clause.head.lemma not in (
        "take",
        "make",
        "carry",
        "have",
        "be",
        "give",
        "hold",
        "hear",
        "see",
        "launch",
        "stage",
        "suffer",
        "report",
        "commit",
        "conduct",
        "lead",
        "begin",
        "start",
        "erupt",
        "break",
    ):
        return None
    words = event_words()
    subject = clause.sentence.tokens[clause.subject[0] : clause.subject[1]] if clause.subject else ()
    for token in (*after, *reversed(subject)):
        if token.tag in ("NN", "NNS") and token.lemma in words.nouns:
            return words.nouns[token.lemma]
    return None


def _has_in_order(tokens: Sequence[Token], lemmas: Sequence[str]) -> bool:
    """Whether the lemmas stand in this order, with little between."""
    position = 0
    for lemma in lemmas:
        for offset, token in enumerate(tokens[position : position + 4]):
            if token.lemma == lemma:
                position += offset + 1
                break
        else:
            return False
    return True


def noun_kind(tokens: Sequence[Token], i: int) -> Kind | None:
    """The kind of happening that the noun at ``i`` tells; None for other nouns and inside compounds."""
    token = tokens[i]
    if token.tag not in ("NN", "NNS", "VBG") or token.text.lower() == "according":
        return None
    words = event_words()
    lemma = token.text.lower() if token.text.lower().endswith("ing") else token.lemma
    for rest, kind in words.noun_phrases.get(lemma, ()):
        if tuple(t.lemma for t in tokens[i + 1 : i + 1 + len(rest)]) == rest:
            return kind
    if token.tag != "VBG" and i + 1 < len(tokens) and tokens[i + 1].tag in ("NN", "NNS"):
        return None  # "protest leader": the next noun is the head
    return words.nouns.get(lemma)


def is_happening(clause: Clause, *, dated: bool) -> bool:
    """Whether a clause tells a happening rather than a state, a thought or a habit.

    ``dated``: a time expression stands in the clause, which makes a past state something that happened.
    """
    lemma = clause.head.lemma
    words = event_words()
    text = " ".join(t.text.lower() for t in clause.tokens)
    if any(f" {phrase} " in f" {text} " for phrase in words.phrases) and lemma in (
        "be",
        "remain",
        "stay",
        "put",
    ):
        return True
    if lemma == "be":
        subject = clause.sentence.tokens[clause.subject[0]].lemma if clause.subject else ""
        if subject == "there":
            return _light_verb(clause, clause.sentence.tokens[clause.verb + 1 : clause.last]) is not None
        return dated and clause.tense == "past"
    known = verb_kind(clause) is not None
    if lemma in words.stative and not known:
        return clause.progressive or (dated and clause.tense == "past")
    if clause.tense == "present" and not (clause.perfect or clause.progressive):
        return known and lemma not in words.stative
    return True
