"""Whose count a figure is, and where it was counted."""

from __future__ import annotations

import pytest

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.claims import extract_claims
from sayso.model import Claim


def figure(text: str, words: str) -> Claim:
    """The figure that opens with ``words``."""
    doc = annotate_article(an_article(text, published="2031-05-04"), load_reader("en"))
    found = [c for c in extract_claims(doc) if c.amount and c.amount.span.exact.startswith(words)]
    assert len(found) == 1, f"{len(found)} figures open with {words!r}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        # the owner of a count
        ("The mayor says nine died. The Pilots' Guild's stands at 12.", "12", "The Pilots' Guild"),
        ("Nine died. The miners' claim of “more than 90” was taken back.", "more than", "The miners"),
        ("Nine died. The firm's “more than 90” dates from May.", "more than", "The firm"),
        ("Nine died. The ward's own count had by then risen to 12.", "12", "The ward"),
        # the subject of a verb of counting
        ("The Coast Watch documented 14 deaths at sea.", "14", "Coast Watch"),
        ("The Coast Watch has recorded the names of 81 detainees.", "81", "Coast Watch"),
        ("Nine people were arrested. The prosecutor knows only of seven.", "seven", "The prosecutor"),
        ("The mayor says nine people died. The Pilots' Guild has 12 names.", "12", "The Pilots' Guild"),
        ("The port office holds to its figure of 23 dead.", "23", "The port office"),
        ("The Pilots' Guild had arrived by then at 52 killed.", "52", "The Pilots' Guild"),
        ("The Chamber of Trade has drawn up a first balance: 14 shops looted.", "14", "Chamber of Trade"),
        # the teller of a series
        ("The police raised its toll to 23 killed, up from 17 on Friday.", "17", "The police"),
        ("How many died? The ward's count stood at 17 on Friday, then went to 23.", "23", "The ward"),
        # who is named before a colon, behind "by", as the giver of a toll, as the one who did it
        ("The clinic doctors: 31 dead.", "31", "The clinic doctors"),
        ("The toll given by the clinic is 31 dead.", "31", "the clinic"),
        ("Thirty deaths have been recorded by the clinic.", "Thirty", "the clinic"),
        ("The figure of 31 dead was given by the ward.", "31", "the ward"),
        ("The navy lost nine men, by its own account.", "nine", "The navy"),
        ("Two pilots briefed on the wreck spoke of 31 dead.", "31", "Two pilots"),
        ("The clinic sticks to 31 dead.", "31", "The clinic"),
        ("Killed on Friday: 31 people.", "31", None),
        ("Thirty men were killed by the storm.", "Thirty", None),
        ("The mill burned by its own gate and nine men died.", "nine", None),
        # and no counter
        ("The flood brought 12 deaths.", "12", None),
        ("The boat's crew of 12 was saved.", "12", None),
        ("The city has 300 injured.", "300", None),
        ("The river keeps 12 people from home.", "12", None),
        ("I have documented 14 deaths.", "14", None),
        ("Nine people died, she said; the fire had spread, and 12 were hurt.", "12", None),
    ],
)
def test_who_counts(text: str, words: str, source: str | None) -> None:
    hops = figure(text, words).attribution
    assert (hops[-1].name if hops else None) == source


def test_the_whole_of_a_series_is_the_tellers() -> None:
    text = "The Pilots' Guild had arrived by then at 52 killed: 36 in Kisumu, 13 in Nakuru and three at Lamu."
    for words in ("52", "36", "13", "three"):
        assert figure(text, words).attribution[-1].name == "The Pilots' Guild"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # right behind the figure
        ("The guild counts 52 killed: 36 in Kisumu, 13 in Nakuru.", "13", "Nakuru"),
        ("Guards in Kisumu arrested 36 people in Nakuru on Friday.", "36", "Nakuru"),
        # what happened took place where its paragraph last was
        (
            "Kenya mourns.\n\nCrowds marched in Kisumu. Guards fired. Police arrested six men.",
            "six",
            "Kisumu",
        ),
        ("Kenya mourns.\n\nA mill burned at Nakuru. Its owner fled. Two men were hurt.", "Two", "Nakuru"),
        # a running total is of the whole
        ("Kenya mourns.\n\nA mill burned at Nakuru. The death toll rose to 60.", "60", "Kenya"),
        ("Kenya mourns.\n\nA mill burned at Nakuru. So far 60 people have died.", "60", "Kenya"),
        # another paragraph is another place
        ("Kenya mourns.\n\nA mill burned at Nakuru.\n\nTwo men were hurt.", "Two", "Kenya"),
    ],
)
def test_where_a_figure_was_counted(text: str, words: str, name: str) -> None:
    place = figure(text, words).place
    assert place is not None
    assert place.name == name
