"""Quotes as Web Annotations and Claims: found again by their words, and by their place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import forms
from build import a_span, an_article
from invented import C_BURST, HERALD, LINKED, POST, weigh_by_hand, weigh_early
from sayso.model import Span, Weighed
from sayso.show.exports import export_case
from sayso.show.exports.addresses import find_address, name_source
from sayso.show.exports.webannotation import write_selectors


def annotate(weighed: Weighed) -> list[dict[str, Any]]:
    page = forms.load(export_case(weighed, "webannotation").files["annotations.jsonld"])
    return page["items"]  # type: ignore[no-any-return]


def find_by_quote(selector: dict[str, str], text: str) -> tuple[int, int]:
    """Where a reader finds the words that stand between prefix and suffix; fails unless it is one place."""
    whole = selector["prefix"] + selector["exact"] + selector["suffix"]
    places = [i for i in range(len(text)) if text.startswith(whole, i)]
    assert len(places) == 1
    start = places[0] + len(selector["prefix"])
    return start, start + len(selector["exact"])


def test_every_quote_is_found_by_its_words_and_by_its_place() -> None:
    texts = {name_source(article): article.text for article in weigh_by_hand().linked.articles}
    found = annotate(weigh_by_hand())
    assert len(found) == 10
    for annotation in found:
        text = texts[annotation["target"]["source"]]
        quote, position = annotation["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert find_by_quote(quote, text) == (position["start"], position["end"])


REPEATED = an_article(
    "They left. " * 40 + "Then they came back. " + "They left. " * 40, name="drum.txt", outlet="Drum"
)


@pytest.mark.parametrize("nth", [0, 1, 20, 41, 79])
def test_words_that_are_said_again_and_again_are_told_apart(nth: int) -> None:
    span = a_span(REPEATED, "They left", nth)
    quote, _ = write_selectors(span, REPEATED.text)
    assert find_by_quote(quote, REPEATED.text) == (span.start, span.end)


def test_places_count_code_points() -> None:
    article = an_article("\U0001f525\U0001f525 Fire \U0001f525 at the mill.")
    quote, position = write_selectors(a_span(article, "at the mill"), article.text)
    assert article.text[position["start"] : position["end"]] == quote["exact"] == "at the mill"


def test_a_quote_in_an_endless_litany_is_listed_as_lost() -> None:
    article = replace(an_article("They left. " * 400), id=POST.id, outlet="Drum")
    start = 2200
    span = Span(POST.id, start, start + 9, "They left")
    claim = replace(C_BURST, span=span, trigger=None, when_span=None, place=None)
    reading = replace(LINKED.readings[0], claims=(claim,), furniture=())
    linked = replace(LINKED, articles=(article,), readings=(reading,))
    weighed = replace(weigh_by_hand(), linked=linked, derivations=(), conflicts=())
    written = export_case(weighed, "webannotation")
    assert [loss.item for loss in written.losses if loss.lost == "a quote that is found once"] == [claim.id]
    assert len(str(written.files["annotations.jsonld"])) < 10_000


def test_an_annotation_says_who_says_so_and_which_claim_it_is() -> None:
    twelve = next(
        a for a in annotate(weigh_early()) if a["target"]["selector"][0]["exact"].startswith("At least 12")
    )
    values = {(body["purpose"], body["value"]) for body in twelve["body"]}
    assert ("tagging", "figure") in values
    assert ("tagging", "asserted") in values
    told = next(value for purpose, value in values if purpose == "describing")
    assert told == "Tarn Post > Water Board: figure, killed at least 12, 2031-05-03"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("http://example.org/a b\u202e<c>", "http://example.org/a%20b%E2%80%AE%3Cc%3E"),
        ("https://example.org/%20", "https://example.org/%20"),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_an_address_is_one_that_can_be_followed(url: str | None, address: str) -> None:
    article = replace(POST, url=url)
    assert find_address(article) == address
    assert name_source(article) == (address or name_source(POST))


def test_an_article_without_an_address_is_named_by_its_bytes() -> None:
    assert name_source(POST).startswith("ni:///sha-256;")
    assert name_source(POST) != name_source(HERALD)


# --- schema.org --------------------------------------------------------------------------------------


def claims(weighed: Weighed) -> dict[str, dict[str, Any]]:
    graph = forms.load(export_case(weighed, "claim").files["claims.jsonld"])["@graph"]
    return {claim["identifier"]: claim for claim in graph}


def test_a_claim_appears_where_it_is_told() -> None:
    burst = claims(weigh_by_hand())["e-burst"]
    assert [a["publisher"]["name"] for a in burst["appearance"]] == [
        "Tarn Post",
        "Hollow Herald",
        "Vale Radio",
    ]
    assert burst["firstAppearance"]["publisher"]["name"] == "Tarn Post"
    assert burst["firstAppearance"]["datePublished"] == "2031-05-03"


def test_each_value_of_a_figure_is_a_claim() -> None:
    texts = [c["text"] for key, c in claims(weigh_by_hand()).items() if key.startswith("f-killed")]
    assert texts == ["Killed, Ellin: at least 12", "Killed, Ellin: 47", "Killed, Ellin: 24–99 (dozens)"]


def test_who_came_first_is_said_only_where_it_is_sure() -> None:
    articles = tuple(replace(a, published=None) for a in LINKED.articles)
    readings = tuple(replace(r, published=None) for r in LINKED.readings)
    undated = replace(weigh_by_hand(), linked=replace(LINKED, articles=articles, readings=readings))
    assert "firstAppearance" not in claims(undated)["e-burst"]
    lost = [loss.lost for loss in export_case(undated, "claim").losses if loss.item == "e-burst"]
    assert "firstAppearance left out" in lost


def test_who_denies_it_is_listed_as_lost() -> None:
    lost = {loss.item: loss.lost for loss in export_case(weigh_by_hand(), "claim").losses}
    assert lost["x-valves"] == "who denies it"
    assert [a["name"] for a in claims(weigh_by_hand())["x-valves"]["author"]] == ["Ada Brun"]
