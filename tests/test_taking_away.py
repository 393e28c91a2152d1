"""What a case gives in Python: records, tables of other libraries, files, and what a notebook shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import sayso

REPORTS = {
    "post.txt": "ELLIN, May 6, 2033. The dam burst on Friday. The Water Board said that 12 people died.",
    "herald.txt": "ELLIN, May 8, 2033. The dam burst on Friday. The mayor said that 47 people died.",
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sayso.Case]:
    """A case of two reports."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with sayso.open(folder / "a.sayso") as opened:
        opened.add(*(folder / name for name in sorted(REPORTS)))
        yield opened


def test_claims_are_plain_records_with_their_words(case: sayso.Case) -> None:
    texts = {article.id: article.text for article in case.linked().articles}
    claims = case.claims()
    assert len(claims) > 3
    assert all(texts[claim.article][claim.start : claim.end] == claim.quote for claim in claims)
    assert {claim.claim for claim in claims} < case.weighed().visible


def test_tellings_and_reports_belong_to_events_and_figures(case: sayso.Case) -> None:
    assert {row.event for row in case.tellings()} == {row.id for row in case.timeline()}
    assert case.tellings()
    assert {row.figure for row in case.reports()} == {row.id for row in case.figures()}


def test_every_record_is_as_of_a_day(case: sayso.Case) -> None:
    early = "1900-01-01"
    assert not any((case.claims(early), case.tellings(early), case.reports(early)))
    assert {report.outlet for report in case.reports("2033-05-07")} == {"post.txt"}
    assert len(case.table("claims", "polars", as_of=early)) == 0


def test_a_table_has_the_rows_of_its_records(case: sayso.Case) -> None:
    assert list(case.table("claims")["quote"]) == [claim.quote for claim in case.claims()]
    assert case.table("figures", "arrow").num_rows == len(case.reports())
    with pytest.raises(KeyError):
        case.table("voices")


@pytest.mark.parametrize("view", ["timeline", "figures", "explanations", "contested", "claims"])
def test_a_view_shows_itself_in_a_notebook(case: sayso.Case, view: str) -> None:
    rows: Any = getattr(case, view)()
    assert rows._repr_html_().startswith('<div class="sayso">')
    assert isinstance(rows, tuple)


def test_a_form_is_files_by_name(case: sayso.Case) -> None:
    files = case.export("geojson")
    assert list(files) == ["events.geojson"]
    assert json.loads(files["events.geojson"])["type"] == "FeatureCollection"
    with pytest.raises(KeyError):
        case.export("pdf")
