from __future__ import annotations

import pytest

from build import a_span, an_article
from crisis import Crisis, load_crisis, read_crisis
from sayso.ids import claim_id
from sayso.link import link_case
from sayso.link.compare import EVENT_FEATURES, exclude, mark
from sayso.link.entities import EntityIndex
from sayso.link.events import link_events
from sayso.link.judge import VETO, collect_reasons, judge
from sayso.link.tellings import Preparer, Telling
from sayso.model import Claim, Event
from sayso.spans import cut

PLACES = """
[[place]]
name = "Norland"
geonames = 1
country = "XN"
precision = "country"
[[place]]
name = "Velm"
geonames = 2
country = "XN"
precision = "town"
[[place]]
name = "Osk"
geonames = 3
country = "XN"
precision = "town"
"""


def tell(*told: dict[str, str]) -> tuple[Crisis, tuple[Event, ...]]:
    """The events of a crisis of which each article tells one happening."""
    articles = [PLACES]
    for number, one in enumerate(told):
        words, place = one["words"], one.get("place")
        fields = "\n".join(f'{key} = "{value}"' for key, value in one.items() if key != "words")
        named = f'places = ["{place}"]' if place else ""
        articles.append(
            f'[[article]]\nname = "{number}"\ntext = """Report {number} from {place}. {words}."""\n{named}\n'
            f'[[article.claim]]\nquote = "{words}"\n{fields}\n'
        )
    crisis = read_crisis("\n".join(articles))
    return crisis, link_case(crisis.articles, crisis.readings, ()).events


STRIKE = {"head": "strike", "type": "PROTEST", "subtype": "strike"}


def joined(left: dict[str, str], right: dict[str, str]) -> bool:
    _, events = tell(left, right)
    return len(events) == 1


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ({"place": "Velm", "when": "2031-03-04"}, {"place": "Velm", "when": "2031-03-04"}, True),
        ({"place": "Velm", "when": "2031-03-04"}, {"place": "Osk", "when": "2031-03-04"}, False),
        ({"place": "Velm", "when": "2031-03-04"}, {"place": "Velm", "when": "2031-03-09"}, False),
        ({"place": "Velm", "when": "2031-03-04"}, {"place": "Velm", "when": "2031-03-03/2031-03-05"}, True),
        ({}, {}, False),
    ],
)
def test_place_and_time_tell_happenings_apart(
    left: dict[str, str], right: dict[str, str], same: bool
) -> None:
    first = {"words": "Dockers struck over pay", **STRIKE, **left}
    second = {"words": "A strike shut the docks", **STRIKE, **right}
    assert joined(first, second) is same


def test_another_type_is_another_happening() -> None:
    where = {"place": "Velm", "when": "2031-03-04", "head": "march"}
    assert not joined(
        {"words": "Dockers marched to the square", "type": "PROTEST", **where},
        {"words": "Guards marched to the square", "type": "MOBILIZE", **where},
    )


def test_a_light_verb_joins_nothing() -> None:
    where = {"place": "Velm", "when": "2031-03-04", "head": "begin"}
    assert not joined(
        {"words": "A fair began at noon", **where}, {"words": "Talks began in the tower", **where}
    )


def test_a_bridge_between_two_days_does_not_join_them() -> None:
    told = [
        {"words": "Dockers struck over pay", **STRIKE, "place": "Velm", "when": "2031-03-04"},
        {"words": "Dockers struck over pay again", **STRIKE, "place": "Velm"},
        {"words": "Dockers struck over pay once more", **STRIKE, "place": "Velm", "when": "2031-03-09"},
    ]
    crisis, events = tell(*told)
    days = [
        {c.when.earliest for r in crisis.readings for c in r.claims if c.id in e.claim_ids and c.when}
        for e in events
    ]
    assert all(len(found) <= 1 for found in days)


def test_what_falls_within_a_wider_unrest_is_part_of_it() -> None:
    crisis, events = tell(
        {
            "words": "Unrest gripped Norland",
            "head": "unrest",
            "place": "Norland",
            "when": "2031-03-02/2031-03-08",
        },
        {
            "words": "The town hall of Velm was stormed",
            "head": "storm",
            "place": "Velm",
            "when": "2031-03-04",
        },
        {"words": "A fair was held in Osk", "head": "fair", "place": "Osk", "when": "2031-04-20"},
    )
    quotes = {next(iter(crisis.quotes(e.claim_ids))): e for e in events}
    wide = quotes["Unrest gripped Norland"]
    assert quotes["The town hall of Velm was stormed"].part_of == wide.id
    assert quotes["A fair was held in Osk"].part_of is None
    assert wide.part_of is None


def events_of(sentence: str, *claims: tuple[str, str, str]) -> int:
    """How many events a sentence tells of whose claims are given as words, trigger and head."""
    article = an_article(sentence)
    told = []
    for words, trigger, head in claims:
        span, at = a_span(article, words), sentence.index(trigger)
        claim = Claim(
            claim_id("event", span, head), article.id, "event", span, head,
            trigger=cut(article, at, at + len(trigger)),
        )  # fmt: skip
        told.append(Telling(claim, None, frozenset(), frozenset(), frozenset(), None))
    return len(link_events(told)[0])


@pytest.mark.parametrize(
    ("sentence", "verb", "noun", "expected"),
    [
        ("The league made a landing at dawn", ("made", "make"), ("a landing", "landing"), 1),
        ("The league feared a landing at dawn", ("feared", "fear"), ("a landing", "landing"), 2),
        ("Riots in the port broke out at dawn", ("broke", "break"), ("Riots in the port", "riot"), 1),
        ("Riots in the port worried the league", ("worried", "worry"), ("Riots in the port", "riot"), 2),
    ],
)
def test_a_light_verb_and_its_noun_are_one_event(
    sentence: str, verb: tuple[str, str], noun: tuple[str, str], expected: int
) -> None:
    trigger = noun[0].split()[-1] if noun[0].startswith("a ") else noun[0].split()[0]
    assert events_of(sentence, (sentence, *verb), (noun[0], trigger, noun[1])) == expected


def test_two_words_for_one_kind_of_happening_meet() -> None:
    here = {"place": "Velm", "when": "2031-03-04", "type": "DISASTER"}
    started = {**here, "words": "A blaze started in the mill", "head": "start"}
    broke_out = {**here, "words": "There fire broke out in the mill", "head": "break out"}
    mended = {**here, "words": "Masons mended the wheel there", "head": "mend"}
    assert joined(started, broke_out)
    assert not joined(started, mended)


def test_the_quick_veto_excludes_only_what_the_reasons_call_different() -> None:
    crisis = load_crisis("broken_dam")
    linked = link_case(crisis.articles, crisis.readings, ())
    preparer = Preparer(crisis.articles, crisis.readings, EntityIndex(linked.entities))
    told = [preparer.prepare(claim) for reading in crisis.readings for claim in reading.claims]
    pairs = [(a, b) for a in told for b in told if a.id < b.id]
    excluded = [(a, b) for a, b in pairs if exclude(mark(a), mark(b))]
    assert len(excluded) > 10
    assert {judge(collect_reasons(a, b, EVENT_FEATURES)) for a, b in excluded} == {"different"}
    rest = [pair for pair in pairs if pair not in excluded]
    assert not any(r.weight <= VETO for a, b in rest for r in collect_reasons(a, b, EVENT_FEATURES))
