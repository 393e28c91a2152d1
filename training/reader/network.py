"""The network: a six-layer encoder, linear heads for words, and what sentences are pooled into."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.annotate.reader_pieces import CASES
from sayso.annotate.reader_windows import HEADS

WIDTH, DEPTH, PARTS, INNER = 384, 6, 12, 1536
# Heads that only help training: corpora whose idea of a name or of a fact differs from the main one.
SIDE_HEADS = {"names_social": 9, "factuality_crowd": 3, "score_crowd": 1}
ALL_HEADS = HEADS | SIDE_HEADS
ROLES = 9
ROLE_FEATURES = 6


class Block(nn.Module):
    """One layer of the encoder, normalised after each half."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.first, self.second = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """The layer's output; ``mask`` is added to the attention scores."""
        rows, length, _ = hidden.shape
        split = (rows, length, PARTS, WIDTH // PARTS)
        query, key, value = (
            part(hidden).reshape(split).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // PARTS) + mask
        seen = self.dropout(scores.softmax(-1)) @ value
        mixed = self.out(seen.transpose(1, 2).reshape(rows, length, WIDTH))
        hidden = self.first(hidden + self.dropout(mixed))
        inner = self.down(functional.gelu(self.up(hidden)))
        return self.second(hidden + self.dropout(inner))


class Encoder(nn.Module):
    """Word pieces and their case to one vector a piece."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.cases = nn.Embedding(len(CASES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(DEPTH))
        # Zero at the start: the encoder begins as it was published, and learns what case adds.
        nn.init.zeros_(self.cases.weight)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """Vectors of rows of pieces; ``mask`` is 1 for a piece and 0 for padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.words(ids) + self.positions(places) + self.cases(cases)
        hidden = self.dropout(self.norm(hidden))
        barred = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
        for block in self.blocks:
            hidden = block(hidden, barred)
        return hidden


class RoleHead(nn.Module):
    """A sentence, its article's mean and its first sentence to the sentence's role."""

    def __init__(self, inner: int = 128) -> None:
        super().__init__()
        self.up = nn.Linear(3 * WIDTH + ROLE_FEATURES, inner)
        self.down = nn.Linear(inner, ROLES)
        self.dropout = nn.Dropout(0.2)

    def forward(self, features: Tensor) -> Tensor:
        """Scores of the roles."""
        scores: Tensor = self.down(self.dropout(functional.relu(self.up(features))))
        return scores


class Network(nn.Module):
    """The encoder with every head."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, width) for name, width in ALL_HEADS.items()})
        self.meaning = nn.Linear(WIDTH, WIDTH, bias=False)
        self.roles = RoleHead()
        self.dropout = nn.Dropout(0.1)
        # There are few words to learn facts from, and they were soon known by heart.
        self.fact_dropout = nn.Dropout(0.3)
        nn.init.eye_(self.meaning.weight)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """The pieces' vectors and each head's scores."""
        hidden = self.encoder(ids, cases, mask)
        dropped, facts = self.dropout(hidden), self.fact_dropout(hidden)
        return hidden, {
            name: head(facts if name.startswith(("factuality", "score")) else dropped)
            for name, head in self.heads.items()
        }


def pool_rows(hidden: Tensor, groups: Tensor, count: int) -> Tensor:
    """Means of the pieces of each group; ``groups`` numbers them over the whole batch, -1 for none."""
    flat, numbers = hidden.reshape(-1, WIDTH), groups.reshape(-1)
    kept = numbers >= 0
    sums = torch.zeros(count, WIDTH, dtype=hidden.dtype).index_add(0, numbers[kept], flat[kept])
    sizes = torch.zeros(count, dtype=hidden.dtype).index_add(
        0, numbers[kept], torch.ones(int(kept.sum()), dtype=hidden.dtype)
    )
    return sums / sizes.clamp(min=1)[:, None]


def load_encoder(folder: Path, dropout: float = 0.1) -> Encoder:
    """The encoder with the public weights of ``folder`` (a BERT checkpoint of this shape)."""
    old = load_file(folder / "model.safetensors")
    old = {name.removeprefix("bert."): value for name, value in old.items()}
    encoder = Encoder(dropout)
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        "positions.weight": old["embeddings.position_embeddings.weight"]
        + old["embeddings.token_type_embeddings.weight"][0],
        "cases.weight": torch.zeros(len(CASES), WIDTH),
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "first": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "second": "output.LayerNorm",
    }
    for layer in range(DEPTH):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                new[f"blocks.{layer}.{ours}.{kind}"] = old[f"encoder.layer.{layer}.{theirs}.{kind}"]
    encoder.load_state_dict(new)
    return encoder
