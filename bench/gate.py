"""Fails where a figure falls below its floor: ``python -m bench.gate [--pin [--lower]]``.

floors.json holds, for the example and the crises for development, a floor for every row of the scorer, and a
digest of the reports with their truth. A changed pile fails until it is pinned again. ``--pin`` raises
the floors to what is measured now, less a margin; one that would fall is refused without ``--lower``.
The scorer lies outside the repository, in ../shared; without it nothing is gated, and that is said.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bench.score import ROOT, SCORER, Pile, Row, export_case, list_piles, list_reports, parse_rows, run_scorer

FLOORS = ROOT / "bench" / "floors.json"
# A floor lies two per cent of the row's cases below what was measured, and one case at the least:
# the numbers are small, and one case won or lost elsewhere is no news.
MARGIN = 0.02


class Pinned(NamedTuple):
    """The floors of one pile, and the digest of what they were measured on."""

    digest: str
    floors: dict[str, float]


def gated_piles() -> list[Pile]:
    """The piles that are in the repository."""
    return [pile for pile in list_piles() if pile.folder.is_relative_to(ROOT)]


def digest_pile(pile: Pile) -> str:
    """A digest of the reports and their truth, by name and content."""
    files = [*list_reports(pile), pile.truth]
    lines = (f"{sha256(path.read_bytes()).hexdigest()} {path.name}\n" for path in files)
    return sha256("".join(lines).encode()).hexdigest()


def measure_pile(pile: Pile) -> dict[str, Row]:
    """Every row of the scorer on a fresh case."""
    with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stdout(io.StringIO()):
        return parse_rows(run_scorer(export_case(list_reports(pile), Path(scratch)), pile.truth))


def floor_of(row: Row) -> float:
    """What a row may fall to, rounded down."""
    left = max(0.0, row.hits - max(1.0, MARGIN * row.total))
    return int(1000 * left / row.total) / 1000


def read_floors(path: Path) -> dict[str, Pinned]:
    """The pinned floors by pile; none where nothing was pinned yet."""
    if not path.is_file():
        return {}
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: Pinned(pile["digest"], pile["floors"]) for name, pile in stored.items()}


def write_floors(path: Path, pinned: dict[str, Pinned]) -> None:
    """Stores the floors, in an order that keeps differences small."""
    stored = {name: pile._asdict() for name, pile in sorted(pinned.items())}
    path.write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def find_faults(name: str, digest: str, rows: dict[str, Row], pinned: Pinned | None) -> list[str]:
    """What is wrong with a pile, a line each."""
    if pinned is None:
        return [f"{name}: no floors pinned; `python -m bench.gate --pin` does"]
    faults = [f"{name}: {fall}" for fall in find_falls(rows, pinned.floors)]
    if digest != pinned.digest:
        faults.append(f"{name}: reports or truth have changed; look, then `python -m bench.gate --pin`")
    return faults


def find_falls(rows: dict[str, Row], floors: dict[str, float]) -> list[str]:
    """The rows that are gone or below their floor."""
    falls = []
    for name, floor in floors.items():
        row = rows.get(name)
        if row is None:
            falls.append(f"{name} is no longer measured")
        elif row.hits / row.total < floor:
            falls.append(f"{name} {row.hits / row.total:.3f} ({row.hits}/{row.total}) is below {floor:.3f}")
    return falls


def raise_floors(rows: dict[str, Row], floors: dict[str, float], *, lower: bool) -> dict[str, float]:
    """The floors that the measured rows give; none falls unless ``lower``."""
    fresh = {name: floor_of(row) for name, row in rows.items()}
    return fresh if lower else {name: max(floor, floors.get(name, 0.0)) for name, floor in fresh.items()}


def main() -> int:
    """Measures every pile of the repository; 1 if a figure fell."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--lower", action="store_true", help="with --pin: let floors fall too")
    chosen = parser.parse_args()
    if not SCORER.exists():
        print(f"gate: no scorer at {SCORER}: nothing measured, nothing gated")
        return 0
    before, faults, after = read_floors(FLOORS), [], {}
    for pile in gated_piles():
        digest, rows, known = digest_pile(pile), measure_pile(pile), before.get(pile.name)
        floors = known.floors if known else {}
        if chosen.pin:
            faults += [] if chosen.lower else [f"{pile.name}: {fall}" for fall in find_falls(rows, floors)]
            after[pile.name] = Pinned(digest, raise_floors(rows, floors, lower=chosen.lower))
        else:
            faults += find_faults(pile.name, digest, rows, known)
        print(f"gate: {pile.name}: {len(rows)} rows measured")
    for fault in faults:
        print(f"gate: {fault}", file=sys.stderr)
    if chosen.pin and not faults:
        write_floors(FLOORS, after)
        print(f"gate: floors of {len(after)} piles pinned")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
