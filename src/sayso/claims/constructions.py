"""Wordings that put forward an explanation by one verb and what stands around it, read from a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.annotate.counted import is_person, singular
from sayso.claims.clauses import Clause
from sayso.claims.grave import harms, hazards_of, is_hazard, speaks_of_harm
from sayso.claims.noun_phrases import INSIDE_NP, NOMINAL
from sayso.claims.phrases import cut_words, subject_of
from sayso.model import Because, Doc, ExplanationStance, Span, Token
from sayso.vocabulary import load_vocabulary

Role = Literal["agent", "object", "between", "either", "clause"]
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
# How many words may stand between the verb and the words that belong to it.
REACH = 2
FARTHEST = 9  # the farthest that any of the list looks


@dataclass(frozen=True, slots=True)
class Construction:
    """One entry of data/en/constructions.toml; see there."""

    name: str
    words: tuple[tuple[str, ...], ...]
    first: frozenset[str]
    role: Role
    needs: tuple[str, ...]
    question: str
    turn: str
    subject: frozenset[str]
    reach: int
    turned: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A clause with what is asked about it: where the words that belong to its verb start and end."""

    doc: Doc
    clause: Clause
    topics: frozenset[str]
    words: int
    behind: int


@cache
def constructions() -> dict[str, tuple[Construction, ...]]:
    """The constructions by the lemma of their verb, in the order of the list."""
    by_verb: dict[str, list[Construction]] = {}
    for entry in load_vocabulary("en", "constructions")["construction"]:
        made = Construction(
            name=entry["name"],
            words=tuple(tuple(w.split()) for w in entry["words"]),
            first=frozenset(w.split()[0] for w in entry["words"]),
            role=entry["role"],
            needs=tuple(entry.get("needs", ())),
            question=entry.get("question", "why"),
            turn=entry.get("turn", ""),
            subject=frozenset(entry.get("subject", ())),
            reach=entry.get("reach", REACH),
            turned=entry.get("turned", False),
        )
        for verb in entry["verbs"]:
            by_verb.setdefault(verb, []).append(made)
    return {verb: tuple(found) for verb, found in by_verb.items()}


def find_construction(
    doc: Doc, clause: Clause, stance: ExplanationStance, topics: frozenset[str]
) -> Because | None:
    """The explanation that the first matching construction puts forward, or None."""
    if clause.head.lemma == "be" and _is_counted(clause):
        return None
    items = constructions().get(clause.head.lemma, ())
    near = _words_near(clause) if items else frozenset()
    for item in items:
        if item.first and not item.turned and item.first.isdisjoint(near):
            continue
        found = _find_words(clause, item)
        if found is None or not _has_subject(clause, item):
            continue
        scene = Scene(doc, clause, topics, *found)
        if not all(NEEDS[need](scene) for need in item.needs):
            continue
        cause, effect = _parts(scene, item)
        if cause is not None:
            return Because(item.question, cause, effect, _turn(clause, item, stance))
    return None


def _words_near(clause: Clause) -> frozenset[str]:
    """The words behind the verb, and their lemmas, as far as any construction looks for its own."""
    near = clause.sentence.tokens[clause.verb + 1 : clause.verb + 2 + FARTHEST]
    return frozenset(w for t in near for w in (t.lemma, t.text.lower()))


def _is_counted(clause: Clause) -> bool:
    """Whether the clause tells how many are what: "of whom 74 are agents of the guard"."""
    before = clause.sentence.tokens[clause.first : clause.verb_first]
    # "The treaty of 1911 is to blame" counts nothing.
    return any(t.tag == "CD" and t.text[0].isdigit() and not YEAR.fullmatch(t.text) for t in before)


def _turn(clause: Clause, item: Construction, stance: ExplanationStance) -> ExplanationStance:
    """The stance on the cause of who takes ``stance`` on the clause."""
    if "counterfactual" in item.needs:
        if clause.modal in ("could", "might"):
            return "hedges"
        first = clause.sentence.tokens[clause.subject[0]].lemma if clause.subject else ""
        return "denies" if clause.negated or first in ("no", "nothing", "nobody") else "asserts"
    if "duty" in item.needs or ("denied" in item.needs and stance == "denies"):
        return "asserts"  # what was not done is the cause that is put forward
    if item.turn == "asserts":
        return "asserts" if stance == "denies" else stance  # "they did nothing": said, and not denied
    if item.turn == "hedges":
        return "hedges"
    if item.turn != "denies":
        return stance
    if any(words[0] in ("no", "nothing") for words in item.words):
        return "hedges" if stance == "hedges" else "denies"  # the words deny by themselves
    return "denies" if stance == "asserts" else "hedges"


