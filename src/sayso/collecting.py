"""The commands that fetch by themselves and tell what was fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from time import sleep
from typing import TYPE_CHECKING, Any

import click

from sayso.output import count, print_coverage, print_json, printable, report_problems

if TYPE_CHECKING:
    from sayso.library import Case
    from sayso.model import Fetch, Listed
    from sayso.run import Added

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
case_argument = click.argument("case", type=click.Path(path_type=str))


class Span(click.ParamType[float]):
    """A stretch of time with its unit, in seconds; a minute at least."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        words = str(value)
        seconds = float(words[:-1]) * UNITS[words[-1]] if re.fullmatch(r"\d{1,4}[smhd]", words) else 0.0
        if seconds < 60:
            self.fail(f"{value!r} is no time of a minute or more; write it as 15m, 2h or 1d", param, ctx)
        return seconds


@click.command()
@case_argument
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option("--every", type=Span(), default="15m", show_default=True, help="How often: 15m, 2h, 1d.")
@click.option("--once", is_flag=True, help="Look once, and end.")
@click.option("--outlet", help="Who publishes it, where the feed does not say.")
def watch(case: str, feeds: tuple[str, ...], every: float, once: bool, outlet: str | None) -> None:
    """Add what is new in RSS or Atom feeds to CASE, again and again until Ctrl-C.

    \b
    sayso watch flood.sayso https://example.org/feed.xml --every 30m
    sayso watch flood.sayso https://example.org/feed.xml --once    for a timer of your own

    A feed is asked for only if it has changed, a page once. A server's robots.txt is followed, and its wish
    to be left alone; none is asked for two things at a time. `sayso log` tells what was fetched.
    """
    from sayso.library import open_case

    with open_case(case, create=True) as opened:
        try:
            added = look(opened, feeds, outlet)
            while not once:
                sleep(every)
                look(opened, feeds, outlet)
        except KeyboardInterrupt:
            click.echo("sayso: stopped; what was read so far is kept", err=True)
            return
        print_coverage(opened)
    if added.problems:
        raise SystemExit(1)


def look(case: Case, feeds: tuple[str, ...], outlet: str | None) -> Added:
    """One round over the feeds, and what came of it in a line."""
    added = case.watch(*feeds, outlet=outlet)
    report_problems(added.problems)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    click.echo(f"{moment} {count(len(added.new), 'article')} added, {len(added.problems)} refused.")
    return added


@click.command()
@case_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
def log(case: str, as_json: bool) -> None:
    """Show what was fetched for CASE: when, from where, and what came of it.

    \b
    sayso log flood.sayso
    """
    from sayso.library import open_case

    with open_case(case, create=False) as opened:
        if as_json:
            print_json({"fetches": opened.fetches()}, opened, opened.coverage())
            return
        print_fetches(opened.fetches())
        print_coverage(opened)


def print_listed(listed: Iterable[Listed]) -> None:
    """A line for each source that only names addresses."""
    for source, number in Counter(one.name.rpartition("#")[0] for one in listed).items():
        held = f"{number} address" + ("" if number == 1 else "es")
        click.echo(f"{printable(source)} holds {held} without their words; --fetch fetches the pages.")


def print_fetches(fetches: Iterable[Fetch]) -> None:
    """A line for each request."""
    for fetch in fetches:
        size = f"{fetch.size:,} bytes, sha256 {fetch.digest[:12]}" if fetch.digest else ""
        moved = f"-> {fetch.final}" if fetch.final != fetch.url else ""
        parts = (fetch.at, str(fetch.status or "failed"), fetch.url, moved, size, fetch.note)
        click.echo("  ".join(printable(part) for part in parts if part))
