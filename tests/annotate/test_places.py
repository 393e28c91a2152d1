"""Places: marked sentences, spelling variants, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest

from build import a_span, an_article
from marked import put_marks, read_cases, strip_marks
from sayso.annotate.gazetteer import load_gazetteer
from sayso.annotate.places import find_places
from sayso.annotate.tagging import load_tagger
from sayso.annotate.tokens import read_sentences
from sayso.annotate.variants import nearest_town, slips_between, sound_of
from sayso.model import PlaceMention

CASES = Path(__file__).parents[1] / "cases" / "en"


def read_places(text: str) -> tuple[PlaceMention, ...]:
    return find_places(an_article(text), read_sentences(text, load_tagger("en")), load_gazetteer())


def label(place: PlaceMention) -> str:
    parts = [place.precision or "unknown", place.country or ""]
    parts += [place.name if place.name != place.span.exact else ""]
    parts += [f"in {place.container}" if place.container and not place.described else ""]
    parts += ["modifies" if place.modifies else "", "described" if place.described else ""]
    return " ".join(p for p in parts if p)


def cases(name: str) -> list[str]:
    return read_cases((CASES / name).read_text("utf-8").splitlines())


@pytest.mark.parametrize("marked", cases("places.txt"))
def test_places(marked: str) -> None:
    text, _ = strip_marks(marked)
    assert put_marks(text, [(p.span.start, p.span.end, label(p)) for p in read_places(text)]) == marked


@pytest.mark.parametrize("marked", cases("described_places.txt"))
def test_described_places(marked: str) -> None:
    text, _ = strip_marks(marked)
    described = [(p.span.start, p.span.end, label(p)) for p in read_places(text) if p.described]
    assert put_marks(text, described) == marked


@pytest.mark.parametrize(
    ("text", "written", "name"),
    [
        ("In Kenya, shops burned in Mombassa.", "Mombassa", "Mombasa"),
        ("In Kenya, shops burned in Eldorat.", "Eldorat", "Eldoret"),
        ("In Kenya, shops burned in Nukuru.", "Nukuru", "Nakuru"),
        ("In Turkey, shops burned in Diyarbekir.", "Diyarbekir", "Diyarbakır"),
        ("In Vietnam, shops burned in Haiphong.", "Haiphong", "Haiphong"),
    ],
)
def test_other_spellings_meet_the_same_place(text: str, written: str, name: str) -> None:
    (found,) = [p for p in read_places(text) if p.span.exact == written]
    (plain,) = [p for p in read_places(text.replace(written, name)) if p.span.exact == name]
    assert found.geonames == plain.geonames is not None


@pytest.mark.parametrize(
    "text",
    [
        "In Kenya, shops burned in Mokowu.",  # far from any town
        "Shops burned in Eldorat.",  # no country to look in
        "In Kenya, Eldorat said nothing.",  # nothing says that it is a place
    ],
)
def test_what_is_no_spelling_of_a_town_is_left(text: str) -> None:
    assert [p.span.exact for p in read_places(text) if p.country] in (["Kenya"], [])


def test_towns_a_letter_apart_stay_two() -> None:
    first, second = (p for p in read_places("In Peru, from Tarma to Tacna.") if p.precision == "town")
    assert first.geonames != second.geonames


def test_sounds_and_slips() -> None:
    assert sound_of("Khartoum") == sound_of("Hartum")
    assert slips_between(sound_of("Pokhara"), sound_of("Pokhra")) == 1
    assert slips_between("atirau", "aritau") == 1
    assert slips_between("aktau", "aktobe") is None
    assert nearest_town("Mombassa", ["KE"], load_gazetteer()) is not None


def test_one_name_has_one_meaning_in_an_article() -> None:
    text = "The council of Paris, Texas, met. In Paris the mill had closed."
    paris = [p.geonames for p in read_places(text) if p.name == "Paris"]
    assert len(paris) == 2
    assert len(set(paris)) == 1


def test_nothing_touches_what_is_taken() -> None:
    article = an_article("Lima is far from Cusco.")
    sentences = read_sentences(article.text, load_tagger("en"))
    places = find_places(article, sentences, load_gazetteer(), (a_span(article, "from Cusco"),))
    assert [p.span.exact for p in places] == ["Lima"]
