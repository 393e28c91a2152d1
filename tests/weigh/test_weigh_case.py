from __future__ import annotations

import copy
from datetime import date

import pytest

from crisis import Crisis, load_crisis
from sayso.link import link_case
from sayso.model import Conflict, Weighed
from sayso.weigh import weigh_case


@pytest.fixture(scope="module")
def dam() -> Crisis:
    return load_crisis("broken_dam")


def weigh(crisis: Crisis, as_of: str | None = None, without: str = "") -> Weighed:
    articles = [a for a in crisis.articles if a.name != without]
    kept = {a.id for a in articles}
    readings = [r for r in crisis.readings if r.article_id in kept]
    return weigh_case(link_case(articles, readings, ()), date.fromisoformat(as_of) if as_of else None)


def country_toll(crisis: Crisis, weighed: Weighed) -> str:
    claim = crisis.claim("own.txt", "The Rescue Service now counts 62 dead across Norland").id
    return next(f.id for f in weighed.linked.figures if claim in f.claim_ids)


def between(crisis: Crisis, weighed: Weighed, *quotes: str) -> list[Conflict]:
    return [k for k in weighed.conflicts if set(quotes) <= crisis.quotes(k.claim_ids)]


def test_two_named_origins_that_agree_give_a_best_value(dam: Crisis) -> None:
    weighed = weigh(dam)
    reach = weighed.figure_ranges[country_toll(dam, weighed)]
    assert (reach.low, reach.best, reach.high) == (62.0, 62.0, 62.0)
    assert "give the same value" in reach.why


def test_one_origin_gives_no_best_value(dam: Crisis) -> None:
    weighed = weigh(dam, as_of="2031-03-07")
    reach = weighed.figure_ranges[country_toll(dam, weighed)]
    assert (reach.best, reach.why) == (None, "no best value: one named origin only")


def test_a_later_value_of_the_same_origin_is_an_update(dam: Crisis) -> None:
    (found,) = between(
        dam,
        weigh(dam),
        "At least 40 people were killed in Norland",
        "The Rescue Service now counts 62 dead across Norland",
    )
    assert found.kind == "update"
    assert "same origin" in found.why


def test_a_town_within_the_country_is_scope(dam: Crisis) -> None:
    (found,) = between(
        dam,
        weigh(dam),
        "In Velm 51 people lost their lives",
        "The Rescue Service now counts 62 dead across Norland",
    )
    assert (found.kind, "Velm is a part of Norland" in found.why) == ("scope", True)


def test_a_denial_of_an_event_is_a_conflict(dam: Crisis) -> None:
    found = between(dam, weigh(dam), "the dam had burst on Tuesday", "On 4 March the dam at Velm collapsed")
    assert [k.kind for k in found] == ["conflict"]


def test_opposed_actions_are_a_conflict(dam: Crisis) -> None:
    found = between(
        dam,
        weigh(dam),
        "The minister sent troops to the bridge on Sunday",
        "The government withdrew its troops from the bridge on Sunday",
    )
    assert [k.kind for k in found] == ["conflict"]


def test_a_copy_adds_an_article_and_no_origin(dam: Crisis) -> None:
    whole, without = weigh(dam), weigh(dam, without="copied.txt")
    burst = dam.claim("wire.txt", "The Harl dam above Velm burst on Tuesday evening").id

    def support(weighed: Weighed) -> tuple[int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        event = next(e.id for e in weighed.linked.events if burst in e.claim_ids)
        s = weighed.event_support[event]
        return s.articles, s.origins, s.unnamed, s.unsourced

    assert support(whole)[0] == support(without)[0] + 1
    assert support(whole)[1:] == support(without)[1:]


def test_the_copy_is_found_with_its_direction_and_words(dam: Crisis) -> None:
    (copied,) = [d for d in weigh(dam).derivations if d.kind == "copies"]
    names = {a.id: a.name for a in dam.articles}
    assert (names[copied.derived_id], names[copied.origin_id]) == ("copied.txt", "wire.txt")
    ((mine, theirs),) = copied.passages
    assert theirs is not None
    assert mine.exact == theirs.exact
    assert mine.exact.endswith("within minutes")


def test_before_the_first_article_nothing_is_visible(dam: Crisis) -> None:
    weighed = weigh(dam, as_of="2031-03-01")
    assert weighed.visible == frozenset()
    assert weighed.conflicts == ()
    assert weighed.figure_support == {}


def test_weighing_changes_no_input(dam: Crisis) -> None:
    linked = link_case(dam.articles, dam.readings, ())
    before = copy.deepcopy(linked)
    weigh_case(linked, date(2031, 3, 8))
    assert linked == before


def test_the_chronology_follows_the_days(dam: Crisis) -> None:
    weighed = weigh(dam)
    first = {e.id: e for e in weighed.linked.events}[weighed.order[0]]
    assert "On 4 March the dam at Velm collapsed" in dam.quotes(first.claim_ids)
