"""Chains: whom a saying rests on, and through whom it came."""

from __future__ import annotations

import pytest

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.claims.attribution import chain_of, find_attributions

READER = load_reader("en")


def chains(text: str) -> list[list[str]]:
    """The chain of every attribution, the names without their articles."""
    found = find_attributions(annotate_article(an_article(text), READER))
    by_id = {a.id: a for a in found}
    return [[h.name.removeprefix("The ").removeprefix("the ") for h in chain_of(a, by_id)] for a in found]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "The Courier, relying on Harbour News, stated that the pier had burned.",
            ["Courier", "Harbour News"],
        ),
        (
            "The Courier reported, on the authority of the Harbour Agency, that the pier had burned.",
            ["Courier", "Harbour Agency"],
        ),
        (
            "The Courier said, quoting the Harbour Agency, that the pier had burned.",
            ["Courier", "Harbour Agency"],
        ),
        (
            "According to the Courier, which cited a naval officer, the pier had burned.",
            ["Courier", "a naval officer"],
        ),
        (
            "Forty people died, according to a nurse who had it from a surgeon.",
            ["a nurse", "a surgeon"],
        ),
        (
            "Forty people died, according to a message from Captain Berg that the line made public.",
            ["line", "Berg"],
        ),
        ("Mr. Holm denied through a lawyer that he had given the order.", ["a lawyer", "Holm"]),
        ("Its manager told Radio Nord that the lamps were out.", ["Radio Nord", "Its manager"]),
        (
            "According to an Atlas Press report quoted by the daily Harbour Courier, the pier burned.",
            ["daily Harbour Courier", "Atlas Press"],
        ),
    ],
    ids=lambda value: value[:28] if isinstance(value, str) else "",
)
def test_a_chain(text: str, chain: list[str]) -> None:
    assert chain in chains(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said, through tears, that the pier had burned.",
        "The mayor said that the council relied on the river for water.",
        "The mayor said that the clerks had got word from the town to leave.",
    ],
)
def test_no_second_source(text: str) -> None:
    assert all(len(chain) == 1 for chain in chains(text))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The ward was full, its head nurse, Yadira Mora, told Diario.", "Yadira Mora"),
        ("As this newspaper reported on Thursday, the gate was locked.", "newspaper"),
        ("The pumps stood still. The Diario has this from the hospital.", "hospital"),
    ],
)
def test_neither_the_hearer_nor_the_day_says_it(text: str, source: str) -> None:
    assert [chain[-1] for chain in chains(text)] == [source]
