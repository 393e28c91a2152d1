"""What every corpus is turned into: a text, its sentences, and marks on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Treebank notation and what a newspaper prints.
PRINTED = {
    "``": '"',
    "''": '"',
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A label on the words from ``start`` to ``end``; ``layer`` is the head that learns it."""

    start: int
    end: int
    layer: str
    label: str
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its sentences (their places and paragraphs), the heads it teaches, and its marks.

    A head that is named in ``layers`` is taught by every word, also where there is no mark.
    """

    text: str
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[int, ...]
    layers: tuple[str, ...]
    marks: tuple[Mark, ...]


def join_words(sentences: Iterable[Sequence[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """A text of sentences of words, blanks between them, and the place of each word."""
    text, places = "", []
    for sentence in sentences:
        row = []
        for word in sentence:
            printed = PRINTED.get(word, word)
            row.append((len(text), len(text) + len(printed)))
            text += printed + " "
        places.append(row)
    return text, places


def bound_sentences(places: Iterable[Sequence[tuple[int, int]]]) -> tuple[tuple[int, int], ...]:
    """Where the sentences stand whose words stand at ``places``."""
    return tuple((row[0][0], row[-1][1]) for row in places if row)


def read_runs(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The runs of B- and I- labels: first word, word after the last, kind. A stray I- begins a run."""
    runs: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        kind = label[2:]
        goes_on = label.startswith("I-") and runs and runs[-1][1] == i and runs[-1][2] == kind
        if goes_on:
            runs[-1] = (runs[-1][0], i + 1, kind)
        elif label[:2] in ("B-", "I-"):
            runs.append((i, i + 1, kind))
    return runs
