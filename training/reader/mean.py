"""The mean of the weights of several runs that began alike: better than any of them.

python -m training.reader.mean OUT FOLDER [FOLDER ...]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import torch


def mix(folders: Sequence[Path], out: Path) -> None:
    """Write to ``out`` a checkpoint for export alone: the mean of the folders' averages, what all cost."""
    states = [torch.load(folder / "checkpoint.pt", weights_only=True) for folder in folders]
    weights = [state["average"] for state in states]
    mean = {name: torch.stack([w[name] for w in weights]).mean(dim=0) for name in weights[0]}
    place = tuple(map(sum, zip(*(state["place"] for state in states), strict=True)))
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"average": mean, "place": place}, out / "checkpoint.pt")


if __name__ == "__main__":
    mix([Path(folder) for folder in sys.argv[2:]], Path(sys.argv[1]))
