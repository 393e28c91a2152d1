from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import a_span, an_article
from sayso.ids import mention_id
from sayso.link.entities import link_entities
from sayso.link.names import is_slip, same_given, spelling_key
from sayso.model import DateEvidence, Judgement, NameKind, NameMention, PlaceMention, Reading
from sayso.vocabulary import load_vocabulary


@dataclass(frozen=True)
class Said:
    """A name as a mention gives it, with what it stands for in its article."""

    words: str
    kind: NameKind = "person"
    canonical: str | None = None
    proper: bool = True
    places: tuple[tuple[str, int | None, str], ...] = ()


def a_reading(number: int, *said: Said) -> Reading:
    text = f"Report {number}. " + " ".join(
        f"{s.words} ; {' ; '.join(p[0] for p in s.places)} ." for s in said
    )
    article = an_article(text)
    names: list[NameMention] = []
    places: list[PlaceMention] = []
    for one in said:
        if one.words:
            span = a_span(article, one.words)
            names.append(
                NameMention(
                    mention_id(one.kind, span), span, one.kind, one.canonical or one.words, one.proper
                )
            )
        for name, geonames, country in one.places:
            span = a_span(article, name)
            places.append(
                PlaceMention(
                    mention_id("toponym", span), span, name, geonames, country=country, precision="town"
                )
            )
    return Reading(article.id, "test", None, DateEvidence(), names=tuple(names), places=tuple(places))


def together(left: Said, right: Said, *others: Said) -> bool:
    """Whether two names in two articles get one entity, in a case with others."""
    readings = [a_reading(n, said) for n, said in enumerate((left, right, *others))]
    entities, _ = link_entities(readings)

    def mine(number: int) -> set[str]:
        ids = {m.id for m in readings[number].names} | {m.id for m in readings[number].places}
        return {e.id for e in entities if ids & set(e.mention_ids)}

    return bool(mine(0) & mine(1))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nikolai Berenko", "Nikolay Berenko"),
        ("Darzhan Mulov", "Darjan Mulov"),
        ("Mohammed Karali", "Muhammad Karali"),
        ("J. Hartwell", "Joan Hartwell"),
        ("Dr Joan Hartwell", "Joan Hartwell"),
        ("Yelena Sorokova", "Elena Sorokova"),
        ("Anna Maria Lindqvist", "Anna Lindqvist"),
        ("Ana Rojas Vidal", "Ana Rojas"),
    ],
)
def test_one_person_in_two_spellings(left: str, right: str) -> None:
    assert together(Said(left), Said(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Marat Ostrov", "Murat Ostrov"),
        ("Martin Kovac", "Martina Kovac"),
        ("Hassan Deri", "Hussein Deri"),
        ("Joan Hartwell", "Peter Hartwell"),
        ("Joan Hartwell", "Joan Hartmann"),
        ("Ana Rojas Vidal", "Luis Rojas"),
    ],
)
def test_two_people_stay_two(left: str, right: str) -> None:
    assert not together(Said(left), Said(right))


def test_a_surname_alone_is_its_only_bearer() -> None:
    assert together(Said("Hartwell"), Said("Joan Hartwell"))


def test_a_surname_of_two_bearers_is_neither() -> None:
    assert not together(Said("Hartwell"), Said("Joan Hartwell"), Said("Peter Hartwell"))


def test_two_bearers_leave_an_unsure_link() -> None:
    readings = [
        a_reading(n, Said(name)) for n, name in enumerate(("Hartwell", "Joan Hartwell", "Peter Hartwell"))
    ]
    _, links = link_entities(readings)
    assert "unsure" in {link.judgement for link in links}


def test_a_role_with_its_country_is_its_only_bearer() -> None:
    role = Said("the president of Norland", proper=False)
    bearer = Said("Norland's president", canonical="Ida Voss", proper=False)
    named = Said("Ida Voss")
    readings = [a_reading(1, role), a_reading(2, bearer, named)]
    entities, _ = link_entities(readings)
    assert [set(e.names) for e in entities] == [
        {"the president of Norland", "Norland's president", "Ida Voss"}
    ]


def organisation(words: str, place: str = "", proper: bool = True) -> Said:
    places = ((place, 7, "XN"),) if place else ()
    return Said(words, "organisation", proper=proper, places=places)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (organisation("NRG"), organisation("Northern Rescue Guild")),
        (organisation("League of Coast Towns"), organisation("LCT")),
        (organisation("Labour Organisation"), organisation("Labor Organization")),
        (organisation("Harbour Press news agency"), organisation("Harbor Press")),
        (organisation("Orrin Terminals Ltd"), organisation("Orrin")),
        (organisation("The Daily Compass"), organisation("Compass")),
        (
            organisation("the interior ministry", proper=False),
            organisation("Norlandic Interior Ministry", "Norland"),
        ),
    ],
)
def test_one_organisation(left: Said, right: Said) -> None:
    assert together(left, right)


