"""Whose words a sentence is, where that is told aside."""

from __future__ import annotations

import pytest

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.claims.attribution import find_attributions

READER = load_reader("en")


def read(text: str) -> set[tuple[str, str]]:
    """Who says what, by the words."""
    found = find_attributions(annotate_article(an_article(text), READER))
    return {("nobody" if a.hops[-1].kind == "anonymous" else a.hops[-1].name, a.content.exact) for a in found}


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The barge carried what court papers describe as 900 tonnes of nitrate.",
            "court papers",
            "900 tonnes of nitrate",
        ),
        (
            "Between 900 and 1,200 people are held, if the hospital lists are to be trusted.",
            "the hospital lists",
            "Between 900 and 1,200 people are held",
        ),
        ("Rumour has it that the captain fled.", "nobody", "the captain fled"),
        (
            "A darker version goes round: the barn was lit on purpose.",
            "nobody",
            "the barn was lit on purpose",
        ),
        ("Navigation data show a tanker there in January.", "Navigation data", "a tanker there in January"),
        (
            "An audit commissioned by the bank found sprinklers in only 24 of 61 sheds.",
            "An audit",
            "sprinklers in only 24 of 61 sheds",
        ),
        ("The ship had hit a mine. That is the finding of Lord Selby.", "Selby", "The ship had hit a mine"),
        ("The lamps were out. My barber, who was there, says so too.", "My barber", "The lamps were out"),
        ("The shop was closed, as some traders maintain.", "some traders", "The shop was closed"),
        (
            "The ministry let it be known that the grid had failed.",
            "The ministry",
            "the grid had failed",
        ),
        (
            "The league had the names of 41 people killed by the police.",
            "The league",
            "41 people killed by the police",
        ),
        (
            "The notion that the neighbours opened the sluice goes back to a single columnist.",
            "a single columnist",
            "the neighbours opened the sluice",
        ),
        ("The committee has been told that the lamps were out.", "nobody", "the lamps were out"),
        (
            "Villagers carry versions according to which the gate stood open.",
            "versions",
            "the gate stood open",
        ),
    ],
    ids=lambda value: value[:28],
)
def test_an_aside(text: str, source: str, content: str) -> None:
    assert (source, content) in read(text)


@pytest.mark.parametrize("last", ["said", "says so", "thinks", "so", "it has this from", "as"])
def test_a_sentence_may_break_off(last: str) -> None:
    assert read(f"The ship had hit a mine.\n\nMy barber, who was there, {last}") is not None


def test_a_count_told_aside_covers_its_clause() -> None:
    ((source, content),) = read("The quay burned; the blast took, by the league's count, 96 lives.")
    assert (source, content) == ("the league", "the blast took, by the league's count, 96 lives")


@pytest.mark.parametrize(
    "text",
    [
        "The clerk found his keys in the drawer.",
        "By noon the count of the votes was over.",
        "That is the end of the road.",
        "What the mayor wore as a hat was a basket.",
        "They left the yard, as soldiers often do.",
        "The story goes on for pages.",
    ],
)
def test_nothing_is_told(text: str) -> None:
    assert read(text) == set()


def test_a_second_counter_whose_verb_is_left_out() -> None:
    found = read("The union counted 900 marchers, the police 300.")
    assert {("The union", "900 marchers"), ("the police", "300")} <= found


def test_a_toll_says_nothing_itself() -> None:
    assert read("The death toll of the unrest that followed stands at 33.") == set()


def test_a_state_of_things_says_nothing() -> None:
    assert read("Youth unemployment in the basin stands at 43 percent.") == set()


def test_one_who_threatens_whoever_says_so_says_nothing_of_the_sentence_before() -> None:
    doc = annotate_article(
        an_article("The curfew was lifted on Monday. Beza Rako vowed to sue the next person who said so."),
        load_reader("en"),
    )
    assert not [a for a in find_attributions(doc) if "curfew" in a.content.exact]