def _find_words(clause: Clause, item: Construction) -> tuple[int, int] | None:
    """Where the words that belong to the verb start and end; None where they are missing."""
    if not item.words:
        return clause.verb + 1, clause.verb + 1
    tokens = clause.sentence.tokens
    for start in range(clause.verb + 1, min(len(tokens), clause.verb + 2 + item.reach)):
        token = tokens[start]
        if token.lemma not in item.first and token.text.lower() not in item.first:
            continue
        for words in item.words:
            end = start + len(words)
            if end <= len(tokens) and all(
                word in (token.lemma, token.text.lower())
                for word, token in zip(words, tokens[start:end], strict=True)
            ):
                return start, end
    subject = subject_of(clause)
    if item.turned and clause.passive and any((t.lemma,) in item.words for t in subject):
        return clause.verb + 1, clause.verb + 1  # "the records were altered": they stand in the subject
    return None


def _has_subject(clause: Clause, item: Construction) -> bool:
    if not item.subject:
        return True
    return clause.subject is not None and any(
        t.lemma in item.subject for t in clause.sentence.tokens[slice(*clause.subject)]
    )


def _parts(scene: Scene, item: Construction) -> tuple[Span | None, Span | None]:
    """The cause and what is explained."""
    doc, clause = scene.doc, scene.clause
    if item.role == "clause":
        return cut_words(doc, clause, _opening(clause), clause.last), None
    subject = cut_words(doc, clause, *clause.subject) if clause.subject else None
    behind = cut_words(doc, clause, scene.behind, clause.last)
    if item.role == "between":
        named = subject if clause.passive else cut_words(doc, clause, clause.verb + 1, scene.words)
        return named, behind
    if item.role == "either":
        # "The union had nothing to do with the fire", "the fire had nothing to do with the union".
        return (behind, subject) if _harm(scene) and behind else (subject, behind)
    if item.role == "object":
        return (subject, behind) if clause.passive and not item.words else (behind, subject)
    if not clause.passive:
        subject = subject or cut_words(doc, clause, clause.first, clause.last)
        return subject, cut_words(doc, clause, clause.verb + 1, clause.last)
    tokens = clause.sentence.tokens
    by = next((j for j in range(clause.verb + 1, clause.last) if tokens[j].lemma == "by"), None)
    whole = cut_words(doc, clause, _opening(clause), clause.last)
    return (cut_words(doc, clause, by + 1, clause.last), subject) if by else (whole, None)


def _opening(clause: Clause) -> int:
    """Where the clause's own words begin, its subject included where it stands right before."""
    first = clause.first
    while first < clause.verb_first and clause.sentence.tokens[first].lemma in ("that", "because", "and"):
        first += 1
    return first


# --- what a construction may need -----------------------------------------------------------------


def _about(scene: Scene) -> bool:
    tokens = scene.clause.sentence.tokens
    pointed = [t.text.lower() for t in tokens[scene.behind : scene.clause.last]] in (
        ["it"],
        ["this"],
        ["that"],
    )
    return pointed or speaks_of_harm(tokens, scene.topics)


def _harm(scene: Scene) -> bool:
    """Whether the subject is a harm."""
    subject = subject_of(scene.clause)
    return any(t.lemma in harms() and t.tag in NOMINAL for t in subject)


def _foul(scene: Scene) -> bool:
    """Whether the subject is a hazard."""
    subject = subject_of(scene.clause)
    return any(map(is_hazard, subject))


def _following(scene: Scene) -> tuple[Token, ...]:
    """The words right behind those of the verb."""
    return scene.clause.sentence.tokens[scene.behind : min(scene.clause.last, scene.behind + 4)]


def _object(scene: Scene) -> bool:
    """Whether the verb has an object, in the passive its subject; a conspiracy needs none."""
    after = scene.clause.sentence.tokens[scene.behind : scene.behind + 1]
    alone = scene.clause.head.lemma in ("collude", "conspire", "tamper", "skimp")
    return alone or scene.clause.passive or any(t.tag in INSIDE_NP for t in after)


def _phrase(scene: Scene) -> bool:
    """Whether a noun phrase, and no clause, follows."""
    rest = scene.clause.sentence.tokens[scene.behind : scene.clause.last]
    return any(t.tag in NOMINAL for t in rest) and not any(t.lemma in ("that", "it", "of") for t in rest[:2])


POINTERS = frozenset({"it", "this", "that", "everything", "all", "nothing", "one"})


def _pointed(scene: Scene) -> bool:
    """Whether the subject is a harm, or a pronoun that may stand for one; no time of day follows."""
    subject = subject_of(scene.clause)
    tokens = scene.clause.sentence.tokens
    pronoun = 0 < len(subject) < 3 and subject[0].lemma in POINTERS
    timed = scene.behind < len(tokens) and tokens[scene.behind].tag in ("CD", "TO", "VB")
    return (pronoun or _harm(scene)) and not timed


def _hazard(scene: Scene) -> bool:
    return any(is_hazard(t) for t in scene.clause.sentence.tokens[scene.behind : scene.clause.last])


def _bare(scene: Scene) -> bool:
    tokens = scene.clause.sentence.tokens
    return scene.clause.last - scene.behind <= 1 or tokens[scene.behind].text == ","


