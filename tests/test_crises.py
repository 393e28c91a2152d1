"""The invented crises in bench/crises agree with their gold: a check of the data, not of the reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "bench" / "crises"
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/gold.json"))
LISTS = (
    "events", "figures", "attributions", "own", "denials", "hedges", "unreal", "voices", "conflicts",
    "explanations", "copies", "forecasts", "junk", "aliases", "skip",
)  # fmt: skip
QUOTED = [part for part in LISTS if part not in ("copies", "aliases")]
LEAST = {"events": 45, "attributions": 45, "figures": 40, "conflicts": 10, "explanations": 6}
LEAST_OF = {
    "blast": {
        "events": 55, "attributions": 60, "own": 15, "denials": 15, "hedges": 8, "unreal": 15,
        "forecasts": 10, "junk": 20,
    },
    "blackout": {
        "events": 100, "attributions": 150, "figures": 80, "own": 25, "denials": 50, "hedges": 20,
        "unreal": 40, "conflicts": 35, "explanations": 9, "forecasts": 30, "junk": 50,
    },
    "mutiny": {
        "events": 120, "attributions": 180, "figures": 130, "own": 30, "denials": 45, "hedges": 12,
        "unreal": 40, "voices": 35, "conflicts": 55, "explanations": 12, "forecasts": 15, "junk": 40,
    },
    "border": {
        "events": 110, "attributions": 180, "figures": 115, "own": 30, "denials": 55, "hedges": 12,
        "unreal": 45, "voices": 28, "conflicts": 35, "explanations": 9, "forecasts": 15, "junk": 40,
    },
}  # fmt: skip
REPORTS = {"blackout": (6, 700, 1600), "mutiny": (6, 700, 1400), "border": (6, 700, 1400)}
"""How many reports, and of how many words each; where none is given, eight of 250 to 600."""
CORE = {"killed", "injured", "detained", "missing", "displaced", "deployed"}
MEASURES = CORE | {"damage", "destroyed", "attacked", "price", "price_ratio", "share", "population", None}
STANCES = {"asserts", "denies", "hedges", "reports"}
KINDS = {"conflict", "update", "scope", "rounding", "agreement"}
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


class Crisis:
    """The reports of one crisis and its gold."""

    def __init__(self, name: str) -> None:
        folder = FOLDER / name
        self.name = name
        self.texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
        self.gold: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))

    def spots(self, part: str) -> Iterator[tuple[str, str]]:
        """Every article and quote that a part of the gold names."""
        for entry in self.gold[part]:
            for spot in entry.get("parts") or entry.get("stances") or [entry]:
                content = spot.get("content", [])
                for quote in [spot["quote"], *(content if isinstance(content, list) else [content])]:
                    yield spot["article"], quote


@pytest.fixture(params=NAMES)
def crisis(request: pytest.FixtureRequest) -> Crisis:
    return Crisis(request.param)


def test_there_are_crises() -> None:
    assert NAMES == ["blackout", "blast", "border", "coup", "dam", "mutiny"]


@pytest.mark.parametrize("part", QUOTED)
def test_every_quote_occurs_once(crisis: Crisis, part: str) -> None:
    found = {(name, quote): crisis.texts[name].count(quote) for name, quote in crisis.spots(part)}
    assert found
    assert {spot: n for spot, n in found.items() if n != 1} == {}


def test_reports_of_some_length_all_known(crisis: Crisis) -> None:
    reports, shortest, longest = REPORTS.get(crisis.name, (8, 250, 600))
    assert len(crisis.texts) == reports
    lengths = {name: len(text.split()) for name, text in crisis.texts.items()}
    assert {name: n for name, n in lengths.items() if not shortest <= n <= longest} == {}
    assert set(crisis.gold["articles"]) == set(crisis.texts)
    assert {name for group in crisis.gold["copies"] for name in group} <= set(crisis.texts)


def test_enough_of_each(crisis: Crisis) -> None:
    gold = crisis.gold
    least = LEAST | LEAST_OF.get(crisis.name, {})
    assert {part: len(gold[part]) for part in least if len(gold[part]) < least[part]} == {}
    assert all(gold[part] for part in LISTS)
    assert {figure["measure"] for figure in gold["figures"]} >= CORE
    assert {voice["kind"] for voice in gold["voices"]} == {"author", "interviewee", "comment"}


def test_names_stand_in_the_reports(crisis: Crisis) -> None:
    everything = "\n".join(crisis.texts.values())
    assert [n for entity in crisis.gold["aliases"] for n in entity["names"] if n not in everything] == []


@pytest.mark.parametrize(
    "part", ["events", "figures", "own", "denials", "hedges", "unreal", "voices", "junk"]
)
def test_a_spot_has_one_entry(crisis: Crisis, part: str) -> None:
    spots = [(entry["article"], entry["quote"]) for entry in crisis.gold[part]]
    assert len(spots) == len(set(spots))


def test_figures_have_their_form(crisis: Crisis) -> None:
    for figure in crisis.gold["figures"]:
        assert figure["low"] is not None or figure["high"] is not None, figure
        assert figure["measure"] in MEASURES, figure
        assert not figure.get("vague") or figure["modifier"], figure
        words = figure["modifier"] or ""
        assert words == words.lower(), figure
        assert words in figure["quote"].lower(), figure


def test_dates_have_their_form(crisis: Crisis) -> None:
    for event in crisis.gold["events"]:
        assert (event["date"] is None) == (event["granularity"] is None), event
        if event["date"]:
            earliest, latest = map(date.fromisoformat, event["date"])
            assert earliest <= latest, event
            assert event["granularity"] in ("day", "days", "since", "untold", "year"), event
            assert event["granularity"] != "day" or earliest == latest, event
            assert event["granularity"] != "year" or (latest - earliest).days in (364, 365), event
    for article in crisis.gold["articles"].values():
        earliest, latest = map(date.fromisoformat, article["published"])
        assert earliest <= latest


def test_conflicts_and_explanations_have_their_form(crisis: Crisis) -> None:
    labels = {explanation["label"] for explanation in crisis.gold["explanations"]}
    for conflict in crisis.gold["conflicts"]:
        assert set(conflict["kinds"]) <= KINDS, conflict
        assert len({part["side"] for part in conflict["parts"]}) > 1, conflict
    for explanation in crisis.gold["explanations"]:
        assert set(explanation["near"]) <= labels, explanation
        for stance in explanation["stances"]:
            assert set(stance["stance"].split("|")) <= STANCES, stance


def test_every_number_of_two_digits_or_more_is_known(crisis: Crisis) -> None:
    """Precision is scored: a toll that the gold forgot would count against whoever finds it."""
    parts = ("figures", "skip", "junk", "events", "attributions", "voices")
    for name, text in crisis.texts.items():
        spots = [
            (text.index(quote), quote) for p in parts for article, quote in crisis.spots(p) if article == name
        ]
        known = [(start, start + len(quote)) for start, quote in spots]
        for number in re.finditer(r"(?<![\w.:,$])\d[\d,]*\d(?= (?!years|days|hours|litres)[a-z])", text):
            at = number.start()
            year = YEAR.fullmatch(number.group())
            assert year or any(start <= at < end for start, end in known), (name, text[at - 30 : at + 40])
