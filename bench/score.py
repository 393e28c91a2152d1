"""Scores what sayso makes of the piles of reports whose truth is at hand.

    python bench/score.py [--misses] [--keep FOLDER] [PILE ...]

The piles are the example, the made-up crises for development and, where they are at hand, the seed
accounts. The scorer and the seeds lie beside the repository, in ../shared, and not in it. The numbers
are small: a smoke test, no proof. A group is no better than the least of its rows.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import sayso
from sayso.model import Problem

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "eval" / "score.py"
ROW = re.compile(r"(?P<name>[\w.]+): (?P<rate>[\d.]+) \((?P<hits>\d+)/(?P<total>\d+)\)")
EXAMPLE = ROOT / "examples" / "titanic"
CRISES = ROOT / "bench" / "crises"
SEALED = {"coup", "border"}  # whoever reads its misses could write rules for them, and misses are listed here


class Pile(NamedTuple):
    """Reports in a folder, with the file that says what is in them."""

    name: str
    folder: Path
    truth: Path


class Row(NamedTuple):
    """One row of the scorer: how many were right, of how many."""

    hits: int
    total: int


def list_piles() -> Iterator[Pile]:
    """Every pile, whether or not it is at hand."""
    yield Pile("example", EXAMPLE, EXAMPLE / "truth.gold.json")
    for truth in sorted(CRISES.glob("*/gold.json")):
        if truth.parent.name not in SEALED:
            yield Pile(truth.parent.name, truth.parent, truth)
    yield Pile("seeds", SHARED / "seeds", SHARED / "eval" / "seeds.gold.json")


def list_reports(pile: Pile) -> list[Path]:
    """The files that the truth names; a row of a file is named after it."""
    named = json.loads(pile.truth.read_text(encoding="utf-8"))["articles"]
    return sorted({pile.folder / name.partition("#")[0] for name in named})


def read_outlets(folder: Path) -> dict[str, str]:
    """Who published the reports whose files do not say so, where a list beside them tells it."""
    listed = folder / "outlets.toml"
    return tomllib.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else {}


def add_reports(case: sayso.Case, reports: list[Path]) -> list[Problem]:
    """Adds the reports, those of one outlet together, and tells what was refused."""
    by_outlet: dict[str | None, list[Path]] = defaultdict(list)
    for report in reports:
        by_outlet[read_outlets(report.parent).get(report.name)].append(report)
    added = [case.add(*theirs, outlet=outlet) for outlet, theirs in by_outlet.items()]
    return [problem for each in added for problem in each.problems]


def export_case(reports: list[Path], folder: Path) -> Path:
    """The case of these reports as JSON, in ``folder``."""
    started = time.perf_counter()
    with sayso.open(folder / "case.sayso") as case:
        refused = add_reports(case, reports)
        (text,) = case.export("json").values()
    data = json.loads(text)
    took = time.perf_counter() - started
    claims, coverage = len(data["claims"]), data["coverage"]
    print(f"{coverage['articles']} articles, {claims} claims, {took:.1f} s, {len(refused)} refused")
    print(f"coverage: {len(coverage['unread'])} not read, {coverage['numbers_not_read']} numbers not read")
    for problem in refused:
        print(f"refused: {problem.where}: {problem.message}")
    path = folder / "case.json"
    path.write_text(text, encoding="utf-8")
    return path


def run_scorer(case: Path, truth: Path, *, misses: bool = False) -> str:
    """What the scorer prints of a case; ends the program where it fails."""
    command = [sys.executable, str(SCORER), str(case), str(truth), *(["--misses"] if misses else [])]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    print(done.stderr, end="", file=sys.stderr)
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def parse_rows(printed: str) -> dict[str, Row]:
    """The rows by name."""
    return {row["name"]: Row(int(row["hits"]), int(row["total"])) for row in ROW.finditer(printed)}


def print_groups(rows: dict[str, Row]) -> None:
    """The least row of each group, which is what the group is worth."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in rows:
        groups[name.partition(".")[0]].append(name)
    print("least row of each group:")
    for group, names in groups.items():
        rate, least = min((rows[name].hits / rows[name].total, name) for name in names)
        print(f"  {group}: {rate:.3f} ({rows[least].hits}/{rows[least].total}, {least})")


def score_pile(pile: Pile, place: Path, *, misses: bool) -> None:
    """Prints every row of the scorer with its counts, then the least row of each group."""
    if not (pile.folder.is_dir() and pile.truth.is_file()):
        print(f"no reports with their truth at {pile.folder}: not scored")
        return
    place.mkdir(parents=True, exist_ok=True)
    printed = run_scorer(export_case(list_reports(pile), place), pile.truth, misses=misses)
    print(printed, end="")
    print_groups(parse_rows(printed))


def main() -> None:
    """Scores each pile that is at hand, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("piles", nargs="*", metavar="PILE", help="only these: example, dam, blast, seeds")
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrong")
    parser.add_argument("--keep", type=Path, help="keep the cases and their JSON in this folder")
    chosen = parser.parse_args()
    if not SCORER.exists():
        print(f"no scorer at {SCORER}: nothing scored")
        return
    with tempfile.TemporaryDirectory() as scratch:
        for pile in list_piles():
            if not chosen.piles or pile.name in chosen.piles:
                print(f"\n== {pile.name}")
                score_pile(pile, (chosen.keep or Path(scratch)) / pile.name, misses=chosen.misses)


if __name__ == "__main__":
    main()
