"""Names by rule and by network, joined."""

from __future__ import annotations

from build import an_article
from sayso.annotate.gazetteer import load_gazetteer
from sayso.annotate.names import find_names
from sayso.annotate.places import find_places
from sayso.annotate.reader_decoding import Found
from sayso.annotate.tagging import load_tagger
from sayso.annotate.tokens import read_sentences


def names(text: str, *seen: tuple[str, str, float]) -> set[tuple[str, str, str]]:
    """The words, kinds and full names found, where the network saw these words as these kinds, so sure."""
    article = an_article(text)
    sentences = read_sentences(text, load_tagger("en"))
    places = find_places(article, sentences, load_gazetteer())
    found = [Found(text.index(w), text.index(w) + len(w), kind, sure) for w, kind, sure in seen]
    mentions = find_names(article, sentences, places, seen=found)
    return {(m.span.exact, m.kind, m.canonical) for m in mentions if m.proper}


def test_a_name_that_only_the_network_saw() -> None:
    text = "The yard belongs to Brellmont since May."
    assert names(text) == set()
    assert names(text, ("Brellmont", "organisation", 0.9)) == {("Brellmont", "organisation", "Brellmont")}
    assert names(text, ("Brellmont", "organisation", 0.4)) == set()


def test_a_place_of_the_gazetteer_stays_one() -> None:
    text = "The yard is in Lima since May."
    assert names(text, ("Lima", "person", 0.9)) == names(text)


def test_the_network_corrects_where_a_name_ends() -> None:
    text = "He met Subtract Ivo Brandt there."
    assert ("Ivo Brandt", "person", "Ivo Brandt") in names(text, ("Ivo Brandt", "person", 0.95))


def test_a_body_with_and_in_its_name_is_not_cut() -> None:
    text = "The Fire Service and Civil Defence (FSCD) came. The FSCD left."
    assert names(text, ("Civil Defence", "organisation", 0.9)) == names(text)


def test_long_and_short_names_of_one_bearer_have_one_kind() -> None:
    text = "Brellmont Terminals Ltd owns the yard. Brellmont denies it."
    found = names(text, ("Brellmont Terminals Ltd", "organisation", 0.9), ("Brellmont denies", "person", 0.1))
    assert {kind for _, kind, _ in found} == {"organisation"}
