"""Names that an earlier network reads in corpora that mark none: only what is sure is taught."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

pytest.importorskip("numpy")

import numpy as np
from training.reader.lent_names import find_unsure, lend
from training.reader.passages import Mark, Passage
from training.reader.samples import SKIP, UNSURE, prepare

from sayso.annotate.reader import Window, load_network
from sayso.annotate.reader_pieces import Cutter
from sayso.annotate.reader_windows import HEADS

TEXT = "Maria Alvarez of Lisbon said that it rained ."
PASSAGE = Passage(TEXT, ((0, len(TEXT)),), (0,), ("event",), (Mark(37, 43, "event", "event"),))


def test_a_passage_is_lent_names_beside_what_it_teaches() -> None:
    lent = lend(load_network(1), PASSAGE)
    named = {(TEXT[m.start : m.end], m.label) for m in lent.marks if m.layer == "names"}
    assert {("Maria Alvarez", "person"), ("Lisbon", "place")} <= named
    assert lent.layers == ("event", "names")
    assert lent.marks[0] == PASSAGE.marks[0]


def test_words_that_may_be_names_are_unsure() -> None:
    scores = np.zeros((3, sum(HEADS.values())), dtype=np.float32)
    scores[0, 0], scores[1, 1] = 9.0, 9.0
    window = Window([], [(0, 2), (3, 5), (6, 8)], [], scores, scores)
    assert list(find_unsure(window)) == [(3, 5), (6, 8)]


def test_what_is_unsure_teaches_nothing() -> None:
    marks = (Mark(0, 5, "names", UNSURE), Mark(17, 23, "names", "place"))
    (prepared,) = prepare(Cutter(["[UNK]"]), [replace(PASSAGE, layers=("names",), marks=marks)])
    assert prepared.labels[0]["names"].tolist()[:5] == [SKIP, 0, 0, 5, 0]


def test_lent_names_are_not_swapped() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("safetensors")
    from training.reader.train import make_variation

    cutter = Cutter(["[UNK]"])
    named = (Mark(17, 23, "names", "place"),)
    (gold, lent) = prepare(
        cutter,
        [replace(PASSAGE, layers=layers, marks=named) for layers in (("names",), ("event", "names"))],
    )
    (other,) = prepare(
        cutter, [Passage("Oslo .", ((0, 6),), (0,), ("names",), (Mark(0, 4, "names", "place"),))]
    )
    vary = make_variation({"names": [gold, other], "ecb": [lent]}, cutter)
    assert all(vary(lent, random.Random(i)) is lent for i in range(20))
    assert any("Oslo" in vary(gold, random.Random(i)).passage.text for i in range(20))
