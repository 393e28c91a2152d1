"""The measures, on small counts worked out by hand."""

from __future__ import annotations

import pytest
from bench.reader_measures import clip_spots, list_windows, macro_f1, match_overlaps, rank_correlation, spread
from training.reader.passages import Passage

np = pytest.importorskip("numpy")


def test_overlap_takes_each_wanted_span_once() -> None:
    wanted = {(0, 4, "content"), (6, 8, "cue")}
    found = {(0, 1, "content"), (2, 3, "content"), (7, 9, "cue"), (0, 4, "source")}
    assert match_overlaps(found, wanted) == 2


def test_spots_are_cut_at_their_window() -> None:
    words = [(10, 14), (15, 20), (21, 22)]
    assert clip_spots([(0, 14, "a"), (16, 40, "b"), (30, 40, "c")], words) == {(0, 1, "a"), (1, 3, "b")}
    assert spread({(1, 3, "b")}) == {(1, 2, "b"), (2, 3, "b")}


def test_windows_end_at_paragraphs_and_at_110_words() -> None:
    sentence = "a " * 59 + "."
    text = "\n".join([sentence] * 3)
    size = len(sentence)
    bounds = tuple((i * (size + 1), i * (size + 1) + size) for i in range(3))
    together = Passage(text, bounds, (0, 0, 1), (), ())
    assert [len(w) for w in list_windows(together)] == [60, 60, 60]
    short = Passage("a . b . c .", ((0, 3), (4, 7), (8, 11)), (0, 0, 1), (), ())
    assert [len(w) for w in list_windows(short)] == [4, 2]


def test_mean_f1_of_labels() -> None:
    pairs = [("x", "x"), ("x", "y"), ("y", "y"), ("z", "z")]
    assert macro_f1(pairs, ("x", "y")) == pytest.approx(2 / 3)


def test_rank_correlation_with_equal_values() -> None:
    # Worked out by hand: ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4.
    assert rank_correlation(np.array([1, 5, 5, 9]), np.array([1, 2, 3, 4])) == pytest.approx(0.9486833)
