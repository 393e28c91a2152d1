"""How well sentences that state a cause are found, on a corpus of protest news.

    python bench/causes.py FOLDER [--misses] [--learnt]

FOLDER holds ``train_subtask1.csv`` with the columns index, text and label (1: the sentence states a cause).
A sentence counts as found if an explanation is drawn from it when it is read as an article of its own,
so nothing of the text around it is known. ``--learnt`` adds, five-fold over whole sentences, what a
classifier makes of the same sentences: a ceiling for words and sentence vectors, and no part of the package.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.annotate import annotate_article, load_reader
from sayso.annotate.reader import load_network
from sayso.annotate.tokens import read_sentences
from sayso.claims import extract_claims
from sayso.ids import article_id
from sayso.model import Article

Numbers = NDArray[Any]


class Example(NamedTuple):
    """A sentence of the corpus, and whether it states a cause."""

    text: str
    causal: bool


class Score(NamedTuple):
    """Right, missed and wrong findings."""

    hits: int
    missed: int
    wrong: int

    def __str__(self) -> str:
        precision = self.hits / max(1, self.hits + self.wrong)
        recall = self.hits / max(1, self.hits + self.missed)
        f1 = 2 * self.hits / max(1, 2 * self.hits + self.missed + self.wrong)
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({self.hits} found)"


def read_corpus(path: Path) -> list[Example]:
    """The sentences of the corpus, with its spaces before marks taken out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Example(join_marks(row["text"]), row["label"] == "1") for row in csv.DictReader(file)]


def join_marks(text: str) -> str:
    """A tokenised sentence as it would be printed."""
    text = re.sub(r"\s+([,.;:!?%)\]”’]|'s\b|n't\b|'\w+\b)", r"\1", text)
    return re.sub(r"([(\[“‘$£€#]) ", r"\1", text).strip()


def finds_cause(text: str) -> bool:
    """Whether sayso draws an explanation from the sentence alone."""
    digest = sha256(text.encode()).hexdigest()
    article = Article(id=article_id(digest, None, None), name="s", text=text, digest=digest, language="en")
    claims = extract_claims(annotate_article(article, load_reader("en")))
    return any(claim.because is not None for claim in claims)


def score(examples: Sequence[Example], found: Sequence[bool]) -> Score:
    """What was found against what the corpus says."""
    pairs = [(example.causal, bool(hit)) for example, hit in zip(examples, found, strict=True)]
    return Score(pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)))


def learn_folds(examples: Sequence[Example], columns: Numbers, folds: int = 5) -> list[bool]:
    """What a logistic classifier over ``columns`` says of each sentence when trained on the other folds."""
    place = np.array([int(sha256(e.text.encode()).hexdigest(), 16) % folds for e in examples])
    truth = np.array([e.causal for e in examples], dtype=np.float64)
    found = np.zeros(len(examples), dtype=bool)
    for fold in range(folds):
        inside = place == fold
        weights = fit_logistic(columns[~inside], truth[~inside])
        found[inside] = columns[inside] @ weights > 0
    return [bool(hit) for hit in found]


def fit_logistic(columns: Numbers, truth: Numbers, steps: int = 300, decay: float = 1e-3) -> Numbers:
    """Weights of a logistic regression, by accelerated gradient steps on the mean loss."""
    weights: Numbers = np.zeros(columns.shape[1])
    ahead = weights
    # The logistic loss bends by a quarter of the columns' largest squared length at most.
    rate = 4.0 / float(np.mean(np.sum(columns**2, axis=1)))
    for step in range(1, steps + 1):
        chance = 1.0 / (1.0 + np.exp(-(columns @ ahead)))
        slope = columns.T @ (chance - truth) / len(truth) + decay * ahead
        moved = ahead - rate * slope
        ahead = moved + (step - 1) / (step + 2) * (moved - weights)
        weights = moved
    return weights


def word_columns(examples: Sequence[Example], least: int = 4) -> Numbers:
    """A column for every word and pair of words that ``least`` sentences hold, by how rare it is."""
    bags = [list_features(example.text) for example in examples]
    counts = Counter(feature for bag in bags for feature in bag)
    kept = {feature: n for n, feature in enumerate(sorted(f for f, c in counts.items() if c >= least))}
    columns = np.zeros((len(bags), len(kept)))
    for row, bag in enumerate(bags):
        for feature in bag:
            if feature in kept:
                columns[row, kept[feature]] = np.log(len(bags) / counts[feature])
    lengths: Numbers = np.linalg.norm(columns, axis=1, keepdims=True)
    scaled: Numbers = columns / np.maximum(1e-9, lengths)
    return scaled


def list_features(text: str) -> set[str]:
    """The words of a sentence and its pairs of neighbours, in lower case."""
    words = re.findall(r"\w+|[^\w\s]", text.lower())
    return {*words, *(f"{left} {right}" for left, right in pairwise(words))}


def vector_columns(examples: Sequence[Example]) -> Numbers:
    """The vectors that the shipped network gives the sentences."""
    tagger, network = load_reader("en").tagger, load_network()
    rows = [network.read(read_sentences(example.text, tagger)).vectors for example in examples]
    return np.array([np.mean(np.asarray(vectors, dtype=np.float64), axis=0) for vectors in rows])


def learnt_rows(examples: Sequence[Example], ours: Sequence[bool]) -> Iterator[tuple[str, Score]]:
    """The learnt classifiers by their columns, each scored five-fold."""
    words, vectors = word_columns(examples), vector_columns(examples)
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    rules = np.array([[1.0, float(hit)] for hit in ours])
    for name, columns in (
        ("words", np.hstack([words, rules[:, :1]])),
        ("vectors", np.hstack([3 * vectors, rules[:, :1]])),
        ("words, vectors and ours", np.hstack([words, 3 * vectors, rules])),
    ):
        yield f"learnt from {name}", score(examples, learn_folds(examples, columns))


def main() -> None:
    """Prints how many sentences with a cause were found, beside the trivial answer."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--misses", action="store_true", help="list sentences missed (-) and wrongly found (+)"
    )
    parser.add_argument(
        "--learnt", action="store_true", help="add classifiers trained on the corpus, five-fold"
    )
    chosen = parser.parse_args()
    examples = read_corpus(chosen.folder / "train_subtask1.csv")
    ours = [finds_cause(example.text) for example in examples]
    print(f"{len(examples)} sentences, {sum(e.causal for e in examples)} of them state a cause")
    print(f"{'every sentence':<36}{score(examples, [True] * len(examples))}")
    print(f"{'ours':<36}{score(examples, ours)}")
    for name, row in learnt_rows(examples, ours) if chosen.learnt else ():
        print(f"{name:<36}{row}")
    if chosen.misses:
        for example, hit in zip(examples, ours, strict=True):
            if example.causal != hit:
                print("-+"[hit], example.text)


if __name__ == "__main__":
    main()
