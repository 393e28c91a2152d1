"""Windows with their labels: what a passage is cut into before the network learns from it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.reader.passages import Mark, Passage
from training.reader.sentence_corpora import ROLES, RoledArticle

from sayso.annotate.reader_pieces import Cutter, Pieces
from sayso.annotate.reader_windows import BUDGET, FIRST, LAST, NAME_KINDS, Part, join_parts, pack_windows

Numbers = NDArray[Any]
ROLE_NAMES = tuple(ROLES.values())
FACTS = ("happened", "not", "uncertain")
# Not a label: the loss leaves it out.
SKIP = -100
FACT_HEADS = {"factuality": "score", "factuality_crowd": "score_crowd"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A passage with its pieces and labels, ready to be cut into windows; roles by sentence."""

    passage: Passage
    pieces: list[Pieces]
    labels: list[dict[str, Numbers]]
    roles: dict[int, int]
    features: Numbers | None


@dataclass(frozen=True, slots=True)
class Sample:
    """One window: pieces, labels by head, the sentence of each piece (-1: none), roles by sentence."""

    ids: Numbers
    cases: Numbers
    labels: dict[str, Numbers]
    sentences: Numbers
    texts: tuple[str, ...]
    roles: tuple[tuple[int, int, Numbers], ...]


def number_label(mark: Mark, begins: bool) -> int:
    """The column that a word of ``mark`` has in its head."""
    if mark.layer.startswith("names"):
        return 1 + 2 * NAME_KINDS.index(mark.label) + (not begins)
    return 1 if begins else 2


def label_pieces(pieces: Pieces, marks: Sequence[Mark], layers: Sequence[str]) -> dict[str, Numbers]:
    """For each head a label for every piece: words by their first piece, the rest left out."""
    size = len(pieces.ids)
    firsts = np.array(pieces.firsts, dtype=bool)
    labels: dict[str, Numbers] = {layer: np.where(firsts, 0, SKIP) for layer in layers}
    starts = [i for i in range(size) if pieces.firsts[i]]
    ends = [pieces.spans[j - 1][1] for j in [*starts[1:], size]] if starts else []
    for mark in marks:
        inside = [
            i
            for i, end in zip(starts, ends, strict=True)
            if pieces.spans[i][0] < mark.end and mark.start < end
        ]
        if mark.layer in FACT_HEADS and inside:
            head = FACT_HEADS[mark.layer]
            labels.setdefault(mark.layer, np.full(size, SKIP))[inside[0]] = FACTS.index(mark.label)
            labels.setdefault(head, np.full(size, np.nan))[inside[0]] = mark.value
        elif mark.layer == "future" and inside:
            labels.setdefault("future", np.full(size, np.nan))[inside[0]] = mark.value
        elif mark.layer in layers:
            for i in inside:
                # A broken or long span goes on in the next sentence: only its own first word begins it.
                labels[mark.layer][i] = number_label(mark, pieces.spans[i][0] <= mark.start)
    return labels


def prepare(cutter: Cutter, passages: Sequence[Passage]) -> list[Prepared]:
    """The passages with their pieces and labels."""
    out = []
    for passage in passages:
        pieces = [cutter.cut(passage.text, *place) for place in passage.sentences]
        labels = []
        for (start, end), row in zip(passage.sentences, pieces, strict=True):
            marks = [m for m in passage.marks if m.start < end and start < m.end]
            labels.append(label_pieces(row, marks, passage.layers))
        out.append(Prepared(passage, pieces, labels, {}, None))
    return out


def prepare_roles(
    cutter: Cutter, articles: Sequence[RoledArticle], features: Sequence[Numbers]
) -> list[Prepared]:
    """Articles whose sentences have roles, with the features that a sentence's article lends it."""
    out = []
    for article, rows in zip(articles, features, strict=True):
        text, bounds = "", []
        for sentence in article.sentences:
            bounds.append((len(text), len(text) + len(sentence)))
            text += sentence + "\n"
        passage = Passage(text, tuple(bounds), (0,) * len(bounds), (), ())
        pieces = [cutter.cut(text, *place) for place in bounds]
        roles = {i: ROLE_NAMES.index(role) for i, role in enumerate(article.roles) if role}
        out.append(Prepared(passage, pieces, [{} for _ in bounds], roles, rows))
    return out


def cut_samples(prepared: Prepared, budget: int = BUDGET) -> list[Sample]:
    """The windows of a passage, of at most ``budget`` pieces."""
    lengths = [len(p.ids) for p in prepared.pieces]
    firsts = [p.firsts for p in prepared.pieces]
    windows = pack_windows(lengths, prepared.passage.paragraphs, firsts, budget)
    return [_make_sample(prepared, window) for window in windows]


def draw_budget(chance: random.Random) -> int:
    """How long this time's windows are: often full, else as short as single sentences."""
    return BUDGET if chance.random() < 0.5 else chance.choice((32, 48, 64, 96))


def _make_sample(prepared: Prepared, window: Sequence[Part]) -> Sample:
    pieces = prepared.pieces
    ids = join_parts(window, [p.ids for p in pieces], FIRST, LAST)
    cases = join_parts(window, [p.cases for p in pieces], 0, 0)
    places = [-1]
    for number, part in enumerate(window):
        places += [number] * (part.end - part.start) + [-1]
    heads = {head for p in window for head in prepared.labels[p.sentence]}
    labels = {head: _join_labels(prepared, window, head) for head in heads}
    texts = tuple(prepared.passage.text[slice(*prepared.passage.sentences[p.sentence])] for p in window)
    roles = tuple(
        (n, prepared.roles[p.sentence], prepared.features[p.sentence])
        for n, p in enumerate(window)
        if p.sentence in prepared.roles and prepared.features is not None and p.start == 0
    )
    return Sample(np.array(ids), np.array(cases), labels, np.array(places), texts, roles)


def _join_labels(prepared: Prepared, window: Sequence[Part], head: str) -> Numbers:
    empty = np.nan if head.startswith(("score", "future")) else SKIP
    rows = [np.full(1, empty)]
    for part in window:
        row = prepared.labels[part.sentence].get(head)
        rows.append(np.full(part.end - part.start, empty) if row is None else row[part.start : part.end])
        rows.append(np.full(1, empty))
    return np.concatenate(rows)
