"""Whether something happened is read by two heads, as a class and as a score: what both say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from training.reader.samples import FACTS, Prepared, cut_samples

from sayso.annotate.reader import head_columns

Numbers = NDArray[Any]


class Margins(NamedTuple):
    """A score of ``least`` and above speaks for "happened", of ``most`` and below for "not".

    ``share`` times what the score has beyond the one or the other is added to that class.
    """

    share: float
    least: float
    most: float


NO_MARGINS = Margins(0.0, 0.0, 0.0)
TRIED = tuple(
    Margins(*map(float, row))
    for row in product((0.0, 1.0, 2.0, 4.0), np.arange(0.5, 2.5, 0.25), np.arange(-1.5, 0.75, 0.25))
)


class Facts(NamedTuple):
    """Marked words: the class head's scores, the score head's, and the class that each should have."""

    classes: Numbers
    scores: Numbers
    wanted: Numbers

    def part(self, numbers: slice) -> Facts:
        """Some of the words."""
        return Facts(self.classes[numbers], self.scores[numbers], self.wanted[numbers])


def add_margins(classes: Numbers, scores: Numbers, margins: Margins) -> Numbers:
    """The class head's scores with what the score head has to say."""
    spoken = np.stack([scores - margins.least, margins.most - scores, np.zeros_like(scores)], axis=1)
    joined: Numbers = classes + margins.share * spoken
    return joined


def measure_classes(facts: Facts, margins: Margins) -> float:
    """The mean F1 of the classes."""
    found = add_margins(facts.classes, facts.scores, margins).argmax(axis=1)
    hits = [((found == k) & (facts.wanted == k)).sum() for k in range(len(FACTS))]
    both = [(found == k).sum() + (facts.wanted == k).sum() for k in range(len(FACTS))]
    return float(np.mean([2 * hit / max(1, size) for hit, size in zip(hits, both, strict=True)]))


def choose_margins(facts: Facts) -> Margins:
    """The margins of TRIED with the best mean F1; tells what those of one half reach on the other."""
    halves = facts.part(slice(0, None, 2)), facts.part(slice(1, None, 2))
    best = [max(TRIED, key=partial(measure_classes, part)) for part in (*halves, facts)]
    crossed = [measure_classes(half, margins) for half, margins in zip(halves, best[1::-1], strict=True)]
    plain, chosen = (measure_classes(facts, margins) for margins in (NO_MARGINS, best[2]))
    print(f"facts: {plain:.3f} by class alone, {chosen:.3f} with {best[2]}, {np.mean(crossed):.3f} crossed")
    return best[2]


def read_facts(graph: Path, passages: Sequence[Prepared]) -> Facts:
    """What the exported network, with no margins yet, reads at the passages' marked words."""
    rows = list(_read_windows(onnxruntime.InferenceSession(graph), passages))
    return Facts(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def _read_windows(
    session: onnxruntime.InferenceSession, passages: Sequence[Prepared]
) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    for sample in (sample for prepared in passages for sample in cut_samples(prepared)):
        if "factuality" in sample.labels:
            marked = sample.labels["factuality"] >= 0
            given = {"ids": sample.ids[None], "cases": sample.cases[None]}
            scores = session.run(["scores"], given)[0][0, marked]
            wanted = sample.labels["factuality"][marked].astype(int)
            yield scores[:, head_columns("factuality")], scores[:, head_columns("score").start], wanted


@torch.no_grad()
def fold_margins(heads: nn.Linear, margins: Margins) -> None:
    """Make the shipped class columns give what ``add_margins`` does: the score is as linear as they are."""
    classes, score = head_columns("factuality"), head_columns("score").start
    towards: Tensor = margins.share * torch.tensor([1.0, -1.0, 0.0])
    heads.weight[classes] += towards[:, None] * heads.weight[score]
    heads.bias[classes] += towards * heads.bias[score]
    heads.bias[classes] += margins.share * torch.tensor([-margins.least, margins.most, 0.0])
