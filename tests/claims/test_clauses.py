"""Clauses: what stands in one, who its subject is, how it is said."""

from __future__ import annotations

import pytest

from sayso.annotate.tagging import load_tagger
from sayso.annotate.tokens import read_sentences
from sayso.claims.clauses import Clause, find_clauses
from sayso.claims.factuality import judge_clause
from sayso.claims.triggers import event_words, is_happening, verb_kind
from sayso.vocabulary import load_vocabulary


def clauses_of(text: str) -> tuple[Clause, ...]:
    (sentence,) = read_sentences(text, load_tagger("en"))
    return find_clauses(sentence)


def words(text: str, clause: Clause) -> str:
    return text[clause.start : clause.end]


def subject(clause: Clause) -> str:
    assert clause.subject is not None
    return " ".join(t.text for t in clause.sentence.tokens[clause.subject[0] : clause.subject[1]])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The guards left and the gate closed.", ["The guards left", "the gate closed"]),
        ("He said the tower had fallen.", ["He said", "the tower had fallen"]),
        (
            "When the alarm rang, the crew fled, leaving the engine on.",
            ["When the alarm rang", "the crew fled", "leaving the engine on"],
        ),
        ("Miners who struck in May returned in June.", ["Miners who struck in May", "returned in June"]),
        ("Five died, according to the guild.", ["Five died"]),
        ("Just a line without one", []),
    ],
)
def test_cuts(text: str, parts: list[str]) -> None:
    assert [words(text, c) for c in clauses_of(text)] == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor, Jo Dow, resigned.", "The mayor"),
        ("One clerk, who begged not to be named, said so.", "One clerk"),
        ("A banker whose brother sailed on the Vesta wept.", "A banker"),
        ("In the square the crowd sang.", "the crowd"),
        ("Troops entered the town and seized the bank.", "Troops"),
    ],
)
def test_subject_of_the_last_clause(text: str, expected: str) -> None:
    assert subject(clauses_of(text)[-1]) == expected


@pytest.mark.parametrize(
    ("text", "polarity", "unreal"),
    [
        ("The dam collapsed.", "asserted", False),
        ("The dam did not collapse.", "denied", False),
        ("The rain has not stopped.", "asserted", False),
        ("The dam may have collapsed.", "hedged", False),
        ("Perhaps the dam collapsed.", "hedged", False),
        ("The dam will collapse.", "asserted", True),
        ("If the dam collapseds, they leave.", "hedged", True),
        ("The idea is nonsense.", "denied", False),
        ("Nobody saw the flood.", "denied", False),
        ("Did the dam collapse?", "hedged", True),
    ],
)
def test_factuality_of_the_first_clause(text: str, polarity: str, unreal: bool) -> None:
    found = judge_clause(clauses_of(text), 0)
    assert (found.polarity, found.future or found.hypothetical) == (polarity, unreal)


@pytest.mark.parametrize("entry", load_vocabulary("en", "events")["kind"], ids=lambda e: e["subtype"])
def test_each_kind_of_event_is_read_from_its_example(entry: dict[str, str]) -> None:
    clauses = clauses_of(entry["example"])
    assert any((kind := verb_kind(c)) and kind.subtype == entry["subtype"] for c in clauses)
    assert any(is_happening(c, dated=False) for c in clauses)


def test_stative_verbs_tell_no_happening() -> None:
    (clause,) = clauses_of("The valley contains three mills.")
    assert not is_happening(clause, dated=False)


def test_no_verb_is_of_two_kinds_by_accident() -> None:
    listed = [v for kind in load_vocabulary("en", "events")["kind"] for v in kind["verbs"]]
    doubles = {v for v in listed if listed.count(v) > 1}
    # The first kind that lists a verb wins; these are listed twice knowingly, for readers of the list.
    assert doubles <= KNOWN_DOUBLES, doubles - KNOWN_DOUBLES
    assert event_words().verbs


KNOWN_DOUBLES = {"strike", "boycott", "ignite", "spread", "wreck", "fall", "fire", "evict"}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Police said the chief of staff was killed.", ["Police", "the chief of staff"]),
        ("Geologists say a tremor of medium size was felt.", ["Geologists", "a tremor of medium size"]),
        ("The guild claimed the owner of the mill was away.", ["The guild", "the owner of the mill"]),
        ("A man whose brother sailed on the ship said so.", ["brother", "A man"]),
        ("She said that a house of that size was sold.", ["She", "a house of that size"]),
        ("The feud between the mayor and his wife decided it.", ["The feud between the mayor and his wife"]),
        ("A dispute over water turned into a war.", ["A dispute over water"]),
        ("The first shot came from the roof.", ["The first shot"]),
        ("Nothing points to a bomb.", ["Nothing"]),
    ],
)
def test_a_subject_with_what_hangs_on_it(text: str, subjects: list[str]) -> None:
    assert [subject(c) for c in clauses_of(text)] == subjects


@pytest.mark.parametrize(
    ("text", "head", "passive"),
    [
        ("The marchers had “lost control” of it.", "lost", False),
        ("The riot was “paid for” in silver.", "paid", True),
        ("The gate had been “left open” by a clerk.", "left", True),
        ("The mayor is “a man of straw”.", "is", False),
    ],
)
def test_marks_of_quotation_within_a_verb(text: str, head: str, passive: bool) -> None:
    clause = clauses_of(text)[0]
    assert (clause.head.text, clause.passive) == (head, passive)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Not a single shot was fired.", "denied"),
        ("Not one train left the depot.", "denied"),
        ("Not all trains left the depot.", "asserted"),
        ("One train left the depot.", "asserted"),
    ],
)
def test_not_a_single_one(text: str, polarity: str) -> None:
    assert judge_clause(clauses_of(text), 0).polarity == polarity
