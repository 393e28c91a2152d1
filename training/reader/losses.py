"""What the network is to make small: a loss for each head, and the distance to the untouched encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from training.reader.network import ALL_HEADS, Encoder, Network, pool_rows
from training.reader.samples import FACT_HEADS, SKIP, Sample

from sayso.annotate.reader_pieces import Cutter
from sayso.annotate.reader_windows import BUDGET, FIRST, LAST

WEIGHTS = {
    "names": 1.0,
    "names_social": 0.5,
    "source": 0.6,
    "cue": 0.6,
    "content": 1.0,
    "event": 1.0,
    "occurrence": 1.0,
    "factuality": 1.0,
    "factuality_crowd": 0.4,
    "score": 0.2,
    "score_crowd": 0.1,
    "future": 0.5,
    "roles": 0.5,
}
# About how far people's scores of one word lie apart, on the scale from -3 to 3.
SPREAD = 0.6
# Rare classes count for more: about the inverse root of how often they occur.
FACT_WEIGHTS = torch.tensor([1.0, 3.0, 2.5])
ROLE_WEIGHTS = torch.tensor([0.9, 1.9, 1.1, 0.6, 1.0, 1.6, 0.6, 0.8, 0.9])


def join_rows(samples: Sequence[Sample], head: str, length: int) -> tuple[Tensor, int]:
    """The labels of a head over a padded batch, and how many windows teach it."""
    exact = head.startswith(("score", "future"))
    rows = np.full((len(samples), length), np.nan if exact else SKIP, dtype=np.float32 if exact else np.int64)
    taught = 0
    for row, sample in enumerate(samples):
        if head in sample.labels:
            rows[row, : len(sample.ids)] = sample.labels[head]
            taught += 1
    return torch.from_numpy(rows), taught


def measure_head(head: str, scores: Tensor, labels: Tensor) -> Tensor | None:
    """The mean loss over a head's labelled pieces; None where the batch has none. Facts come as scores."""
    if head in FACT_HEADS:
        return None if labels.isnan().all() else measure_facts(scores, labels)
    if head.startswith(("score", "future")):
        known = ~labels.isnan()
        if not known.any():
            return None
        ours, theirs = scores[..., 0][known], labels[known]
        if head == "future":
            return functional.binary_cross_entropy_with_logits(ours, theirs)
        return functional.smooth_l1_loss(ours, theirs)
    if not (labels != SKIP).any():
        return None
    return functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=SKIP)


def share_classes(scores: Tensor) -> Tensor:
    """How far words of these factuality scores are of each class: near a class's bound, of two."""
    # Scores are means of five people's whole ones, and the bounds are -1 and 1: the next ones within are 0.8.
    below, above = (torch.special.ndtr((bound - scores) / SPREAD) for bound in (-0.9, 0.9))
    return torch.stack([1 - above, below, above - below], dim=-1)


def measure_facts(scores: Tensor, facts: Tensor) -> Tensor:
    """The loss of the factuality classes, from the words' scores; ``facts`` is nan where there is none."""
    known = ~facts.isnan()
    shares = share_classes(facts[known]) * FACT_WEIGHTS
    return -(shares * scores[known].log_softmax(-1)).sum() / shares.sum()


def measure_loss(
    network: Network, hidden: Tensor, scores: dict[str, Tensor], groups: Tensor, samples: Sequence[Sample]
) -> dict[str, Tensor]:
    """The weighted loss of every head that the batch teaches, by the share of windows that teach it."""
    losses = {}
    for head in ALL_HEADS:
        labels, taught = join_rows(samples, FACT_HEADS.get(head, head), hidden.shape[1])
        loss = measure_head(head, scores[head].float(), labels) if taught else None
        if loss is not None:
            losses[head] = WEIGHTS[head] * taught / len(samples) * loss
    if any(sample.roles for sample in samples):
        losses["roles"] = WEIGHTS["roles"] * measure_roles(network, hidden, groups, samples)
    return losses


def measure_roles(network: Network, hidden: Tensor, groups: Tensor, samples: Sequence[Sample]) -> Tensor:
    """The loss of the sentences' roles."""
    numbers, roles, features, count = list[int](), list[int](), list[Any](), 0
    for sample in samples:
        for number, role, row in sample.roles:
            numbers.append(count + number)
            roles.append(role)
            features.append(row)
        count += len(sample.texts)
    pooled = pool_rows(hidden, groups, count)[torch.tensor(numbers)]
    given = torch.from_numpy(np.stack(features).astype(np.float32))
    scores = network.roles(torch.cat([network.dropout(pooled), given], dim=1))
    share = sum(bool(sample.roles) for sample in samples) / len(samples)
    return share * functional.cross_entropy(scores, torch.tensor(roles), weight=ROLE_WEIGHTS)


@torch.no_grad()
def embed_texts(teacher: Encoder, cutter: Cutter, texts: Sequence[str]) -> Tensor:
    """The untouched encoder's vectors of single sentences, of length one."""
    rows = [[FIRST, *cutter.cut(text, 0, len(text)).ids[: BUDGET - 2], LAST] for text in texts]
    out = torch.zeros(len(rows), 384)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    for start in range(0, len(order), 32):
        numbers = order[start : start + 32]
        length = max(len(rows[i]) for i in numbers)
        ids = torch.tensor([rows[i] + [0] * (length - len(rows[i])) for i in numbers])
        mask = torch.tensor([[1] * len(rows[i]) + [0] * (length - len(rows[i])) for i in numbers])
        with torch.autocast("cpu", torch.bfloat16):
            hidden = teacher(ids, torch.zeros_like(ids), mask).float()
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        out[torch.tensor(numbers)] = functional.normalize(mean, dim=1)
    return out


def distil(
    network: Network, hidden: Tensor, groups: Tensor, source: tuple[Encoder, Cutter, Sequence[str]]
) -> Tensor:
    """How far our sentence vectors are from the untouched encoder's, one by one and among each other."""
    teacher, cutter, texts = source
    theirs = embed_texts(teacher, cutter, texts)
    ours = functional.normalize(network.meaning(pool_rows(hidden, groups, len(texts))), dim=1)
    apart = (1 - (ours * theirs).sum(1)).mean()
    return apart + 5 * (ours @ ours.T - theirs @ theirs.T).pow(2).mean()
