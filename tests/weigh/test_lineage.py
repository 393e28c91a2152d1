from __future__ import annotations

from datetime import date

from crisis import Crisis, read_crisis
from sayso.link import link_case
from sayso.model import Support, Weighed
from sayso.weigh import weigh_case

QUOTE = "The mill at Osk burned down on Monday"
FIELDS = """head = "burn"
type = "DISASTER"
subtype = "fire"
when = "2031-06-02"
place = "Osk"
patients = ["The mill"]"""


def an_entry(
    name: str,
    rest: str = "",
    *,
    source: str = "",
    names: str = "",
    outlet: str | None = "",
    day: str = "2031-06-03",
) -> str:
    """An article that tells of the fire, after ``rest``, on somebody's say-so or its own."""
    told = f'\noutlet = "{outlet or name}"' if outlet is not None else ""
    when = f'\npublished = "{day}"' if day else ""
    said = f"\nsource = {source}" if source else ""
    mentions = f"\nnames = {names}" if names else ""
    return (
        f'[[article]]\nname = "{name}"{told}{when}\ntext = """{rest} {QUOTE}."""\n'
        f'places = ["Osk"]{mentions}\n'
        f'[[article.claim]]\nquote = "{QUOTE}"\n{FIELDS}{said}\n'
    )


PLACE = '[[place]]\nname = "Osk"\ngeonames = 3\ncountry = "XN"\nprecision = "town"\n'
BRIGADE = '[{words = "Fire Brigade", kind = "organisation"}]'
WIRE = '[{words = "Northern Wire", kind = "organisation"}]'


def weigh(*entries: str, as_of: date | None = None) -> tuple[Crisis, Weighed]:
    crisis = read_crisis(PLACE + "\n".join(entries))
    return crisis, weigh_case(link_case(crisis.articles, crisis.readings, ()), as_of)


def support(*entries: str) -> Support:
    """The support of the one event that the entries tell."""
    _, weighed = weigh(*entries)
    (found,) = weighed.event_support.values()
    return found


def test_many_outlets_on_one_named_origin_count_once() -> None:
    said = [
        an_entry(
            f"Paper {n}", f"Number {n}. The Fire Brigade says:", source='["Fire Brigade"]', names=BRIGADE
        )
        for n in range(4)
    ]
    found = support(*said)
    assert (found.articles, len(found.origins), found.unnamed, found.unsourced) == (4, 1, (), ())


def test_own_voice_is_unsourced_by_outlet() -> None:
    found = support(
        an_entry("Reef Post", "One."),
        an_entry("Reef Post", "Two.", day="2031-06-04"),
        an_entry("Bay Echo", "Three."),
    )
    assert (found.origins, found.unsourced) == ((), ("Bay Echo", "Reef Post"))


def test_officials_are_unnamed_and_never_added_to_the_named() -> None:
    group = '[{words = "officials", kind = "group", proper = false}]'
    found = support(
        an_entry("Reef Post", "Some officials say so.", source='["officials"]', names=group),
        an_entry("Bay Echo", "The Fire Brigade says:", source='["Fire Brigade"]', names=BRIGADE),
    )
    assert (len(found.origins), found.unnamed, found.unsourced) == (1, ("officials (Reef Post)",), ())


def test_an_outlet_that_is_cited_rests_on_its_own_source() -> None:
    found = support(
        an_entry("Northern Wire", "The Fire Brigade says:", source='["Fire Brigade"]', names=BRIGADE),
        an_entry("Bay Echo", "Northern Wire reports:", source='["Northern Wire"]', names=WIRE),
    )
    assert len(found.origins) == 1
    assert found.unsourced == ()


def test_an_outlet_that_is_cited_and_tells_it_itself_is_one_origin() -> None:
    found = support(
        an_entry("Northern Wire", "Our story."),
        an_entry("Bay Echo", "Northern Wire reports:", source='["Northern Wire"]', names=WIRE),
    )
    assert (len(found.origins), found.unsourced) == (1, ())


def test_a_chain_gives_an_edge_to_each_source_and_counts_the_innermost() -> None:
    both = (
        '[{words = "Northern Wire", kind = "organisation"}, {words = "Fire Brigade", kind = "organisation"}]'
    )
    crisis, weighed = weigh(
        an_entry(
            "Bay Echo",
            "Northern Wire, citing the Fire Brigade:",
            source='["Northern Wire", "Fire Brigade"]',
            names=both,
        )
    )
    names = {e.id: e.name for e in weighed.linked.entities}
    (found,) = weighed.event_support.values()
    assert [names[i] for i in found.origins] == ["Fire Brigade"]
    assert {names[d.origin_id] for d in weighed.derivations} == {"Northern Wire", "Fire Brigade"}
    assert {d.derived_id for d in weighed.derivations} == {crisis.articles[0].id}


def test_the_undated_are_seen_on_the_last_day_and_not_before() -> None:
    entries = (an_entry("Reef Post", "One."), an_entry("Bay Echo", "Two.", day=""))
    crisis, early = weigh(*entries, as_of=date(2031, 6, 2))
    _, late = weigh(*entries, as_of=date(2031, 6, 3))
    assert early.visible == frozenset()
    assert {a.id for a in crisis.articles} <= late.visible


def test_the_agency_in_a_dateline_is_what_an_article_rests_on() -> None:
    dated = an_entry("Bay Echo", "OSK, June 2 (Northern Wire) -", names=WIRE)
    own = an_entry("Northern Wire", "OSK, June 2 (Northern Wire) - Again:", names=WIRE)
    crisis, weighed = weigh(dated, own)
    (agency,) = [e for e in weighed.linked.entities if e.kind == "organisation"]
    resting = {d.derived_id for d in weighed.derivations if d.origin_id == agency.id and d.kind == "cites"}
    assert resting == {a.id for a in crisis.articles if a.name == "Bay Echo"}
