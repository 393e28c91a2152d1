from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from build import a_span, an_article
from invented import C_BURST, LINKED, POST, weigh_by_hand
from sayso.model import Weighed
from sayso.show import to_csv


def rows(weighed: Weighed, name: str) -> list[dict[str, str]]:
    words = to_csv(weighed)[name]
    assert words.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(words[1:], newline="")))


def test_a_claim_is_a_row_with_its_words_and_whose_they_are() -> None:
    row = next(row for row in rows(weigh_by_hand(), "claims") if row["quote"] == "At least 12 people died")
    assert (row["low"], row["best"], row["modifier"], row["as_of"]) == ("12", "", "at least", "2031-05-03")
    assert (row["chain"], row["origin"]) == ("Tarn Post > Water Board", "Water Board")
    assert (row["address"], row["figures"]) == ("post.txt", "f-killed")


def test_an_event_has_a_row_for_each_telling() -> None:
    events = rows(weigh_by_hand(), "events")
    assert [row["outlet"] for row in events] == ["Tarn Post", "Hollow Herald", "Vale Radio"]
    assert {row["contested"] for row in events} == {"yes"}


def test_a_figure_has_a_row_for_each_report() -> None:
    figures = rows(weigh_by_hand(), "figures")
    assert [row["low"] for row in figures] == ["12", "12", "47", "24"]
    assert {(row["figure_low"], row["figure_high"], row["origins"]) for row in figures} == {("12", "47", "2")}


def saying(words: str) -> Weighed:
    """The invented case with one article and one claim that holds ``words`` alone."""
    article = replace(an_article(words), id=POST.id, outlet=words)
    claim = replace(C_BURST, span=a_span(article, words), trigger=None, when_span=None, place=None)
    linked = replace(
        LINKED, articles=(article,), readings=(replace(LINKED.readings[0], claims=(claim,), furniture=()),)
    )
    return replace(weigh_by_hand(), linked=linked, derivations=(), conflicts=())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", " =", "\n=", "＝", "|"])
def test_no_cell_is_read_as_a_formula(start: str) -> None:
    row = rows(saying(start + 'HYPERLINK("http://x")'), "claims")[0]
    for cell in ("quote", "outlet", "chain", "origin"):
        assert row[cell].startswith("'")


def test_numbers_stay_numbers() -> None:
    assert rows(weigh_by_hand(), "figures")[2]["best"] == "47"


def test_lines_quotes_and_controls_break_no_row() -> None:
    found = rows(saying('he said "no",\r\nthen\x00\x1b left \u202e'), "claims")
    assert [row["quote"] for row in found] == ['he said "no",\nthen�� left �']


def test_every_row_is_as_wide_as_its_head() -> None:
    for words in to_csv(weigh_by_hand()).values():
        assert len({len(row) for row in csv.reader(io.StringIO(words[1:], newline=""))}) == 1
