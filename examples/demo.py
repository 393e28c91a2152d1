"""Reads the example's reports, prints what sayso makes of them, and writes it as one HTML page."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import sayso
from sayso.show.page import to_html
from sayso.show.printing import make_console, write
from sayso.show.rows import Account
from sayso.show.terminal import VIEWS, print_coverage

REPORTS = Path(__file__).parent / "titanic"
OUT = Path(__file__).parent.parent / "out"
TITLE = "All saved from Titanic"


def list_reports() -> list[Path]:
    """The reports of the example, without what is written about them."""
    numbered = (path for path in REPORTS.iterdir() if path.name[:2].isdigit())
    return [*sorted(numbered), REPORTS / "wire.jsonl"]


def make_case(path: Path) -> sayso.Case:
    """A fresh case with all reports in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for left_over in path.parent.glob(f"{path.name}*"):
        left_over.unlink()
    case = sayso.open(path)
    outlets = tomllib.loads((REPORTS / "outlets.toml").read_text(encoding="utf-8"))
    for report in list_reports():
        case.add(report, outlet=outlets.get(report.name))
    return case


def keep_shared(account: Account) -> Account:
    """The account with only the figures, events and origins that two or more articles tell of."""
    origins = tuple(row for row in account.sources.origins if len(row.articles) > 1)
    return replace(
        account,
        figures=tuple(row for row in account.figures if row.backing.articles > 1),
        timeline=tuple(row for row in account.timeline if row.backing.articles > 1),
        sources=replace(account.sources, origins=origins),
    )


def main() -> None:
    """Prints four views and the coverage, and says where the page is."""
    console = make_console()
    path, page = OUT / "titanic.sayso", OUT / "titanic.html"
    with make_case(path) as case:
        weighed, account = case.weighed(), case.account()
    shown = keep_shared(account)
    for view in ("figures", "timeline", "sources", "explanations"):
        VIEWS[view](console, shown)
        console.print()
    console.print(
        write(
            f"Shown: {len(shown.figures)} of {len(account.figures)} figures, "
            f"{len(shown.timeline)} of {len(account.timeline)} events: "
            "those that more than one article tells. The page holds all."
        )
    )
    print_coverage(console, account.coverage)
    page.write_text(to_html(weighed, TITLE), encoding="utf-8")
    console.print()
    console.print(write(f"The page:  {page}"))
    console.print(write(f"The case:  {path}"))


if __name__ == "__main__":
    main()
