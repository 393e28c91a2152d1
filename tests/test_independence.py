"""The invented stories in bench/independence agree with their gold: a check of the data, not of the reader.

Half of the stories are sealed: what fails is named by story, file and number, never by its text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from bench.origins import STORIES
from bench.origins_told import COMMON, COPY, INDEPENDENT, SAME, Story, read_stories

EVERY = read_stories(STORIES, ())
MANNERS = {
    COMMON: {
        "credited paraphrase", "official quotation", "one origin", "press conference", "shared count",
        "shared document", "shared statement", "uncredited paraphrase",
    },
    INDEPENDENT: {"no second source", "second source"},
}  # fmt: skip


@pytest.fixture(params=EVERY, ids=[story.name for story in EVERY])
def story(request: pytest.FixtureRequest) -> Story:
    found: Story = request.param
    return found


def said_by(story: Story) -> list[dict[str, set[str]]]:
    """For each claim the named origins that each article gives it."""
    claims = []
    for claim in story.gold["claims"]:
        said: dict[str, set[str]] = {}
        for telling in claim["tellings"]:
            said.setdefault(telling["article"], set()).update(telling["origins"])
        claims.append(said)
    return claims


def own_sentences(text: str) -> set[str]:
    """Sentences of eight words or more, without what stands between quotation marks."""
    plain = re.sub(r'"[^"]*"', ".", text)
    return {" ".join(part.split()) for part in re.split(r"(?<=[.!?])\s|\n", plain) if len(part.split()) > 7}


def test_twelve_stories_half_of_them_sealed() -> None:
    assert len(EVERY) == 12
    assert sum(story.sealed for story in EVERY) == 6
    assert sum(len(story.texts) for story in EVERY) >= 60


def test_articles_are_short_and_all_known(story: Story) -> None:
    assert set(story.gold["articles"]) == set(story.texts)
    assert 5 <= len(story.texts) <= 7
    assert {n: len(t.split()) for n, t in story.texts.items() if not 80 <= len(t.split()) <= 220} == {}
    assert [name for name in story.texts if not re.fullmatch(r"\d{3}_[0-9a-f]{8}\.txt", name)] == []


def test_dates_are_iso_and_to_come(story: Story) -> None:
    days = [date.fromisoformat(article["published"]) for article in story.gold["articles"].values()]
    assert all(day.year >= 2034 for day in days)


def test_every_article_names_its_outlet(story: Story) -> None:
    articles = story.gold["articles"]
    short = {"Alpe-Adria Press": "AAP", "Archipelago News Service": "ANS", "Pier and Port": "Pier & Port"}
    unnamed = [
        name
        for name, text in story.texts.items()
        if short.get(articles[name]["outlet"], articles[name]["outlet"]).casefold() not in text.casefold()
    ]
    assert unnamed == []


def test_every_quote_occurs_once(story: Story) -> None:
    for number, claim in enumerate(story.gold["claims"]):
        for telling in claim["tellings"]:
            times = story.texts[telling["article"]].count(telling["quote"])
            assert times == 1, (number, telling["article"])


def test_a_telling_is_named_or_unnamed_or_unsourced(story: Story) -> None:
    for number, claim in enumerate(story.gold["claims"]):
        for telling in claim["tellings"]:
            kinds = [bool(telling["origins"]), telling["unnamed"] is not None, telling["unsourced"]]
            assert sum(kinds) == 1, (number, telling["article"])
            known = set(telling["origins"]) <= set(story.gold["origins"])
            assert known, (number, telling["article"])


def test_counts_agree_with_the_tellings(story: Story) -> None:
    assert 3 <= len(story.gold["claims"]) <= 5
    for number, claim in enumerate(story.gold["claims"]):
        named = {origin for telling in claim["tellings"] for origin in telling["origins"]}
        assert claim["kind"] in ("figure", "event"), number
        assert claim["why"], number
        agree = sorted(named) == claim["origins"]
        assert agree, number
        assert claim["count"] == len(named), number
        for kind in ("unnamed", "unsourced"):
            telling = {told["article"] for told in claim["tellings"] if told[kind]}
            assert bool(telling) <= claim[kind] <= len(telling), (number, kind)


def test_names_of_origins_stand_in_the_articles(story: Story) -> None:
    everything = "\n".join(story.texts.values())
    for number, names in enumerate(story.gold["origins"].values()):
        assert names, number
        assert all(name in everything for name in names), number


def test_every_pair_has_one_verdict_with_its_reason(story: Story) -> None:
    pairs = [tuple(pair["articles"]) for pair in story.gold["pairs"]]
    assert sorted(pairs) == list(combinations(sorted(story.texts), 2))
    assert all(pair["why"] for pair in story.gold["pairs"])
    assert {pair["verdict"] for pair in story.gold["pairs"]} <= {COPY, COMMON, SAME, INDEPENDENT, None}
    for pair in story.gold["pairs"]:
        if pair["verdict"] in MANNERS:
            assert pair["manner"] in MANNERS[pair["verdict"]], pair["articles"]


def test_a_copy_is_no_older_than_its_original(story: Story) -> None:
    articles = story.gold["articles"]
    for pair in story.gold["pairs"]:
        if pair["verdict"] != COPY:
            continue
        assert pair["extent"] in ("whole", "partial"), pair["articles"]
        assert (pair["original"] is None) == (pair["copy"] is None) == (pair["credited"] is None)
        if pair["original"]:
            assert sorted((pair["original"], pair["copy"])) == pair["articles"]
            days = [articles[pair[which]]["published"] for which in ("original", "copy")]
            assert days == sorted(days), pair["articles"]


def test_verdicts_agree_with_outlets_and_claims(story: Story) -> None:
    articles = story.gold["articles"]
    claims = said_by(story)
    for pair in story.gold["pairs"]:
        x, y = pair["articles"]
        shared = any(said.get(x, set()) & said.get(y, set()) for said in claims)
        one_outlet = articles[x]["outlet"] == articles[y]["outlet"]
        assert one_outlet == (pair["verdict"] == SAME), pair["articles"]
        if pair["verdict"] in (COMMON, INDEPENDENT):
            assert shared == (pair["verdict"] == COMMON), pair["articles"]


def test_only_copies_and_one_outlet_share_sentences(story: Story) -> None:
    for pair in story.gold["pairs"]:
        if pair["verdict"] in (COMMON, INDEPENDENT):
            x, y = (own_sentences(story.texts[name]) for name in pair["articles"])
            shared = len(x & y)
            assert shared == 0, pair["articles"]


@pytest.mark.parametrize("sealed", [False, True])
def test_each_half_has_some_of_every_kind(sealed: bool) -> None:
    pairs = [pair for story in EVERY if story.sealed == sealed for pair in story.gold["pairs"]]
    claims: list[Any] = [claim for story in EVERY if story.sealed == sealed for claim in story.gold["claims"]]
    copies = [pair for pair in pairs if pair["verdict"] == COPY]
    kinds = Counter((pair["extent"], pair["credited"]) for pair in copies)
    assert all(kinds[extent, credited] for extent in ("whole", "partial") for credited in (True, False, None))
    assert sum(pair["edited"] for pair in copies) >= 5
    manners = {pair.get("manner") for pair in pairs}
    common = {"credited paraphrase", "uncredited paraphrase", "official quotation", "press conference"}
    assert common | {"one origin", "second source"} <= manners
    assert {claim["count"] for claim in claims} == {0, 1, 2, 3}
    assert sum(claim["unnamed"] for claim in claims) >= 2
    assert sum(claim["unsourced"] for claim in claims) >= 5


def test_the_gold_is_written_as_json_is(story: Story) -> None:
    path = story.reports[0].parent / "gold.json"
    text = json.dumps(story.gold, indent=1, ensure_ascii=False) + "\n"
    same = path.read_text(encoding="utf-8") == text
    assert same
