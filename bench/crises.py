"""Scores what sayso makes of the invented crises in bench/crises: four for development, two sealed.

    python bench/crises.py [--misses] [--keep FOLDER] [NAME ...]

The scorer lies beside the repository, in ../shared, and not in it. The misses of dam, blast,
blackout and mutiny may be listed; those of a sealed crisis never are: whoever reads them could write
rules for them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sayso

ROOT = Path(__file__).resolve().parent.parent
SCORER = ROOT.parent / "shared" / "eval" / "score.py"
CRISES = ROOT / "bench" / "crises"
SEALED = {"coup", "border"}


def export_case(reports: list[Path], folder: Path) -> Path:
    """The case of these reports as JSON, in ``folder``; one kept there from before is made anew."""
    (folder / "case.sayso").unlink(missing_ok=True)
    started = time.perf_counter()
    with sayso.open(folder / "case.sayso") as case:
        added = case.add(*reports)
        (text,) = case.export(to="json").values()
    print(f"{len(reports)} reports, {len(added.problems)} refused, {time.perf_counter() - started:.1f} s")
    path = folder / "case.json"
    path.write_text(text, encoding="utf-8")
    return path


def score_crisis(name: str, folder: Path, *, misses: bool) -> None:
    """Prints the rates of one crisis with their counts, and its misses if they may be seen."""
    print(f"\n== {name}{' (sealed)' if name in SEALED else ''}")
    case = export_case(sorted((CRISES / name).glob("*.txt")), folder)
    listing = ["--misses"] if misses and name not in SEALED else []
    command = [sys.executable, str(SCORER), str(case), str(CRISES / name / "gold.json"), *listing]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    if done.returncode:
        raise SystemExit(done.returncode)


def main() -> None:
    """Scores the crises named, or all."""
    every = sorted(path.parent.name for path in CRISES.glob("*/gold.json"))
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(every)}")
    parser.add_argument("--misses", action="store_true", help="list what was missed, but of sealed crises")
    parser.add_argument("--keep", type=Path, help="keep the cases and their JSON in this folder")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(every):
        parser.error(f"no such crisis: {', '.join(sorted(unknown))}")
    if not SCORER.exists():
        print(f"no scorer at {SCORER}: nothing scored")
        return
    with tempfile.TemporaryDirectory() as scratch:
        for name in chosen.names or every:
            place = (chosen.keep or Path(scratch)) / name
            place.mkdir(parents=True, exist_ok=True)
            score_crisis(name, place, misses=chosen.misses)


if __name__ == "__main__":
    main()
