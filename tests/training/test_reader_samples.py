"""How marks become labels of pieces, and passages windows."""

from __future__ import annotations

import pytest

from sayso.annotate.reader_pieces import Cutter

pytest.importorskip("numpy")

from training.reader.passages import Mark, Passage
from training.reader.samples import SKIP, cut_samples, prepare

VOCABULARY = ["[UNK]", "ann", "##a", "lee", "said", "it", "sank", "."]


def make(text: str, layers: tuple[str, ...], *marks: Mark) -> Passage:
    ends = [i + 1 for i, c in enumerate(text) if c == "."]
    bounds = tuple(zip([0, *(e + 1 for e in ends[:-1])], ends, strict=True))
    return Passage(text, bounds, (0,) * len(bounds), layers, marks)


def test_words_are_labelled_by_their_first_piece() -> None:
    mark = Mark(0, 8, "names", "person")
    (prepared,) = prepare(Cutter(VOCABULARY), [make("Anna Lee sank.", ("names",), mark)])
    assert prepared.labels[0]["names"].tolist() == [1, SKIP, 2, 0, 0]


def test_a_head_that_is_not_taught_has_no_labels() -> None:
    mark = Mark(4, 8, "factuality", "not", -2.0)
    (prepared,) = prepare(Cutter(VOCABULARY), [make("Ann sank.", (), mark)])
    labels = prepared.labels[0]
    assert labels["factuality"].tolist() == [SKIP, 1, SKIP]
    assert labels["score"][1] == -2.0
    assert "names" not in labels


def test_a_span_over_two_sentences_begins_once() -> None:
    mark = Mark(4, 16, "content", "content")
    (prepared,) = prepare(Cutter(VOCABULARY), [make("Ann said. It sank.", ("content",), mark)])
    assert [row["content"].tolist() for row in prepared.labels] == [[0, 1, 2], [2, 2, 0]]


def test_windows_keep_labels_beside_their_pieces() -> None:
    mark = Mark(13, 17, "event", "event")
    (prepared,) = prepare(Cutter(VOCABULARY), [make("Ann said. It sank.", ("event",), mark)])
    (whole,) = cut_samples(prepared)
    assert whole.labels["event"].tolist() == [SKIP, 0, 0, 0, SKIP, 0, 1, 0, SKIP]
    assert whole.sentences.tolist() == [-1, 0, 0, 0, -1, 1, 1, 1, -1]
    first, second = cut_samples(prepared, budget=6)
    assert [len(first.ids), len(second.ids)] == [5, 5]
    assert second.texts == ("It sank.",)
