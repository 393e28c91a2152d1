"""From scores to spans, and which parts of an attribution belong together."""

from __future__ import annotations

import numpy as np

from sayso.annotate.reader_decoding import Found, Row, bar_steps, find_paths, join_attributions, read_layer


def score(labels: list[int], width: int, firm: float = 5.0) -> np.ndarray:
    rows = np.zeros((len(labels), width), dtype=np.float32)
    rows[np.arange(len(labels)), labels] = firm
    return rows


def free(width: int) -> np.ndarray:
    """Steps that cost nothing but where they are not allowed."""
    return bar_steps(np.zeros((width, width)))


def read(labels: list[int], width: int = 3) -> list[tuple[int, int, str]]:
    spans = [(10 * i, 10 * i + 8) for i in range(len(labels))]
    return [(f.start, f.end, f.label) for f in read_layer([Row(score(labels, width), spans)], free(width))]


def test_spans_run_from_b_over_i() -> None:
    assert read([0, 1, 2, 2, 0, 1, 1]) == [(10, 38, "0"), (50, 58, "0"), (60, 68, "0")]


def test_kinds_of_names() -> None:
    assert read([1, 2, 3, 0, 7, 8], width=9) == [(0, 18, "0"), (20, 28, "1"), (40, 58, "3")]


def test_no_i_without_its_b() -> None:
    rows = score([2, 0, 2, 4], 5)
    path = find_paths(rows[None], free(5))[0]
    assert all(b % 2 or b == 0 or a in (b, b - 1) for a, b in zip([0, *path], path, strict=False))


def test_a_weak_hole_in_a_span_is_filled_and_a_strong_one_is_not() -> None:
    rows = score([1, 2, 0, 2, 2], 3)
    spans = [(i, i + 1) for i in range(5)]
    rows[2] = [0.5, -9, 0.4]
    assert [f[:2] for f in read_layer([Row(rows, spans)], free(3))] == [(0, 5)]
    rows[2] = [9, -9, -9]
    rows[3, 1] = 4
    assert [f[:2] for f in read_layer([Row(rows, spans)], free(3))] == [(0, 2), (3, 5)]


def test_windows_of_other_lengths_do_not_matter() -> None:
    short, long = [1, 2, 2], [0, 1, 0, 0, 1, 2, 2, 2]
    rows = [Row(score(x, 3), [(i, i + 1) for i in range(len(x))]) for x in (short, long)]
    together = read_layer(rows, free(3))
    assert together == (*read_layer(rows[:1], free(3)), *read_layer(rows[1:], free(3)))


def test_nothing_to_read() -> None:
    assert read_layer([], free(3)) == ()
    assert read_layer([Row(score([], 3), [])], free(3)) == ()


def test_a_step_may_cost() -> None:
    rows = score([1, 2, 2], 3, firm=1.0)
    costly = np.zeros((3, 3))
    costly[1, 2] = -9
    assert [f[:2] for f in read_layer([Row(rows, [(0, 1), (1, 2), (2, 3)])], bar_steps(costly))] != [(0, 3)]


def found(start: int, end: int) -> Found:
    return Found(start, end, "0", 1.0)


def test_a_content_takes_the_nearest_cue_and_its_source() -> None:
    contents, cues = [found(0, 40), found(400, 440)], [found(52, 56), found(390, 396)]
    sources = [found(42, 51), found(380, 389)]
    assert join_attributions((sources, cues, contents), [0]) == [
        (contents[0], cues[0], sources[0]),
        (contents[1], cues[1], sources[1]),
    ]


def test_a_source_may_stand_far_before_its_cue_in_the_sentence() -> None:
    content, cue, source = found(200, 240), found(190, 196), found(0, 12)
    assert join_attributions(([source], [cue], [content]), [0]) == [(content, cue, source)]


def test_parts_are_rather_in_one_sentence_than_near() -> None:
    content, own, other = found(100, 160), found(200, 204), found(90, 96)
    source, foreign = found(180, 190), found(80, 89)
    layers = ([foreign, source], [other, own], [content])
    assert join_attributions(layers, [0, 98]) == [(content, own, source)]
    assert join_attributions(layers, [0]) == [(content, other, foreign)]


def test_what_is_far_off_is_not_joined() -> None:
    layers = ([found(1900, 1905)], [found(900, 904)], [found(0, 40)])
    assert join_attributions(layers, [0]) == [(found(0, 40), None, None)]
