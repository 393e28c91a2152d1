"""Word pieces and windows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.reader_pieces import Cutter, class_case, split_chunk
from sayso.annotate.reader_windows import Part, pack_windows

VOCABULARY = ["[UNK]", "mayor", "resign", "##ed", "##s", "e", "##l", "##ite", "!", ".", "1", "##9", "中"]


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter(VOCABULARY)


def show(cutter: Cutter, text: str) -> list[tuple[str, str, bool]]:
    pieces = cutter.cut(text, 0, len(text))
    rows = zip(pieces.ids, pieces.spans, pieces.firsts, strict=True)
    return [(VOCABULARY[i], text[s:e], first) for i, (s, e), first in rows]


def test_the_longest_piece_first(cutter: Cutter) -> None:
    assert show(cutter, "Mayor resigned.") == [
        ("mayor", "Mayor", True),
        ("resign", "resign", True),
        ("##ed", "ed", False),
        (".", ".", True),
    ]


def test_accents_go_and_places_stay(cutter: Cutter) -> None:
    assert show(cutter, "élite") == [("e", "é", True), ("##l", "l", False), ("##ite", "ite", False)]
    # The same word with its accent written apart: the accent belongs to its letter.
    assert show(cutter, "e\u0301lite")[0] == ("e", "e\u0301", True)


def test_ideographs_and_marks_stand_alone(cutter: Cutter) -> None:
    assert [row[1] for row in show(cutter, "中中!!19")] == ["中", "中", "!", "!", "1", "9"]


def test_an_unknown_and_an_endless_word_are_one_piece_each(cutter: Cutter) -> None:
    assert show(cutter, "xyz") == [("[UNK]", "xyz", True)]
    assert show(cutter, "a" * 10_000) == [("[UNK]", "a" * 10_000, True)]


def test_what_cannot_be_seen_is_no_piece(cutter: Cutter) -> None:
    assert show(cutter, "\u200b \u0301 \ud800") == []
    assert split_chunk("") == []


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("it", "lower"),
        ("It", "title"),
        ("I", "title"),
        ("UN", "upper"),
        ("McKee", "mixed"),
        ("7th", "digit"),
        ("!", "none"),
    ],
)
def test_cases(word: str, case: str) -> None:
    from sayso.annotate.reader_pieces import CASES

    assert CASES[class_case(word)] == case


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_is_cut_into_places_in_order(text: str) -> None:
    pieces = Cutter(VOCABULARY).cut(text, 0, len(text))
    ends = [0, *(e for _, e in pieces.spans)]
    assert all(last <= s < e for last, (s, e) in zip(ends, pieces.spans, strict=False))
    assert len(pieces.ids) == len(pieces.spans) == len(pieces.cases) == len(pieces.firsts)


def pack(lengths: list[int], paragraphs: list[int]) -> list[list[tuple[int, int, int]]]:
    windows = pack_windows(lengths, paragraphs, [[True] * n for n in lengths], budget=12)
    return [[tuple(part) for part in window] for window in windows]  # type: ignore[misc]


def test_sentences_share_a_window_while_they_fit() -> None:
    assert pack([4, 4, 4], [0, 0, 0]) == [[(0, 0, 4), (1, 0, 4)], [(2, 0, 4)]]


def test_a_paragraph_is_kept_whole_where_half_a_window_is_left() -> None:
    assert pack([5, 4, 4], [0, 1, 1]) == [[(0, 0, 5)], [(1, 0, 4), (2, 0, 4)]]
    assert pack([2, 4, 5], [0, 1, 1]) == [[(0, 0, 2), (1, 0, 4)], [(2, 0, 5)]]


def test_a_long_sentence_is_cut_before_a_word() -> None:
    firsts = [[i != 10 for i in range(15)]]
    assert pack_windows([15], [0], firsts, budget=12) == [[Part(0, 0, 9)], [Part(0, 9, 15)]]


@given(st.lists(st.integers(0, 30), max_size=30))
def test_windows_hold_every_piece_once_and_no_more_than_fit(lengths: list[int]) -> None:
    windows = pack(lengths, [i // 3 for i in range(len(lengths))])
    held = [(n, i) for window in windows for n, s, e in window for i in range(s, e)]
    assert held == [(n, i) for n, length in enumerate(lengths) for i in range(length)]
    assert all(0 < sum(e - s for _, s, e in window) <= 10 for window in windows)
