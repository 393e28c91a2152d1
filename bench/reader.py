"""Measure the network on the corpora's test and dev parts.

    python -m bench.reader CORPORA [--network FOLDER] [--write FILE] [--no-speed] [--pin [--lower]]

Prints one row a measure, and exits with 1 where a figure is under its floor (reader_floors.json) or the
corpora are not those of the floors. ``--write`` keeps the figures as JSON for the card; ``--pin`` sets the
floors to what is measured now, less a margin, and lowers none without ``--lower``.
"""

from __future__ import annotations

import argparse
import json
import sys
from hashlib import sha256
from importlib import resources
from pathlib import Path

from bench.reader_measures import Figures, measure_all
from bench.reader_speed import measure_speed

from sayso.annotate.reader import open_network

FLOORS = Path(__file__).with_name("reader_floors.json")
# What a floor lies under the figure: another processor's roundings, no more.
MARGIN = 0.005
FLOORED = {
    "names, UNER-EWT test": ("all", "organisation"),
    "names, CrossNER politics dev": ("all",),
    "attribution, PolNeAR dev": ("strict", "overlap", "token"),
    "events, ECB+ dev topics": ("strict",),
    "events, TimeBank kept apart": ("strict",),
    "factuality, UW dev": ("macro",),
    "roles, validation": ("macro",),
    "likeness, STS news": ("mean",),
}
MEASURED = (
    "ner/uner-ewt/en_ewt-ud-test.iob2",
    "ner/re3d/dev.txt",
    "ner/crossner-politics/dev.txt",
    "attribution/polnear/dev/attributions/*",
    "attribution/polnear/dev/text/*",
    "events/ecbplus/*/*.xml",
    "time/timebank/*.tml",
    "factuality/UW/dev.jsonl",
    "roles/validation.zip",
    "similarity/*/*.tsv",
)


def digest_corpora(corpora: Path) -> str:
    """A digest of every file that is measured on, by path and content."""
    total = sha256()
    for path in sorted(p for pattern in MEASURED for p in corpora.glob(pattern)):
        total.update(str(path.relative_to(corpora)).encode() + sha256(path.read_bytes()).digest())
    return total.hexdigest()


def show_figure(value: float) -> str:
    """A figure with as many places as it bears."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3f}"


def check_floors(figures: dict[str, Figures], digest: str) -> list[str]:
    """What is wrong: figures under their floors, or other corpora than the floors were set on."""
    if not FLOORS.exists():
        return ["no floors are pinned"]
    floors = json.loads(FLOORS.read_text("utf-8"))
    wrong = (
        [] if floors["corpora"] == digest else ["the corpora are not those that the floors were measured on"]
    )
    for row, named in floors["floors"].items():
        for name, floor in named.items():
            value = figures.get(row, {}).get(name)
            if value is not None and value < floor:
                wrong.append(f"{row}, {name}: {value:.3f} is under its floor of {floor}")
    return wrong


def pin_floors(figures: dict[str, Figures], digest: str, *, lower: bool) -> None:
    """Write the floors; stops where one would fall, unless it may."""
    old = json.loads(FLOORS.read_text("utf-8"))["floors"] if FLOORS.exists() else {}
    floors = {
        row: {name: int(1000 * (figures[row][name] - MARGIN)) / 1000 for name in names}
        for row, names in FLOORED.items()
    }
    fallen = [
        f"{row}, {name}: {floors[row][name]} is lower than {floor}"
        for row, named in old.items()
        for name, floor in named.items()
        if floors.get(row, {}).get(name, 0.0) < floor
    ]
    if fallen and not lower:
        sys.exit("not pinned:\n" + "\n".join(fallen))
    FLOORS.write_text(json.dumps({"corpora": digest, "floors": floors}, indent=1) + "\n", "utf-8")


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--network", type=Path, default=Path(str(resources.files("sayso") / "data/reader")))
    parser.add_argument("--write", type=Path)
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    reader = open_network(options.network, options.threads)
    figures = measure_all(reader, options.corpora)
    if not options.no_speed:
        figures["speed"] = measure_speed(reader, options.network, options.corpora)
    for row, named in figures.items():
        print(f"{row}: " + ", ".join(f"{name} {show_figure(value)}" for name, value in named.items()))
    if options.write:
        options.write.write_text(
            json.dumps({"digest": reader.digest, "figures": figures}, indent=1) + "\n", "utf-8"
        )
    digest = digest_corpora(options.corpora)
    if options.pin:
        pin_floors(figures, digest, lower=options.lower)
    wrong = check_floors(figures, digest)
    print("\n".join(wrong) or "every floor held")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
