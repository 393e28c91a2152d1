"""Reads the example's reports, prints what sayso makes of them, and writes it as one HTML page."""

from __future__ import annotations

from pathlib import Path

import sayso
from sayso.show import to_html
from sayso.show.printing import make_console, write
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
    case.add(*list_reports())
    return case


def main() -> None:
    """Prints four views and the coverage, and says where the page is."""
    console = make_console()
    with make_case(OUT / "titanic.sayso") as case:
        weighed, account = case.weighed(), case.account()
    for view in ("figures", "timeline", "sources", "explanations"):
        VIEWS[view](console, account)
        console.print()
    print_coverage(console, account.coverage)
    page = OUT / "titanic.html"
    page.write_text(to_html(weighed, TITLE), encoding="utf-8")
    console.print()
    console.print(write(f"The page:  {page}"))
    console.print(
        write(f"The case:  {OUT / 'titanic.sayso'}   (try: sayso contested {OUT / 'titanic.sayso'})")
    )


if __name__ == "__main__":
    main()
