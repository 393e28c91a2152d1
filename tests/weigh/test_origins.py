"""Whose say-so a source is in the end: a body for its speaker, an outlet for its reporter."""

from __future__ import annotations

import pytest

from crisis import read_crisis
from sayso.link import link_case
from sayso.model import Origin
from sayso.weigh import weigh_case
from sayso.weigh.copies import find_copies
from sayso.weigh.lineage import Lineage
from sayso.weigh.visible import published_of

QUOTE = "the mill at Osk burned down on Monday"
CLAIM = f'[[article.claim]]\nquote = "{QUOTE}"\nhead = "burn"\ntype = "DISASTER"\nwhen = "2031-06-02"\n'
Names = dict[str, str]


def an_article(
    text: str, source: str = "", names: Names | None = None, *, outlet: str = "Reef Post", roles: str = ""
) -> str:
    """An article that tells of the fire; ``names`` are words with their kinds, small letters for no name."""
    listed = ", ".join(
        f'{{words = "{words}", kind = "{kind}", proper = {str(words.split()[-1][0].isupper()).lower()}}}'
        for words, kind in (names or {}).items()
    )
    said = f'source = ["{source}"]\n' if source else ""
    head = f'[[article]]\nname = "{outlet}"\noutlet = "{outlet}"\npublished = "2031-06-03"\n'
    return f'{head}text = """{text}"""\nnames = [{listed}]\n{CLAIM}{said}'


def origins(*articles: str) -> list[tuple[Origin, ...]]:
    """The origins of the claim of each article."""
    crisis = read_crisis("\n".join(articles))
    linked = link_case(crisis.articles, crisis.readings, ())
    copies = find_copies(crisis.articles, crisis.readings, published_of(linked))
    lineage = Lineage(linked, copies)
    return [lineage.origins(reading.claims[0]) for reading in crisis.readings]


HOLT = {"Rescue Service": "organisation", "Ana Holt": "person"}


@pytest.mark.parametrize(
    "text",
    [
        "The Rescue Service came late. Its chief, Ana Holt, said that {}.",
        "The Rescue Service came late. The service's regional head, Ana Holt, said that {}.",
        "Ana Holt, director of the Rescue Service, said that {}.",
        "Ana Holt, the Rescue Service's spokeswoman, said that {}.",
        "Ana Holt, who leads the Rescue Service, said that {}.",
        "The Rescue Service came late, its duty officer, Ana Holt, said, and {}.",
    ],
)
def test_who_speaks_for_a_body_is_the_body(text: str) -> None:
    ((origin,),) = origins(an_article(text.format(QUOTE), "Ana Holt", HOLT))
    assert (origin.kind, origin.name) == ("named", "Rescue Service")


@pytest.mark.parametrize(
    "text",
    [
        "The Rescue Service came late. Its critic, Ana Holt, said that {}.",
        "The Rescue Service came late. Ana Holt, a baker, said that {}.",
    ],
)
def test_who_does_not_speak_for_a_body_is_an_origin_alone(text: str) -> None:
    ((origin,),) = origins(an_article(text.format(QUOTE), "Ana Holt", HOLT))
    assert (origin.kind, origin.name) == ("named", "Ana Holt")


def test_a_minister_is_the_ministry() -> None:
    names = {"Energy Ministry": "organisation", "Energy Minister Bo Friis": "person"}
    text = f"The Energy Ministry met. Energy Minister Bo Friis said that {QUOTE}."
    ((origin,),) = origins(an_article(text, "Energy Minister Bo Friis", names))
    assert origin.name == "Energy Ministry"


def test_an_office_is_whoever_holds_it_in_the_case() -> None:
    told = an_article(f"The mayor, Ida Kvist, said that {QUOTE}.", "Ida Kvist", {"Ida Kvist": "person"})
    bare = an_article(f"Said the mayor: {QUOTE}.", "the mayor", {"the mayor": "person"}, outlet="Bay Echo")
    first, second = origins(told, bare)
    assert first == second
    assert first[0].name == "Ida Kvist"


def test_of_two_mayors_neither_is_chosen() -> None:
    first = an_article(f"The mayor, Ida Kvist, said that {QUOTE}.", "Ida Kvist", {"Ida Kvist": "person"})
    second = an_article(
        f"The mayor, Per Moe, said that {QUOTE}.", "Per Moe", {"Per Moe": "person"}, outlet="A"
    )
    bare = an_article(f"Said the mayor: {QUOTE}.", "the mayor", {"the mayor": "person"}, outlet="Bay Echo")
    names = {found[0].name for found in origins(first, second, bare)}
    assert names == {"Ida Kvist", "Per Moe", "the mayor"}


def test_a_body_described_in_two_ways_is_one() -> None:
    first = an_article(
        f"It said, the district health office, that {QUOTE}.",
        "the district health office",
        {"the district health office": "group"},
    )
    second = an_article(
        f"The news of the health office: {QUOTE}.",
        "the health office",
        {"the health office": "group"},
        outlet="A",
    )
    (one,), (other,) = origins(first, second)
    assert (one.kind, one.key) == ("named", other.key)


