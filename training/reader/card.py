"""Write the network's card, docs/reader.md, from its files and its figures.

python -m training.reader.card
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

# Row, figure, what the design asks for at least, and what it aims at.
ROWS = (
    ("names, UNER-EWT test", "all", "0.78", "0.83"),
    ("names, UNER-EWT test", "person", "", ""),
    ("names, UNER-EWT test", "organisation", "0.60", "0.72"),
    ("names, UNER-EWT test", "place", "", ""),
    ("names, re3d dev", "all", "", "0.75"),
    ("names, CrossNER politics dev", "all", "", "0.75"),
    ("attribution, PolNeAR dev", "strict", "0.60", "0.72"),
    ("attribution, PolNeAR dev", "overlap", "0.83", "0.85"),
    ("attribution, PolNeAR dev", "token", "0.87", "0.885"),
    ("attribution, PolNeAR dev", "strict source", "", ""),
    ("attribution, PolNeAR dev", "strict cue", "", ""),
    ("attribution, PolNeAR dev", "strict content", "", ""),
    ("who said what, PolNeAR dev", "precision", "", ""),
    ("who said what, PolNeAR dev", "recall", "", ""),
    ("events, ECB+ dev topics", "strict", "0.81", "0.84"),
    ("events, TimeBank kept apart", "strict", "", "0.83"),
    ("factuality, UW dev", "macro", "0.70", "0.78"),
    ("factuality, UW dev", "not", "", ""),
    ("factuality, UW dev", "uncertain", "", ""),
    ("roles, validation", "macro", "0.50", "0.57"),
    ("roles, validation", "macro of eight", "", ""),
    ("likeness, STS news", "mean", "", ""),
    ("speed", "words a second", "", ""),
    ("speed", "times spaCy", "2", "3"),
    ("speed", "cold start, s", "0.5 at most", ""),
    ("speed", "peak memory, MB", "250 at most", ""),
)
PLACE = "{{%s}}"


def show(value: float | None) -> str:
    """A figure as the table prints it."""
    if value is None:
        return "not measured"
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def make_table(figures: dict[str, dict[str, float]]) -> str:
    """The table of figures."""
    lines = ["| measure | figure | here | at least | aim |", "|---|---|---|---|---|"]
    for row, name, least, aim in ROWS:
        lines.append(f"| {row} | {name} | {show(figures.get(row, {}).get(name))} | {least} | {aim} |")
    return "\n".join(lines)


def make_digests(card: dict[str, Any], folder: Path) -> str:
    """The files, their sizes and digests."""
    lines = ["| file | bytes | SHA-256 |", "|---|---|---|"]
    for name, digest in card["digests"].items():
        lines.append(f"| {name} | {(folder / name).stat().st_size:,} | `{digest}` |")
    return "\n".join(lines)


def write_card(folder: Path, figures: Path, out: Path) -> None:
    """Write the card to ``out``."""
    card = json.loads((folder / "reader.json").read_text("utf-8"))
    measured = json.loads(figures.read_text("utf-8"))["figures"]
    untouched = measured.get("likeness of the untouched encoder, STS news", {}).get("mean")
    text = Path(__file__).with_name("card.md").read_text("utf-8")
    training = card["training"]
    filled = {
        "figures": make_table(measured),
        "digests": make_digests(card, folder),
        "untouched": show(untouched),
        "pieces": f"{training['pieces'] / 1e6:.1f} million",
        "steps": f"{training['steps']:,}",
        "minutes": f"{training['seconds'] / 60:.0f}",
    }
    for name, value in filled.items():
        text = text.replace(PLACE % name, value)
    out.write_text(text, "utf-8")


if __name__ == "__main__":
    write_card(Path("src/sayso/data/reader"), Path("bench/reader_figures.json"), Path("docs/reader.md"))
