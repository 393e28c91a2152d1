"""Scores what sayso makes of the example, and of the seed accounts where they are at hand.

    python bench/score.py [--misses] [--keep FOLDER]

The scorer and the seeds lie beside the repository, in ../shared, and not in it. The numbers are
small: a smoke test, no proof. A group is no better than the least of its rows.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import sayso

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "eval" / "score.py"
ROW = re.compile(r"(?P<group>\w+)(?:\.(?P<row>[\w.]+))?: (?P<rate>[\d.]+) \((?P<hits>\d+)/(?P<total>\d+)\)")
EXAMPLE = ROOT / "examples" / "titanic"
# What is scored: its reports, and its truth.
PILES = {
    "example": (EXAMPLE, EXAMPLE / "truth.gold.json"),
    "seeds": (SHARED / "seeds", SHARED / "eval" / "seeds.gold.json"),
}


def list_reports(folder: Path, truth: Path) -> list[Path]:
    """The files that the truth names; a row of a file is named after it."""
    named = json.loads(truth.read_text(encoding="utf-8"))["articles"]
    return sorted({folder / name.partition("#")[0] for name in named})


def export_case(reports: list[Path], folder: Path) -> Path:
    """The case of these reports as JSON, in ``folder``."""
    started = time.perf_counter()
    with sayso.open(folder / "case.sayso") as case:
        added = case.add(*reports)
        (text,) = case.export("json").values()
    data = json.loads(text)
    took = time.perf_counter() - started
    claims, coverage = len(data["claims"]), data["coverage"]
    print(f"{coverage['articles']} articles, {claims} claims, {took:.1f} s, {len(added.problems)} refused")
    print(f"coverage: {len(coverage['unread'])} not read, {coverage['numbers_not_read']} numbers not read")
    for problem in added.problems:
        print(f"refused: {problem.where}: {problem.message}")
    path = folder / "case.json"
    path.write_text(text, encoding="utf-8")
    return path


def score(case: Path, truth: Path, *, misses: bool) -> None:
    """Prints every row of the scorer with its counts, then the least row of each group."""
    command = [sys.executable, str(SCORER), str(case), str(truth), *(["--misses"] if misses else [])]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    if done.returncode:
        raise SystemExit(done.returncode)
    print_groups(done.stdout)


def print_groups(rows: str) -> None:
    """The least row of each group, which is what the group is worth."""
    groups: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in ROW.finditer(rows):
        groups[match["group"]].append(match)
    print("least row of each group:")
    for group, found in groups.items():
        least = min(found, key=lambda match: float(match["rate"]))
        print(f"  {group}: {least['rate']} ({least['hits']}/{least['total']}, {least['row'] or group})")


def main() -> None:
    """Scores each pile that is at hand."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrong")
    parser.add_argument("--keep", type=Path, help="keep the cases and their JSON in this folder")
    chosen = parser.parse_args()
    if not SCORER.exists():
        print(f"no scorer at {SCORER}: nothing scored")
        return
    with tempfile.TemporaryDirectory() as scratch:
        for name, (folder, truth) in PILES.items():
            print(f"\n== {name}")
            if not (folder.is_dir() and truth.is_file()):
                print(f"no reports with their truth at {folder}: not scored")
                continue
            place = (chosen.keep or Path(scratch)) / name
            place.mkdir(parents=True, exist_ok=True)
            score(export_case(list_reports(folder, truth), place), truth, misses=chosen.misses)


if __name__ == "__main__":
    main()