def test_officials_stay_unnamed() -> None:
    ((origin,),) = origins(
        an_article(f"Some officials said that {QUOTE}.", "officials", {"officials": "group"})
    )
    assert origin.kind == "unnamed"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Our reporter stood at the gate and saw how {}.", "named"),
        ("A Post photographer watched how {}.", "named"),
        ("We counted the ruins where {}.", "named"),
        ("We asked the baker why {}.", "unsourced"),
        ("“We saw it,” said the baker's boy, and {}.", "unsourced"),
        ("Yesterday {}.", "unsourced"),
    ],
)
def test_an_outlet_that_was_there_is_an_origin(text: str, kind: str) -> None:
    ((origin,),) = origins(an_article(text.format(QUOTE)))
    assert (origin.kind, origin.name) == (kind, "Reef Post")


def test_an_outlet_that_is_cited_is_followed_to_its_source() -> None:
    brigade = {"Fire Brigade": "organisation"}
    first = an_article(f"The Fire Brigade says {QUOTE}.", "Fire Brigade", brigade, outlet="Northern Wire")
    second = an_article(
        f"As Northern Wire has it, {QUOTE}.", "Northern Wire", {"Northern Wire": "organisation"}
    )
    (one,), (other,) = origins(first, second)
    assert one == other


def test_what_is_told_to_the_outlet_is_not_its_own_say_so() -> None:
    names = {"Reef Post": "organisation"}
    ((origin,),) = origins(an_article(f"So it told the Reef Post, {QUOTE}.", "Reef Post", names))
    assert origin.kind == "unsourced"


def test_a_paper_is_its_authors() -> None:
    names = {"Fire Brigade": "organisation"}
    text = f"The Fire Brigade showed a report: {QUOTE}."
    crisis = read_crisis(an_article(text, 'Fire Brigade", "a report', names))
    linked = link_case(crisis.articles, crisis.readings, ())
    (found,) = Lineage(linked, ()).origins(crisis.readings[0].claims[0])
    assert found.name == "Fire Brigade"


def test_a_copy_that_drops_the_source_keeps_it_all_the_same() -> None:
    long = (
        "Where the wheel had turned for ninety years and the miller's cat had slept on the warm sacks of rye "
    )
    first = an_article(
        f"{long}{QUOTE}, said the Fire Brigade of the town.",
        "Fire Brigade",
        {"Fire Brigade": "organisation"},
        outlet="Northern Wire",
    )
    second = an_article(f"{long}{QUOTE}.", outlet="Zeal Echo").replace("2031-06-03", "2031-06-09")
    (one,), (other,) = origins(first, second)
    assert (other, one.name) == (one, "Fire Brigade")


def test_an_outlet_with_a_source_for_it_is_not_unsourced_by_its_headline() -> None:
    crisis = read_crisis(
        an_article(f"How {QUOTE}. The Fire Brigade said so.", "", {"Fire Brigade": "organisation"}).replace(
            CLAIM, f'{CLAIM}\n{CLAIM.replace(QUOTE, "The Fire Brigade said so")}source = ["Fire Brigade"]\n'
        )
    )
    linked = link_case(crisis.articles, crisis.readings, ())
    lineage = Lineage(linked, ())
    support = lineage.support(crisis.readings[0].claims)
    assert (len(support.origins), support.unsourced) == (1, ())


def test_edges_lead_to_the_body_behind_a_speaker() -> None:
    text = f"The Rescue Service came late. Its chief, Ana Holt, said that {QUOTE}."
    crisis = read_crisis(an_article(text, "Ana Holt", HOLT))
    weighed = weigh_case(link_case(crisis.articles, crisis.readings, ()), None)
    names = {entity.id: entity.name for entity in weighed.linked.entities}
    assert {names[d.origin_id] for d in weighed.derivations} == {"Ana Holt", "Rescue Service"}


def test_the_ministry_of_another_country_is_another() -> None:
    own = an_article(
        f"The Energy Ministry said that {QUOTE}.", "Energy Ministry", {"Energy Ministry": "organisation"}
    )
    other = an_article(
        f"At Norland's energy ministry they say that {QUOTE}.",
        "Norland's energy ministry",
        {"Norland's energy ministry": "group"},
        outlet="Bay Echo",
    ).replace("names =", 'places = ["Norland"]\nnames =')
    crisis = read_crisis(f"{own}\n{other}")
    lineage = Lineage(link_case(crisis.articles, crisis.readings, ()), ())
    (one,), (two,) = (lineage.origins(reading.claims[0]) for reading in crisis.readings)
    assert one.key != two.key


def test_the_paper_that_a_station_read_is_not_the_stations() -> None:
    names = {"Radio Osk": "organisation"}
    crisis = read_crisis(
        an_article(f"Radio Osk read a shift log: {QUOTE}.", 'Radio Osk", "a shift log', names)
    )
    lineage = Lineage(link_case(crisis.articles, crisis.readings, ()), ())
    (found,) = lineage.origins(crisis.readings[0].claims[0])
    assert found.name != "Radio Osk"


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("a spokesman for the Fire Brigade", "Fire Brigade"),
        ("a Fire Brigade spokeswoman", "Fire Brigade"),
        ("a harbour police officer", ""),
    ],
)
def test_a_spokesman_without_a_name_is_the_body(source: str, named: str) -> None:
    words = {source: "anonymous", "Fire Brigade": "organisation"}
    text = f"It was {source} who told us that {QUOTE}. The Fire Brigade came late."
    ((origin,),) = origins(an_article(text, source, words))
    assert (origin.kind, origin.name if named else "") == ("named" if named else "unnamed", named)
