"""The example in examples/titanic agrees with its truth file: a check of the data, not of the reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "examples" / "titanic"
LISTS = (
    "events", "figures", "attributions", "own", "denials", "hedges", "unreal", "voices", "conflicts",
    "explanations", "copies", "forecasts", "junk", "aliases", "skip",
)  # fmt: skip
LEAST = {"events": 60, "attributions": 40, "figures": 45}
QUOTED = [part for part in LISTS if part not in ("copies", "aliases")]
FOREIGN = {"09-le-fanal-du-soir.txt", "wire.jsonl#3"}
MEASURES = {"killed", "injured", "missing", "deployed", "rescued"}


class _Article(HTMLParser):
    """The text of a page's <article>, a paragraph to a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "article"

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside = False
        elif tag in ("p", "h1"):
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def _lines() -> list[dict[str, str]]:
    return [json.loads(line) for line in (FOLDER / "wire.jsonl").read_text(encoding="utf-8").splitlines()]


def _texts() -> dict[str, str]:
    texts = {p.name: p.read_text(encoding="utf-8") for p in FOLDER.glob("*.txt")}
    for page in FOLDER.glob("*.html"):
        parser = _Article()
        parser.feed(page.read_text(encoding="utf-8"))
        texts[page.name] = "".join(parser.parts)
    for number, line in enumerate(_lines(), 1):
        texts[f"wire.jsonl#{number}"] = f"{line['title']}\n\n{line['text']}"
    return texts


TEXTS = _texts()
GOLD = json.loads((FOLDER / "truth.gold.json").read_text(encoding="utf-8"))


def _spots(part: str) -> Iterator[tuple[str, str]]:
    for entry in GOLD[part]:
        for spot in entry.get("parts") or entry.get("stances") or [entry]:
            yield spot["article"], spot["quote"]
            content = spot.get("content", [])
            for quote in content if isinstance(content, list) else [content]:
                yield spot["article"], quote


@pytest.mark.parametrize("part", QUOTED)
def test_every_quote_occurs_once(part: str) -> None:
    found = {(name, quote): TEXTS[name].count(quote) for name, quote in _spots(part)}
    assert found
    assert {spot: n for spot, n in found.items() if n != 1} == {}


def test_the_truth_knows_every_report_and_no_other() -> None:
    assert set(GOLD["articles"]) == set(TEXTS)
    assert {name for group in GOLD["copies"] for name in group} <= set(TEXTS)


def test_enough_of_each() -> None:
    assert 16 <= len(TEXTS) <= 22
    assert {part: len(GOLD[part]) for part in LEAST if len(GOLD[part]) < LEAST[part]} == {}
    assert all(GOLD[part] for part in LISTS)


def test_reports_are_short_and_differ() -> None:
    words = {name: len(text.split()) for name, text in TEXTS.items()}
    assert {name: n for name, n in words.items() if not 120 <= n <= 400} == {}
    assert len({re.sub(r"\s+", " ", text).strip() for text in TEXTS.values()}) == len(TEXTS)


def test_names_stand_in_the_reports() -> None:
    everything = "\n".join(TEXTS.values())
    assert [n for g in GOLD["aliases"] for n in g["names"] if n not in everything] == []


def test_an_event_or_figure_has_one_entry() -> None:
    for part in ("events", "figures", "own", "denials", "hedges", "unreal", "voices", "junk"):
        spots = [(entry["article"], entry["quote"]) for entry in GOLD[part]]
        assert len(spots) == len(set(spots)), part


def test_one_report_in_french_and_one_in_german() -> None:
    assert "sauvés" in TEXTS["09-le-fanal-du-soir.txt"]
    assert [line.get("language") for line in _lines()].count("de") == 1
    assert not FOREIGN & {name for part in QUOTED for name, _ in _spots(part)}


def test_figures_and_dates_have_their_form() -> None:
    for figure in GOLD["figures"]:
        assert figure["low"] is not None or figure["high"] is not None
        assert not figure.get("vague") or figure["modifier"]
    assert {figure["measure"] for figure in GOLD["figures"]} >= MEASURES
    for event in GOLD["events"]:
        if event["date"]:
            earliest, latest = event["date"]
            assert earliest <= latest
            assert event["granularity"] in ("day", "year", "days", "since", "untold")
            assert event["granularity"] != "day" or earliest == latest


def test_every_number_of_a_thousand_or_more_is_known() -> None:
    """Precision is scored: a toll or a total that the truth forgot would count against whoever finds it."""
    spots = [*_spots("figures"), *_spots("skip")]
    for name in set(TEXTS) - FOREIGN:
        known = [(TEXTS[name].index(quote), quote) for article, quote in spots if article == name]
        for number in re.finditer(r"\b\d,\d{3}\b", TEXTS[name]):
            at = number.start()
            assert any(start <= at < start + len(quote) for start, quote in known), (name, number.group())
