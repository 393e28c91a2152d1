"""Fit, on what the int8 network gives, the two small layers behind it: a sentence's vector and its role.

    python -m training.reader.finish CORPORA ENCODER NETWORK

NETWORK is a folder that ``export`` wrote. Its meaning.onnx is replaced where the new one is nearer to the
untouched encoder on sentences held apart; roles.onnx is the one that serves a tenth of the articles best.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn
from torch.nn import functional
from training.reader.export import write_digests, write_layers
from training.reader.losses import ROLE_WEIGHTS, embed_texts
from training.reader.network import load_encoder
from training.reader.samples import ROLE_NAMES
from training.reader.sentence_corpora import RoledArticle, read_roles
from training.reader.stock import read_passages

from sayso.annotate.reader import Reader, open_network, pool_sentences
from sayso.annotate.reader_pieces import Cutter
from sayso.annotate.reader_windows import join_role_rows
from sayso.annotate.tokens import split_words
from sayso.model import Sentence, Token

Numbers = NDArray[Any]
# Sentences whose vectors are compared with the untouched encoder's, alone and in their articles.
ALONE, TOGETHER, HELD = 6_000, 100, 10
RIDGE = 2.0
ROUNDS, BATCH = 30, 256


def make_sentences(texts: Sequence[str]) -> list[Sentence]:
    """Sentences of an article, as the reader takes them."""
    out, at = [], 0
    for text in texts:
        words = split_words(text, 0, len(text))
        tokens = tuple(Token(s + at, e + at, text[s:e], "", "") for s, e in words)
        out.append(Sentence(at, at + len(text), 0, tokens))
        at += len(text) + 1
    return out


def pool_texts(reader: Reader, texts: Sequence[str]) -> Numbers:
    """The means of an article's sentences, as the int8 network gives them."""
    pieces, windows = reader.run(make_sentences(texts))
    return pool_sentences(windows, len(pieces))


def gather_pairs(reader: Reader, corpora: Path, teacher: tuple[Any, Cutter]) -> tuple[Numbers, Numbers]:
    """Means and the untouched encoder's vectors of the same sentences."""
    passages = (
        read_passages(corpora, "attribution")
        + read_passages(corpora, "ecb")
        + read_passages(corpora, "crowd")
    )
    order = np.random.default_rng(1).permutation(len(passages))
    alone, together = list[str](), list[list[str]]()
    for number in order:
        texts = [passages[number].text[s:e] for s, e in passages[number].sentences if e - s > 8]
        if len(together) < TOGETHER and len(texts) > 5:
            together.append(texts[:40])
        elif len(alone) < ALONE:
            alone += texts
    ours = [pool_texts(reader, [text]) for text in alone] + [pool_texts(reader, texts) for texts in together]
    theirs = embed_texts(*teacher, [*alone, *(text for texts in together for text in texts)]).numpy()
    kept = np.abs(np.concatenate(ours)).sum(axis=1) > 0
    return np.concatenate(ours)[kept], theirs[kept]


def fit_meaning(reader: Reader, corpora: Path, encoder: Path, old: Numbers) -> Numbers | None:
    """The layer whose vectors come nearest to the untouched encoder's; None if the old one does."""
    ours, theirs = gather_pairs(reader, corpora, (load_encoder(encoder).eval(), reader.cutter))
    held = np.arange(len(ours)) % HELD == 0
    x, y = ours[~held], theirs[~held]
    # The old layer is where the fit starts from: it moves only where the pairs say so.
    scale = np.linalg.norm(x @ old.T, axis=1).mean()
    wanted = y * scale
    moved = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ (wanted - x @ old.T))
    new = (old + moved.T).astype(np.float32)
    before, after = (compare(ours[held] @ layer.T, theirs[held]) for layer in (old, new))
    print(f"meaning: {before:.4f} before, {after:.4f} after, on {held.sum()} sentences held apart")
    return new if after > before else None


def compare(ours: Numbers, theirs: Numbers) -> float:
    """The mean likeness of each vector to its model."""
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    return float(((ours * theirs).sum(axis=1) / lengths).mean())


def gather_roles(
    reader: Reader, articles: Sequence[RoledArticle], meaning: Numbers
) -> tuple[Numbers, Numbers]:
    """What the role layer is given, and the roles, -1 where there is none."""
    rows, roles = [], []
    for article in articles:
        pooled = pool_texts(reader, article.sentences)
        vectors = pooled @ meaning.T
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        rows.append(join_role_rows(pooled, vectors))
        roles += [ROLE_NAMES.index(role) if role else -1 for role in article.roles]
    return np.concatenate(rows), np.array(roles)


def score_roles(found: torch.Tensor, roles: torch.Tensor) -> float:
    """Mean F1 of the roles."""
    figures = []
    for role in range(len(ROLE_NAMES)):
        hits = int(((found == role) & (roles == role)).sum())
        total = int((found == role).sum() + (roles == role).sum())
        figures.append(2 * hits / total if total else 0.0)
    return sum(figures) / len(figures)


def make_head(width: int) -> nn.Sequential:
    """The role layer: much is dropped, as there are few articles for so many numbers."""
    return nn.Sequential(
        nn.Dropout(0.5), nn.Linear(width, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, len(ROLE_NAMES))
    )


def fit_roles(rows: Numbers, roles: Numbers, held: Numbers) -> nn.Sequential:
    """The role layer after the round that serves the held articles best."""
    torch.manual_seed(1)
    head, known = make_head(rows.shape[1]), roles >= 0
    x, y = torch.from_numpy(rows[known]).float(), torch.from_numpy(roles[known])
    apart = torch.from_numpy(held[known])
    seen, wanted = x[~apart], y[~apart]
    optimizer = torch.optim.AdamW(head.parameters(), lr=3e-4, weight_decay=0.3)
    best, kept = -1.0, head.state_dict()
    for _ in range(ROUNDS):
        head.train()
        for numbers in torch.randperm(len(wanted)).split(BATCH):
            loss = functional.cross_entropy(head(seen[numbers]), wanted[numbers], weight=ROLE_WEIGHTS)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            score = score_roles(head.eval()(x[apart]).argmax(1), y[apart])
        if score > best:
            best, kept = score, {name: value.clone() for name, value in head.state_dict().items()}
    print(f"roles: {best:.4f} on {int(apart.sum())} sentences held apart")
    head.load_state_dict(kept)
    return head


def read_weights(path: Path) -> dict[str, Numbers]:
    """The arrays of a small graph."""
    return {i.name: numpy_helper.to_array(i).astype(np.float32) for i in onnx.load(path).graph.initializer}


def finish(corpora: Path, encoder: Path, folder: Path) -> None:
    """Fit both layers and write those that are better."""
    torch.set_num_threads(1)
    reader = open_network(folder, 1)
    meaning = read_weights(folder / "meaning.onnx")["weight0half"]
    fitted = fit_meaning(reader, corpora, encoder, meaning)
    if fitted is not None:
        meaning = fitted
        write_layers([(torch.from_numpy(meaning), None)], folder / "meaning.onnx")
    articles = read_roles(corpora / "roles/train.zip")
    rows, roles = gather_roles(reader, articles, meaning)
    sizes = [len(article.sentences) for article in articles]
    held = np.repeat(np.arange(len(articles)) % HELD == 0, sizes)
    head = fit_roles(rows, roles, held)
    write_layers(
        [(layer.weight, layer.bias) for layer in head if isinstance(layer, nn.Linear)], folder / "roles.onnx"
    )
    write_digests(folder)


if __name__ == "__main__":
    finish(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