def _people(scene: Scene) -> bool:
    """Whether the verb's object, in the passive its subject, are people and no sum or thing."""
    tokens, clause = scene.clause.sentence.tokens, scene.clause
    if clause.passive:
        by = any(t.lemma == "by" for t in tokens[clause.verb + 1 : clause.last])
        # "had not been paid for months": wages that are owed, and no hidden hand.
        owed = clause.negated and clause.last > clause.verb + 1
        return by or (not owed and any(t.lemma in PEOPLE for t in subject_of(clause)))
    rest = tokens[clause.verb + 1 : clause.last]
    pronoun = bool(rest) and rest[0].text.lower() in ("them", "him", "her", "anyone", "anybody", "you")
    return pronoun or any(t.tag == "NNS" and is_person(t.text.lower(), t.lemma) for t in rest[:3])


PEOPLE = frozenset(
    {
        "people",
        "protester",
        "rioter",
        "demonstrator",
        "thug",
        "mob",
        "soldier",
        "voter",
        "crowd",
        "man",
        "youth",
    }
)


def _thing(scene: Scene) -> bool:
    """Whether the subject is a thing: neither a name nor a person's pronoun."""
    clause = scene.clause
    if clause.subject is None or clause.passive:
        return False
    first, last = clause.subject
    tokens = clause.sentence.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    named = any(
        n.kind in ("person", "organisation") and start <= n.span.start and n.span.end <= end
        for n in scene.doc.names
    )
    head = tokens[last - 1].text.lower()
    human = is_person(head, singular(head))
    return not named and not human and tokens[first].text.lower() not in PERSONS


PERSONS = frozenset({"i", "we", "you", "he", "she", "they", "who", "it"})


def _topic(scene: Scene) -> bool:
    """Whether the verb's object is what the article is about, or "it"."""
    clause = scene.clause
    if clause.passive:
        return False  # "the mill was set on fire" tells what happened, and not whose hand it was
    rest = clause.sentence.tokens[clause.verb + 1 : min(clause.last, clause.verb + 7)]
    return any(t.lemma in scene.topics or t.lemma == "it" for t in rest)


def _follow(scene: Scene) -> bool:
    """Whether a noun phrase with its verb follows: "let the water rise"."""
    clause = scene.clause
    rest = clause.sentence.tokens[clause.verb + 1 : min(clause.last, clause.verb + 10)]
    nouns = next((n for n, t in enumerate(rest) if t.tag in NOMINAL or t.tag == "PRP"), None)
    return nouns is not None and any(t.tag in ("VB", "TO") for t in rest[nouns + 1 :])


def _denied(scene: Scene) -> bool:
    clause = scene.clause
    around = clause.sentence.tokens[clause.first : min(clause.last, clause.verb + 2)]
    never = any(t.lemma in ("never", "not", "n't", "neither", "nobody", "without", "no") for t in around)
    return clause.tense != "future" and clause.modal is None and (clause.negated or never) and clause.passive


def _past_perfect(scene: Scene) -> bool:
    return scene.clause.perfect and scene.clause.tense == "past"


def _counterfactual(scene: Scene) -> bool:
    return scene.clause.perfect and scene.clause.modal in ("would", "could", "might")


def _duty(scene: Scene) -> bool:
    return scene.clause.perfect and scene.clause.modal in ("should", "ought", "must")


NEEDS: dict[str, Callable[[Scene], bool]] = {
    "about": _about,
    "hazard": _hazard,
    "bare": _bare,
    "people": _people,
    "thing": _thing,
    "topic": _topic,
    "follow": _follow,
    "passive": lambda scene: scene.clause.passive,
    "perfect": _past_perfect,
    "denied": _denied,
    "counterfactual": _counterfactual,
    "duty": _duty,
    "effect": lambda scene: any(t.lemma in harms() for t in scene.clause.sentence.tokens[scene.behind :]),
    "foul": _foul,
    "body": lambda scene: (
        not any(t.text.lower() in ("i", "he", "she", "we", "you") for t in subject_of(scene.clause))
    ),
    "alone": lambda scene: scene.clause.last <= scene.behind,
    "hands": lambda scene: any(t.lemma in hazards_of("hand") for t in _following(scene)),
    "nobody": lambda scene: (
        scene.clause.negated or any(t.lemma in ("no", "nobody", "none") for t in subject_of(scene.clause)[:1])
    ),
    "object": _object,
    "past": lambda scene: scene.clause.tense == "past" or scene.clause.perfect,
    "phrase": _phrase,
    "harm": _harm,
    "harm_object": lambda scene: any(
        t.lemma in harms() and t.tag in NOMINAL
        for t in scene.clause.sentence.tokens[scene.clause.verb + 1 : scene.words]
    ),
    "pointed": _pointed,
    "without": lambda scene: any(t.lemma == "without" for t in scene.clause.sentence.tokens),
}
