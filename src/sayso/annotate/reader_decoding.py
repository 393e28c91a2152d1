"""From scores of words to spans, and which content, cue and source belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

BARRED = -1e6
# Parts of one attribution stand near each other, and rather in one sentence: an end of a sentence between
# two counts as this many code points. On PolNeAR dev, F1 of whole attributions was 0.509 where ends of
# sentences did not count and parts were at most 40 apart, 0.521 to 0.574 with values from 60 to 300.
CROSSING = 200
# How far a cue may be from its content, and a source from its cue.
CUE_REACH, SOURCE_REACH = 300, 400


class Row(NamedTuple):
    """The scores that a head gave a window's words, and the words' places."""

    scores: Numbers
    spans: Sequence[tuple[int, int]]


class Found(NamedTuple):
    """A span that a head found, its label, and how sure its words are on the mean."""

    start: int
    end: int
    label: str
    sure: float


def bar_steps(costs: Numbers) -> Numbers:
    """The costs of steps from one label to the next, where I stands only after B or I of its kind."""
    barred = costs.astype("float32")
    for inside in range(2, len(costs), 2):
        for last in range(len(costs)):
            if last not in (inside - 1, inside):
                barred[last, inside] = BARRED
    return barred


def find_paths(scores: Numbers, steps: Numbers) -> Numbers:
    """The best labels of rows of words: scores are rows by words by labels, steps one table or one a row."""
    import numpy as np

    rows, length, _ = scores.shape
    best = scores[:, 0].copy()
    best[:, 2::2] = BARRED
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, length):
        reached = best[:, :, None] + steps
        back[:, i] = reached.argmax(axis=1)
        best = np.take_along_axis(reached, back[:, i][:, None, :], axis=1)[:, 0] + scores[:, i]
    labels = np.zeros((rows, length), dtype=np.int64)
    labels[:, -1] = best.argmax(axis=1)
    for i in range(length - 1, 0, -1):
        labels[:, i - 1] = back[np.arange(rows), i, labels[:, i]]
    return labels


def weigh_labels(scores: Numbers) -> Numbers:
    """Scores as logarithms of chances."""
    import numpy as np

    shifted = scores - scores.max(axis=-1, keepdims=True)
    weighed: Numbers = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return weighed


def read_layer(windows: Sequence[Row], steps: Numbers) -> tuple[Found, ...]:
    """The spans of one head in the windows of an article; a label is the number of its kind."""
    return read_layers([windows], [steps])[0]


def read_layers(layers: Sequence[Sequence[Row]], steps: Sequence[Numbers]) -> list[tuple[Found, ...]]:
    """The spans of several heads with as many labels: each head's windows, and its costs of steps."""
    import numpy as np

    rows = [(number, row) for number, layer in enumerate(layers) for row in layer if len(row.spans)]
    found: list[list[Found]] = [[] for _ in layers]
    if rows:
        length, width = max(len(row.spans) for _, row in rows), rows[0][1].scores.shape[1]
        # Padding is sure to be O, so that no path runs on into it.
        padded = np.full((len(rows), length, width), BARRED, dtype=np.float32)
        padded[:, :, 0] = 0
        for place, (_, row) in enumerate(rows):
            padded[place, : len(row.spans)] = weigh_labels(row.scores)
        paths = find_paths(padded, np.stack([steps[number] for number, _ in rows]))
        chances = np.exp(np.take_along_axis(padded, paths[:, :, None], axis=2)[:, :, 0])
        for (number, row), path, sure in zip(rows, paths, chances, strict=True):
            found[number] += _cut_spans(path, sure, row.spans)
    return [tuple(spans) for spans in found]


def _cut_spans(path: Numbers, sure: Numbers, spans: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """The spans of one path."""
    marked = [int(i) for i in path.nonzero()[0]]
    at = 0
    while at < len(marked):
        first = at
        while at + 1 < len(marked) and marked[at + 1] == marked[at] + 1 and path[marked[at + 1]] % 2 == 0:
            at += 1
        start, end = marked[first], marked[at]
        kind = (int(path[start]) - 1) // 2
        yield Found(
            spans[start][0], spans[end][1], str(kind), float(sure[start : end + 1].sum()) / (end + 1 - start)
        )
        at += 1


def gap(left: Found, right: Found) -> int:
    """How many code points lie between two spans; below nothing where they overlap."""
    return max(left.start, right.start) - min(left.end, right.end)


def join_attributions(
    layers: tuple[Sequence[Found], Sequence[Found], Sequence[Found]], starts: Sequence[int]
) -> list[tuple[Found, Found | None, Found | None]]:
    """Each content with the nearest cue, and the source nearest to that cue or, without one, to it.

    ``layers`` are the sources, cues and contents, ``starts`` where the sentences start.
    """
    sources, cues, contents = layers
    joined = []
    for content in contents:
        cue = _nearest(content, cues, starts, CUE_REACH)
        joined.append((content, cue, _nearest(cue or content, sources, starts, SOURCE_REACH)))
    return joined


def _nearest(anchor: Found, others: Sequence[Found], starts: Sequence[int], reach: int) -> Found | None:
    """The nearest of ``others``, which stand in reading order and apart from each other."""
    at = bisect_left(others, anchor.start, key=lambda other: other.start)
    measured = [(_distance(anchor, other, starts), other) for other in others[max(0, at - 1) : at + 2]]
    distance, near = min(measured, key=lambda pair: pair[0], default=(reach + 1, None))
    return near if distance <= reach else None


def _distance(left: Found, right: Found, starts: Sequence[int]) -> int:
    first, last = sorted((left, right), key=lambda found: found.start)
    crossed = bisect_right(starts, last.start) - bisect_right(starts, first.end - 1)
    return max(0, gap(left, right)) + CROSSING * max(0, crossed)
