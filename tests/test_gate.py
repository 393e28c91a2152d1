"""The gate: what a floor is, what falls below it, and what a changed pile does. No scorer is needed."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest
from bench.gate import (
    FLOORS,
    Pinned,
    digest_pile,
    find_faults,
    floor_of,
    gated_piles,
    raise_floors,
    read_floors,
    write_floors,
)
from bench.score import ROOT, SEALED, Pile, Row, parse_rows
from bench.write_figures import FIGURE, PAGES, PILE, write_row

ROWS = {"figures.found": Row(27, 30), "events.date": Row(150, 200)}


@pytest.mark.parametrize(
    ("row", "floor"),
    [(Row(30, 30), 0.966), (Row(1, 1), 0.0), (Row(0, 5), 0.0), (Row(150, 200), 0.73), (Row(2, 3), 0.333)],
)
def test_a_floor_leaves_one_case_or_two_per_cent(row: Row, floor: float) -> None:
    assert floor_of(row) == floor


def test_a_row_below_its_floor_is_a_fault() -> None:
    pinned = Pinned("same", {"figures.found": 0.95, "events.date": 0.7})
    assert find_faults("dam", "same", ROWS, pinned) == ["dam: figures.found 0.900 (27/30) is below 0.950"]


def test_a_row_that_is_gone_is_a_fault() -> None:
    assert find_faults("dam", "same", ROWS, Pinned("same", {"copies": 0.5})) == [
        "dam: copies is no longer measured"
    ]


def test_a_changed_pile_is_a_fault_until_it_is_pinned() -> None:
    (fault,) = find_faults("dam", "new", ROWS, Pinned("old", {"events.date": 0.7}))
    assert "have changed" in fault
    assert find_faults("dam", "new", ROWS, None) != []


def test_floors_rise_and_fall_only_when_told_to() -> None:
    before = {"figures.found": 0.89, "events.date": 0.2}
    assert raise_floors(ROWS, before, lower=False) == {"figures.found": 0.89, "events.date": 0.73}
    assert raise_floors(ROWS, before, lower=True) == {"figures.found": 0.866, "events.date": 0.73}


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    pinned = {"dam": Pinned("a1", {"events.date": 0.7})}
    write_floors(tmp_path / "floors.json", pinned)
    assert read_floors(tmp_path / "floors.json") == pinned
    assert read_floors(tmp_path / "none.json") == {}


def test_a_digest_changes_with_a_report_and_with_the_truth(tmp_path: Path) -> None:
    pile = Pile("made up", tmp_path, tmp_path / "gold.json")
    pile.truth.write_text(json.dumps({"articles": {"a.txt": {}}}), encoding="utf-8")
    (tmp_path / "a.txt").write_text("The dam burst.", encoding="utf-8")
    first = digest_pile(pile)
    (tmp_path / "a.txt").write_text("The dam held.", encoding="utf-8")
    second = digest_pile(pile)
    pile.truth.write_text(json.dumps({"articles": {"a.txt": {"outlet": "Post"}}}), encoding="utf-8")
    assert len({first, second, digest_pile(pile)}) == 3


def test_every_pile_of_the_repository_but_the_sealed_ones_has_floors() -> None:
    assert runpy.run_path(str(ROOT / "bench" / "crises.py"))["SEALED"] == SEALED
    piles = {"example", "dam", "blast", "blackout", "mutiny"}
    assert {pile.name for pile in gated_piles()} == piles == set(read_floors(FLOORS))


def test_the_floors_were_pinned_on_the_piles_as_they_are() -> None:
    pinned = read_floors(FLOORS)
    assert {pile.name: digest_pile(pile) for pile in gated_piles()} == {
        name: floors.digest for name, floors in pinned.items()
    }


def test_rows_are_read_from_what_the_scorer_prints() -> None:
    printed = "figures.found: 0.900 (27/30)\ndenials: 1.000 (2/2)\n"
    assert parse_rows(printed) == {"figures.found": Row(27, 30), "denials": Row(2, 2)}


def test_a_quoted_figure_is_renewed_and_an_unknown_one_left() -> None:
    page = "`figures.found` 0.100 (3/30); `copies` 0.500 (1/2)"
    renewed = FIGURE.sub(lambda match: write_row(ROWS, match), page)
    assert renewed == "`figures.found` 0.900 (27/30); `copies` 0.500 (1/2)"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_quote_figures_of_piles_that_there_are(page: Path) -> None:
    parts = PILE.split(page.read_text(encoding="utf-8"))
    assert not FIGURE.search(parts[0])
    assert {part.split()[2] for part in parts[1::2]} <= {
        "example",
        "dam",
        "blast",
        "blackout",
        "mutiny",
        "border",
        "coup",
        "seeds",
    }
    assert all(FIGURE.search(part) for part in parts[2::2])
