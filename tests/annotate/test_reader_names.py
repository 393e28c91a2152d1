"""An article's names made to agree, on readings made up for each case."""

from __future__ import annotations

import pytest

from sayso.annotate.reader_decoding import Found
from sayso.annotate.reader_names import agree_names
from sayso.annotate.tokens import split_words
from sayso.model import Sentence, Token


def agree(text: str, *read: tuple[str, str, float]) -> list[tuple[int, str, str]]:
    """The names after they agree; each of ``read`` is the next place of a name, its kind and how sure."""
    words = split_words(text, 0, len(text))
    tokens = tuple(Token(s, e, text[s:e], "", "") for s, e in words)
    names, at = list[Found](), 0
    for name, kind, sure in read:
        at = text.index(name, at)
        names.append(Found(at, at + len(name), kind, sure))
        at += len(name)
    agreed = agree_names(names, [Sentence(0, len(text), 0, tokens)], words)
    return [(n.start, text[n.start : n.end], n.label) for n in agreed]


def test_a_name_is_one_wherever_it_stands() -> None:
    text = "Norvik sailed. The Norvik ship sank, and norvik lost; Norvikson wept."
    assert agree(text, ("Norvik", "organisation", 0.9)) == [
        (0, "Norvik", "organisation"),
        (19, "Norvik", "organisation"),
    ]


@pytest.mark.parametrize(
    ("text", "sure"), [("Norvik sank. Norvik rose.", 0.7), ("Norvik or Norvik or Norvik or Norvik", 0.9)]
)
def test_a_doubtful_or_seldom_read_name_stays_where_it_was_read(text: str, sure: float) -> None:
    assert agree(text, ("Norvik", "organisation", sure)) == [(0, "Norvik", "organisation")]


def test_the_kind_is_the_one_that_all_readings_are_surest_of() -> None:
    text = "Ann Lee spoke to Ann Lee of Ann Lee."
    read = ("Ann Lee", "person", 0.9), ("Ann Lee", "organisation", 0.6), ("Ann Lee", "person", 0.5)
    assert [kind for _, _, kind in agree(text, *read)] == ["person"] * 3


def test_the_longest_name_is_found_and_none_within_another() -> None:
    text = "Oslo Port closed, Oslo froze. Oslo Port opened in Oslo. East Oslo Port slept."
    read = ("Oslo Port", "organisation", 0.9), ("Oslo", "place", 0.9), ("East Oslo Port", "place", 0.9)
    assert agree(text, *read) == [
        (0, "Oslo Port", "organisation"),
        (18, "Oslo", "place"),
        (30, "Oslo Port", "organisation"),
        (50, "Oslo", "place"),
        (56, "East Oslo Port", "place"),
    ]


def test_no_names_and_no_words() -> None:
    assert agree("It rained.") == []
    assert agree("") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Norvik Inc. sank", ["Norvik Inc."]),
        ("Norvik Inc", ["Norvik Inc"]),
        ("Norvik Inc.", ["Norvik Inc."]),
    ],
)
def test_the_point_of_an_abbreviation_is_of_the_name_that_it_ends(text: str, names: list[str]) -> None:
    assert [name for _, name, _ in agree(text, ("Norvik Inc", "organisation", 0.9))] == names


def test_the_point_of_a_sentence_is_of_no_name() -> None:
    assert agree("It was Norvik.", ("Norvik", "organisation", 0.9)) == [(7, "Norvik", "organisation")]


@pytest.mark.parametrize(
    "address", ["Norvik@port.example", "http://port.example/Norvik", "port.example/Norvik_plan.pdf"]
)
def test_no_name_stands_in_an_address(address: str) -> None:
    read = ("Norvik", "person", 0.9), ("Norvik", "person", 0.9)
    text = f"Norvik slept. Write to {address} , he said."
    assert agree(text, *read) == [(0, "Norvik", "person")]
    assert agree(text, read[0]) == [(0, "Norvik", "person")]


def test_a_company_that_is_called_like_its_page_is_a_name() -> None:
    assert agree("Port.com closed.", ("Port.com", "organisation", 0.9)) == [(0, "Port.com", "organisation")]
