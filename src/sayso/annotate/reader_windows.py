"""What the network is given and gives: windows, its heads' columns, what an article lends a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

NAME_KINDS = ("person", "organisation", "place", "group")
# Each head's columns in the network's output, in this order. A layer of spans is O, B, I; names have
# one O and a B and I for each kind.
HEADS = {
    "names": 1 + 2 * len(NAME_KINDS),
    "source": 3,
    "cue": 3,
    "content": 3,
    "event": 3,
    "occurrence": 3,
    "factuality": 3,
    "score": 1,
    "future": 1,
}
# Pieces of a window, with a mark before the first sentence and one behind each. Longer windows cost more for
# each piece and were not trained on.
BUDGET = 128
FIRST, LAST = 101, 102


class Part(NamedTuple):
    """The pieces ``start`` to ``end`` of a sentence, as a window holds them."""

    sentence: int
    start: int
    end: int


def pack_windows(
    lengths: Sequence[int], paragraphs: Sequence[int], firsts: Sequence[Sequence[bool]], budget: int = BUDGET
) -> list[list[Part]]:
    """Sentences in windows of at most ``budget`` pieces, in order, whole paragraphs where they fit."""
    room = budget - 1
    windows: list[list[Part]] = []
    current: list[Part] = []
    for part in _split_long(lengths, firsts, budget - 2):
        if current and _size([*current, part]) > room:
            kept = _cut_at_paragraph(current, part, paragraphs, room)
            windows.append(current[:kept])
            current = current[kept:]
        current.append(part)
    return [*windows, current] if current else windows


def _size(parts: Sequence[Part]) -> int:
    """The room that parts take, each with the mark behind it."""
    return sum(p.end - p.start + 1 for p in parts)


def _split_long(lengths: Sequence[int], firsts: Sequence[Sequence[bool]], room: int) -> list[Part]:
    """The sentences, those too long for a window cut before a word."""
    parts: list[Part] = []
    for number, length in enumerate(lengths):
        start = 0
        while length - start > room:
            end = next((i for i in range(start + room, start, -1) if firsts[number][i]), start + room)
            parts.append(Part(number, start, end))
            start = end
        if length > start:
            parts.append(Part(number, start, length))
    return parts


def _cut_at_paragraph(current: Sequence[Part], part: Part, paragraphs: Sequence[int], room: int) -> int:
    """How many parts stay together: up to where the open paragraph begins, if that leaves half a window."""
    opened = paragraphs[part.sentence]
    kept = len(current)
    while kept and paragraphs[current[kept - 1].sentence] == opened:
        kept -= 1
    whole_fits = _size([*current[kept:], part]) <= room
    return kept if whole_fits and 2 * _size(current[:kept]) >= room else len(current)


def describe_roles(vectors: Numbers) -> Numbers:
    """What an article lends each sentence: the mean vector, the opening's, likeness to them, its place."""
    import numpy as np

    count = len(vectors)
    mean = vectors.mean(axis=0)
    mean = mean / max(float(np.linalg.norm(mean)), 1e-9)
    places = np.arange(count)
    own = np.stack(
        [
            places == 0,
            places == 1,
            places / count,
            np.log1p(places) / 4,
            (vectors * mean).sum(axis=1),
            (vectors * vectors[0]).sum(axis=1),
        ],
        axis=1,
    )
    shared = np.tile(np.concatenate([mean, vectors[0]]), (count, 1))
    return np.concatenate([shared, own], axis=1).astype(np.float32)


def join_role_rows(pooled: Numbers, vectors: Numbers) -> Numbers:
    """What the role layer is given for each sentence: its mean, its article's share, its neighbours."""
    import numpy as np

    nothing = np.zeros((1, pooled.shape[1]), dtype=np.float32)
    before, after = np.concatenate([nothing, pooled[:-1]]), np.concatenate([pooled[1:], nothing])
    rows: Numbers = np.concatenate([pooled, describe_roles(vectors), before, after], axis=1)
    return rows


def join_parts(window: Sequence[Part], rows: Sequence[Sequence[int]], first: int, last: int) -> list[int]:
    """A window's numbers, given each sentence's: ``first`` before them all and ``last`` behind each part."""
    joined = [first]
    for part in window:
        joined += [*rows[part.sentence][part.start : part.end], last]
    return joined
