"""Where claims are set: datelines, scenes, relative clauses, and what an article is about."""

from __future__ import annotations

import pytest

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.claims import extract_claims
from sayso.claims.settings import Settings
from sayso.claims.whereabouts import find_datelines
from sayso.model import Doc


def read(text: str) -> Doc:
    return annotate_article(an_article(text, published="2031-05-04"), load_reader("en"))


def place_of(text: str, words: str) -> str | None:
    """The place of the claim that holds ``words``, the shortest where there are several."""
    held = [c for c in extract_claims(read(text)) if words in c.span.exact and c.kind in ("event", "figure")]
    assert held, f"no claim holds {words!r}"
    closest = min(held, key=lambda c: (len(c.span.exact), c.kind))
    return closest.place.name if closest.place else None


@pytest.mark.parametrize(
    ("text", "filed"),
    [
        ("NAIROBI, Kenya, May 3 (Rift Wire) - Nine people died in Kisumu.", ["Nairobi", "Kenya"]),
        ("Nakuru, Friday, May 3.- Nine people died in Kisumu.", ["Nakuru"]),
        ("Nairobi is far from Kisumu - nobody came.", []),
        ("Nine people died in Nairobi.", []),
    ],
)
def test_datelines_say_where_a_piece_was_filed(text: str, filed: list[str]) -> None:
    assert [p.name for p in find_datelines(read(text))] == filed


def test_a_dateline_is_not_inherited() -> None:
    text = "NAIROBI, May 3 (Rift Wire) - The rains began.\n\nA bridge collapsed. Four people were killed."
    assert place_of(text, "were killed") is None


def test_the_dateline_stands_in_for_its_own_sentence() -> None:
    assert place_of("NAIROBI, May 3 (Rift Wire) - Thousands marched on Monday.", "marched") == "Nairobi"


def test_a_paragraph_that_opens_with_a_place_is_set_there() -> None:
    text = "Kenya mourns its dead.\n\nIn Kisumu, shops closed. Police arrested six men."
    assert place_of(text, "arrested six") == "Kisumu"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("It was worse than in Brazil, which lost 90 people in 2019.", "lost 90", "Brazil"),
        ("The mayor of Tuqsa said that 70 people had died.", "had died", "Tuqsa"),
        (
            "Kenya floods kill many\n\nFloods swept the land. The ministry said 70 people had died.",
            "had died",
            "Kenya",
        ),
    ],
)
def test_places_elsewhere_in_the_text(text: str, words: str, name: str) -> None:
    assert place_of(text, words) == name


def test_a_place_without_a_name_is_not_another_place() -> None:
    text = (
        "Two men were flown from a camp near Kisumu.\n\nThe ministry declared an emergency in the province."
    )
    assert place_of(text, "declared") is None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # where someone comes from is no scene
        ("Ivo Brandt, from Kisumu, was there. More than 70 people died.", "More than 70", None),
        # nor is a town abroad that was told in passing
        (
            "Shops closed in Nakuru and in Kisumu.\n\nIn Nairobi, rents are those of Lyon. Pay rose in Lyon."
            "\n\nPolice arrested six men.",
            "arrested six",
            None,
        ),
        # a gate without a name is in the town of the dateline
        (
            "NAKURU, May 3 (Rift Wire) - The rains began.\n\nPolice arrested six men at the dock gate.",
            "arrested six",
            "Nakuru",
        ),
        # a building of a place is in it
        ("Soldiers searched beds at Kisumu Central Hospital on Monday.", "searched", "Kisumu"),
        # what a clause goes on from is where its happening was
        ("Nobody was tried after the Eldoret depot fire, which cost 50 lives.", "50 lives", "Eldoret"),
        (
            "Kenya wept.\n\nIn 2019 a ferry sank off Zanzibar, killing 145 people.",
            "killing 145",
            "Zanzibar",
        ),
        # what opens with a place and a colon is set there
        ("Orrin circle: thousands are out. Two people were killed.", "were killed", "Orrin"),
        # the happening that the lead tells names the place of counts
        (
            "It rained in Nakuru and in Kisumu on the morning after the explosion at Eldoret, officials said "
            "on Monday.\n\nThe ministry said 70 people had died.",
            "had died",
            "Eldoret",
        ),
    ],
)
def test_the_scene(text: str, words: str, name: str | None) -> None:
    assert place_of(text, words) == name


def test_no_main_place_where_two_are_told_alike() -> None:
    text = "Houses fell in Kisumu. Houses fell in Nakuru. The ministry said 70 people had died."
    assert Settings.of(read(text)).main_place is None


def test_where_a_source_has_its_seat_is_no_place_of_its_count() -> None:
    text = "The march went through Puno.\n\nThe League, a group in Lima, put the number of dead at 26."
    (figure,) = [c for c in extract_claims(read(text)) if c.kind == "figure"]
    assert figure.place is None or figure.place.inherited


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # what happened once, and what no toll counts, is of the place its paragraph has set
        ("Kenya wept.\n\nShops closed in Kisumu. Police arrested nine men.", "nine men", "Kisumu"),
        (
            "Kenya wept.\n\nMen marched in Nakuru. Forty lorries stood idle.",
            "Forty lorries",
            "Nakuru",
        ),
        ("Kenya wept.\n\nAid went to Kisumu. About 200 tents arrived.", "200 tents", "Kisumu"),
        # a toll is of the whole
        (
            "Kenya wept.\n\nShops closed in Kisumu. Officials say 90 people have died.",
            "90 people",
            "Kenya",
        ),
        ("Kenya wept.\n\nShops closed in Kisumu. By then 90 people had died.", "90 people", "Kenya"),
        ("Kenya wept.\n\nShops closed in Kisumu.\n\nPolice arrested nine men.", "nine men", "Kenya"),
        # a spot without a name lies where its paragraph is set
        (
            "Kenya wept.\n\nShops closed in Kisumu. Police shot a man at the bridge.",
            "shot a man",
            "Kisumu",
        ),
    ],
)
def test_counts_of_incidents_are_of_the_place_before(text: str, words: str, name: str) -> None:
    assert place_of(text, words) == name
