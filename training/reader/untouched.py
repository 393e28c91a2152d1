"""How well the encoder as it was published tells alike sentences: what our vectors are held against.

    python -m training.reader.untouched CORPORA ENCODER FIGURES

Adds its row to the figures that bench/reader.py wrote.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
from bench.reader_measures import rank_correlation
from training.reader.losses import embed_texts
from training.reader.network import load_encoder
from training.reader.sentence_corpora import group_pairs, read_pairs
from training.reader.stock import load_cutter

ROW = "likeness of the untouched encoder, STS news"


def measure_untouched(corpora: Path, encoder: Path) -> dict[str, float]:
    """Rank correlation by part, and the mean."""
    teacher, cutter = load_encoder(encoder).eval(), load_cutter(encoder)
    figures = {}
    for part, pairs in group_pairs(read_pairs(corpora / "similarity")).items():
        left, right = (
            embed_texts(teacher, cutter, texts).numpy()
            for texts in ([p.left for p in pairs], [p.right for p in pairs])
        )
        wanted = torch.tensor([p.likeness for p in pairs]).numpy()
        figures[part] = rank_correlation((left * right).sum(axis=1), wanted)
    return {"mean": sum(figures.values()) / len(figures), **figures}


def main() -> None:
    """Measure and add."""
    path = Path(sys.argv[3])
    told = json.loads(path.read_text("utf-8"))
    told["figures"][ROW] = measure_untouched(Path(sys.argv[1]), Path(sys.argv[2]))
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
