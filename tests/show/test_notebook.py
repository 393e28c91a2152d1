from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree

from clash import weigh_saying
from invented import weigh_by_hand, weigh_nothing
from sayso.model import Weighed
from sayso.show import build_account
from sayso.show.index import Index
from sayso.show.notebook import MOST_SHOWN, Rows
from sayso.show.tables import list_claims

HOSTILE = "<script>alert(1)</script> & <b onclick=x> \u202e turned"


def parse(rows: Rows[Any]) -> etree._Element:
    """What a notebook is given; fails unless all of it is well formed."""
    return etree.fromstring(rows._repr_html_())


def figures(weighed: Weighed) -> Rows[Any]:
    return Rows(build_account(weighed).figures)


def test_rows_are_a_plain_tuple() -> None:
    timeline = build_account(weigh_by_hand()).timeline
    rows = Rows(timeline)
    assert rows == timeline
    assert rows[0] is timeline[0]
    assert hash(rows) == hash(timeline)


def test_figures_show_their_plot_and_their_reports() -> None:
    page = parse(figures(weigh_by_hand()))
    assert len(page.findall(".//svg[@class='sketch']")) == 1
    words = [cell.text for cell in page.iter("bdi")]
    assert "“At least 12 people died”" in words
    assert "Water Board ← Tarn Post" in words


def test_the_timeline_shows_as_a_table() -> None:
    page = parse(Rows(build_account(weigh_by_hand()).timeline))
    assert [head.text for head in page.iter("th")][:3] == ["When", "What", "Where"]
    assert "“The Ellin dam burst on Friday evening”" in [cell.text for cell in page.iter("bdi")]


def test_claims_show_all_their_columns() -> None:
    page = parse(Rows(list_claims(Index(weigh_by_hand()))))
    assert next(page.iter("th")).text == "claim"
    assert len(list(page.iter("tr"))) == 11


def test_explanations_and_differences_are_told_in_words() -> None:
    account = build_account(weigh_by_hand())
    told = [cell.text for cell in parse(Rows(account.questions)).iter("bdi")]
    assert {"Ada Brun", "asserts", "denies"} <= set(told)
    assert "one asserts it, one denies it" in [c.text for c in parse(Rows(account.contested)).iter("bdi")]


def test_a_case_without_anything_says_so() -> None:
    assert "None." in figures(weigh_nothing())._repr_html_()


def test_words_of_a_report_are_escaped() -> None:
    account, index = build_account(weigh_saying(HOSTILE)), Index(weigh_saying(HOSTILE))
    for rows in (account.timeline, account.figures, account.questions, tuple(list_claims(index))):
        words = Rows(rows)._repr_html_()
        assert "<script" not in words
        assert "<b onclick" not in words
        assert "\u202e" not in words


def test_a_long_table_is_cut_and_says_so() -> None:
    (row,) = build_account(weigh_by_hand()).timeline
    many = Rows([replace(row, id=str(number)) for number in range(MOST_SHOWN + 7)])
    page = parse(many)
    assert len(list(page.iter("tr"))) == MOST_SHOWN + 1
    assert page.findtext("p") == "and 7 more"
