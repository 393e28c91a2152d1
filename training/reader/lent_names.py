"""Names in corpora that mark none: as an earlier network reads them, where it is sure.

What an article writes alike is made one kind and a name wherever it stands (``reader_names``), so that the
network that learns from it is told more than the one that read it knew word by word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from training.reader.passages import Mark, Passage
from training.reader.samples import UNSURE

from sayso.annotate.reader import Reader, Window, head_columns
from sayso.annotate.tokens import split_words
from sayso.model import Sentence, Token

# A word is a name's or none if the network is as sure as this; the others teach nothing of names.
SURE = 0.65
# The corpora that are lent names: edited news. What the others are made of marks names itself.
BORROWERS = ("attribution", "ecb", "timebank", "facts")


def make_sentences(passage: Passage) -> list[Sentence]:
    """The passage as the reader takes it."""
    out = []
    for (start, end), paragraph in zip(passage.sentences, passage.paragraphs, strict=True):
        words = split_words(passage.text, start, end)
        tokens = tuple(Token(s, e, passage.text[s:e], "", "") for s, e in words)
        out.append(Sentence(start, end, paragraph, tokens))
    return out


def lend_names(reader: Reader, passages: Sequence[Passage]) -> list[Passage]:
    """The passages, teaching names beside what they taught."""
    return [lend(reader, passage) for passage in passages]


def lend(reader: Reader, passage: Passage) -> Passage:
    """A passage with the names that the reader finds, and the words that it is unsure of."""
    sentences = make_sentences(passage)
    names = reader.read(sentences).names
    taken = [(f.start, f.end) for f in names]
    marks = [Mark(f.start, f.end, "names", f.label if f.sure >= SURE else UNSURE) for f in names]
    _, windows = reader.run(sentences)
    for start, end in (spot for window in windows for spot in find_unsure(window)):
        if not any(s < end and start < e for s, e in taken):
            marks.append(Mark(start, end, "names", UNSURE))
    return replace(passage, layers=(*passage.layers, "names"), marks=(*passage.marks, *marks))


def find_unsure(window: Window) -> Iterator[tuple[int, int]]:
    """The words that may well be in a name."""
    scores = window.scores[:, head_columns("names")]
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    none = chances[:, 0] / chances.sum(axis=1)
    yield from (span for span, sure in zip(window.spans, none, strict=True) if sure < SURE)
