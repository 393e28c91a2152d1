"""Names swapped for others: places, case, and that a name stays one name."""

from __future__ import annotations

import random

import pytest
from training.reader import variation
from training.reader.passages import Mark, Passage
from training.reader.variation import gather_names, swap_names, write_like

TEXT = "Ann Lee left Oslo . Ann Lee slept . "
PASSAGE = Passage(
    TEXT,
    ((0, 19), (20, 35)),
    (0, 1),
    ("names",),
    (
        Mark(0, 7, "names", "person"),
        Mark(13, 17, "names", "place"),
        Mark(20, 27, "names", "person"),
    ),
)
POOL = {"person": ["Bartholomew"], "place": ["Ny"]}


def test_swapped_names_are_marked_where_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variation, "SWAPPED", 1.0)
    swapped = swap_names(PASSAGE, POOL, random.Random(1))
    assert swapped.text == "Bartholomew left Ny . Bartholomew slept . "
    assert [swapped.text[m.start : m.end] for m in swapped.marks] == ["Bartholomew", "Ny", "Bartholomew"]
    assert [swapped.text[s:e] for s, e in swapped.sentences] == [
        "Bartholomew left Ny .",
        "Bartholomew slept .",
    ]
    assert swapped.layers == PASSAGE.layers


def test_a_kind_without_names_to_draw_stays() -> None:
    assert swap_names(PASSAGE, {}, random.Random(1)) == PASSAGE


def test_the_same_chance_swaps_the_same() -> None:
    pool = gather_names([PASSAGE])
    assert swap_names(PASSAGE, pool, random.Random(3)) == swap_names(PASSAGE, pool, random.Random(3))


def test_drawn_names_have_a_capital_and_are_listed_once() -> None:
    passage = Passage(
        "@ann oslo Oslo Oslo",
        (),
        (),
        (),
        tuple(Mark(s, e, "names", "place") for s, e in ((0, 4), (5, 9), (10, 14), (15, 19))),
    )
    assert gather_names([passage]) == {"place": ["Oslo"]}


def test_a_name_is_written_as_its_place_asks() -> None:
    assert write_like("Acme Corp", "ibm", "i like ibm") == "acme corp"
    assert write_like("Acme Corp", "IBM", "IBM IS BACK") == "ACME CORP"
    assert write_like("Acme Corp", "IBM", "IBM is back") == "Acme Corp"
