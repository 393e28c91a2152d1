"""Writes the measured figures into the pages that quote them: ``python -m bench.write_figures [--check]``.

A page names the pile before its figures (``<!-- measured: seeds -->``) and quotes a row of the scorer as
`` `figures.found` 0.900 (27/30) ``. Only what stands behind the row's name is replaced. ``--check`` tells
which figures are out of date. Like the gate, it needs the scorer, which lies outside the repository.
"""

from __future__ import annotations

import re
import sys
from functools import cache, partial
from pathlib import Path

from bench.gate import measure_pile
from bench.score import ROOT, SCORER, SEALED, Pile, Row, list_piles

CRISES = ROOT / "bench" / "crises"
# Their rates may be read, and nothing else of them.
SEALED_PILES = tuple(Pile(name, CRISES / name, CRISES / name / "gold.json") for name in sorted(SEALED))
PAGES = (ROOT / "README.md", ROOT / "docs" / "mission.md")
PILE = re.compile(r"(<!-- measured: \w+ -->)")
FIGURE = re.compile(r"`(?P<name>[a-z_]+(?:\.[a-z_]+)?)` \d\.\d{3} \(\d+/\d+\)")


@cache
def measure(name: str) -> dict[str, Row]:
    """Every row of the pile of this name; none where it is not at hand."""
    for pile in (*list_piles(), *SEALED_PILES):
        if pile.name == name and pile.truth.is_file():
            return measure_pile(pile)
    return {}


def write_row(rows: dict[str, Row], match: re.Match[str]) -> str:
    """A quoted figure as it is now; as it stands where it cannot be measured."""
    row = rows.get(match["name"])
    if row is None:
        return match[0]
    return f"`{match['name']}` {row.hits / row.total:.3f} ({row.hits}/{row.total})"


def renew_page(text: str) -> str:
    """A page with its figures as they are now."""
    parts, rows = PILE.split(text), dict[str, Row]()
    for place, part in enumerate(parts):
        if PILE.fullmatch(part):
            rows = measure(part.split()[2])
        else:
            parts[place] = FIGURE.sub(partial(write_row, rows), part)
    return "".join(parts)


def renew_file(path: Path, *, check: bool) -> bool:
    """Whether a page was out of date; it no longer is, unless this is only a check."""
    old = path.read_text(encoding="utf-8")
    new = renew_page(old)
    if new != old and not check:
        path.write_text(new, encoding="utf-8")
    return new != old


def main() -> int:
    """Renews every page that quotes figures."""
    if not SCORER.exists():
        print(f"no scorer at {SCORER}: figures not compared")
        return 0
    check = "--check" in sys.argv
    stale = [path for path in PAGES if renew_file(path, check=check)]
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'out of date' if check else 'figures written'}")
    return 1 if stale and check else 0


if __name__ == "__main__":
    raise SystemExit(main())