def test_a_short_name_of_two_firms_is_neither() -> None:
    docks, mills = organisation("Orrin Terminals"), organisation("Orrin Chemicals")
    assert not together(organisation("Orrin"), docks, mills)


def test_the_ministries_of_two_countries_are_two() -> None:
    north = organisation("Norlandic Interior Ministry", "Norland")
    south = Said("Sudlandic Interior Ministry", "organisation", places=(("Sudland", 8, "XS"),))
    assert not together(north, south)


def test_a_ministry_without_a_country_is_not_chosen_among_two() -> None:
    bare = organisation("the interior ministry", proper=False)
    north = organisation("Norlandic Interior Ministry", "Norland")
    south = Said("Sudlandic Interior Ministry", "organisation", places=(("Sudland", 8, "XS"),))
    assert not together(bare, north, south)


def place(name: str, geonames: int | None, country: str = "XN") -> Said:
    return Said("", places=((name, geonames, country),))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (place("Zharovka", 11), place("Jarovka", None)),
        (place("Zharovka", 11), place("Zharovk", None)),
        (place("Old Harbour", 12), place("Old-Harbour", None)),
        (place("Lower Town", 13), place("Upper Quay", 13)),
        (place("Zharov River", None), place("Zharov", None)),
    ],
)
def test_one_place(left: Said, right: Said) -> None:
    assert together(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (place("Milburn", 21), place("Milborn", 22)),
        (place("Doha", 23), place("Dota", None)),
        (place("Zharov", 24), place("Zharov River", None)),
        (place("Zharovka", 11, "XN"), place("Zharovka", 99, "XS")),
    ],
)
def test_two_places_stay_two(left: Said, right: Said) -> None:
    assert not together(left, right)


def test_officials_of_two_articles_are_not_known_to_be_the_same() -> None:
    officials = Said("officials", "group", proper=False)
    assert not together(officials, officials)


def test_a_person_parts_two_bearers_of_one_name() -> None:
    readings = [a_reading(1, Said("Ida Voss")), a_reading(2, Said("Ida Voss"))]
    left, right = (r.names[0].id for r in readings)
    told = Judgement("ann", "2031-01-01", left, right, "different", "mother and daughter")
    entities, _ = link_entities(readings, [told])
    assert len(entities) == 2


@pytest.mark.parametrize("rewrite", load_vocabulary("en", "spellings")["rewrite"], ids=lambda r: r["from"])
def test_each_rewrite_joins_its_example(rewrite: dict[str, object]) -> None:
    left, right = (str(name).lower() for name in rewrite["example"])  # type: ignore[attr-defined]
    assert spelling_key(left) == spelling_key(right)


def test_short_names_allow_no_slip() -> None:
    assert not is_slip("doha", "dota")
    assert is_slip("zanaoren", "zanaolen")


def test_given_names_may_be_initials() -> None:
    assert same_given("j", "joan")
    assert not same_given("j", "peter")


NAMES = st.sampled_from(
    [
        "Joan Hartwell",
        "Peter Hartwell",
        "Hartwell",
        "J. Hartwell",
        "Ida Voss",
        "Voss",
        "Ivo Voss",
        "Yelena Sorokova",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(names: list[str], chance: object) -> None:
    readings = [a_reading(n, Said(name)) for n, name in enumerate(names)]
    shuffled = list(readings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert link_entities(shuffled) == link_entities(readings)


def test_one_name_to_the_letter_is_one_though_one_article_knows_its_place() -> None:
    assert together(organisation("Trans-Harlic News", "Harl"), organisation("Trans-Harlic News"))
    assert not together(organisation("Interior Ministry", "Harl"), organisation("Harlic Bank"))


def observatory_names(*said: Said) -> list[set[str]]:
    """The names of each organisation of a case in which every article names one."""
    entities, _ = link_entities([a_reading(number, one) for number, one in enumerate(said)])
    return [set(entity.names) for entity in entities if entity.kind == "organisation"]


def test_a_body_with_a_capital_is_the_only_long_name_with_its_word() -> None:
    full = Said("Observatory for Free Speech", "organisation")
    short = Said("the Observatory", "organisation", proper=False)
    assert len(observatory_names(full, short)) == 1


def test_a_common_noun_or_one_of_two_long_names_is_not() -> None:
    full = Said("Observatory for Free Speech", "organisation")
    small = Said("the observatory", "organisation", proper=False)
    other = Said("Southern Observatory", "organisation")
    short = Said("the Observatory", "organisation", proper=False)
    assert len(observatory_names(full, small)) == 2
    assert len(observatory_names(full, other, short)) == 3
