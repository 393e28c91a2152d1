from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from crisis import Crisis, load_crisis
from sayso.link import link_case
from sayso.model import Entity, Judgement, Linked


@pytest.fixture(scope="module")
def dam() -> Crisis:
    return load_crisis("broken_dam")


@pytest.fixture(scope="module")
def linked(dam: Crisis) -> Linked:
    return link_case(dam.articles, dam.readings, ())


def bearer(linked: Linked, name: str) -> Entity:
    (found,) = [e for e in linked.entities if name in e.names]
    return found


def test_one_person_under_full_name_surname_initial_and_title(linked: Linked) -> None:
    names = bearer(linked, "Tomas Beric").names
    assert {"Tomas Beric", "Beric", "T. Beric", "Mr Beric"} <= set(names)


def test_an_organisation_with_its_country_left_out(linked: Linked) -> None:
    assert bearer(linked, "Norlandic Rescue Service").id == bearer(linked, "Rescue Service").id


def test_one_happening_in_other_words_is_one_event(dam: Crisis, linked: Linked) -> None:
    burst = dam.claim("wire.txt", "The Harl dam above Velm burst on Tuesday evening")
    (event,) = [e for e in linked.events if burst.id in e.claim_ids]
    assert dam.quotes(event.claim_ids) == {
        "The Harl dam above Velm burst on Tuesday evening",
        "On 4 March the dam at Velm collapsed",
        "the dam had burst on Tuesday",
    }


def test_figures_of_the_country_and_of_the_town_stay_apart(dam: Crisis, linked: Linked) -> None:
    figures = {tuple(sorted(dam.quotes(f.claim_ids))) for f in linked.figures}
    assert ("In Velm 51 people lost their lives",) in figures
    assert len(figures) == 2


def test_the_same_explanation_is_one_row_and_a_rival_another(dam: Crisis, linked: Linked) -> None:
    rows = [dam.quotes(x.claim_ids) for x in linked.explanations]
    assert {"Cracks in the wall brought the dam down", "A cracked wall was the cause of the flood"} in rows
    assert {"Rain brought the flood"} in rows


def test_any_order_of_articles_gives_the_same_case(dam: Crisis, linked: Linked) -> None:
    for number, order in enumerate(permutations(range(len(dam.articles)))):
        if number % 29 == 0:
            articles = [dam.articles[i] for i in order]
            readings = [dam.readings[i] for i in reversed(order)]
            assert link_case(articles, readings, ()) == linked


def test_a_person_parts_what_the_machine_joined(dam: Crisis) -> None:
    first = dam.claim("wire.txt", "The Harl dam above Velm burst on Tuesday evening").id
    other = dam.claim("own.txt", "On 4 March the dam at Velm collapsed").id
    parted = Judgement("ann", "2031-04-01", first, other, "different", "two dams")
    linked = link_case(dam.articles, dam.readings, (parted,))
    assert not any({first, other} <= set(e.claim_ids) for e in linked.events)
    withdrawn = replace(parted, withdrawn="2031-04-02")
    again = link_case(dam.articles, dam.readings, (withdrawn,))
    assert any({first, other} <= set(e.claim_ids) for e in again.events)


def test_a_person_joins_what_the_machine_kept_apart(dam: Crisis) -> None:
    town = dam.claim("own.txt", "In Velm 51 people lost their lives").id
    country = dam.claim("own.txt", "The Rescue Service now counts 62 dead across Norland").id
    joined = Judgement("ann", "2031-04-01", town, country, "same", "all the dead were there")
    linked = link_case(dam.articles, dam.readings, (joined,))
    assert any({town, country} <= set(f.claim_ids) for f in linked.figures)
