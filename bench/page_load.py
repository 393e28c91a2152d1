"""Asks the page of a big made-up case for views on every day: python -m bench.page_load 2000.

A server of its own is started on loopback, as ``sayso serve`` starts it. First nothing is kept: how long the
first view takes then is told apart. When the views are rendered ahead, it is started again, and asked for
the first view, for every view of every day, and for filters, windows, items and texts of the last day, by
several askers at once. Times are wall time at the asker; sizes are of the page unpacked.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from bench.big_case import CLAIMS, make_case
from bench.growth import keep

from sayso.show.page import VIEWS
from sayso.store import open_store
from sayso.web.desk import BIG

ASKERS = 2
TIMES = 2


class Asking(NamedTuple):
    """One question: how long the answer took in seconds, and its size in bytes."""

    address: str
    seconds: float
    size: int


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The address of the case while it is served."""
    command = [sys.executable, "-m", "sayso", "serve", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            yield f"{line.split()[0]}case/{path.stem}/"
        finally:
            server.terminate()


def ask(address: str) -> Asking:
    """One question; while the account is being made the answer is a page that says so."""
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(address, timeout=900) as answer:
            size = len(answer.read())
    except urllib.error.HTTPError as error:
        if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
            raise
        size = 0
    return Asking(address, time.perf_counter() - start, size)


def ask_until_made(address: str, name: str) -> None:
    """Asks for a page until it is there; tells how long the first answer took, and how long the page."""
    start = time.perf_counter()
    first = last = ask(address)
    while not last.size:
        time.sleep(0.2)
        last = ask(address)
    told = "" if first.size else f"told to wait after {first.seconds * 1000:.0f} ms, "
    print(f"{name}: {told}there after {time.perf_counter() - start:.1f} s")


def wait_until_kept(path: Path, pages: int) -> None:
    """Waits until so many pages are kept in the case."""
    with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as case:
        while case.execute("SELECT count(*) FROM answers WHERE view LIKE 'page %'").fetchone()[0] < pages:
            time.sleep(1)


def report(name: str, asked: Sequence[Asking]) -> None:
    """A line on some questions."""
    seconds = sorted(one.seconds for one in asked)
    middle, most = seconds[len(seconds) // 2], seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
    largest = max(asked, key=lambda one: one.size)
    print(
        f"{name}: {len(asked)} asked, median {middle * 1000:.0f} ms, 95th percentile {most * 1000:.0f} ms, "
        f"slowest {seconds[-1] * 1000:.0f} ms; largest {largest.size / 1000:.0f} kB "
        f"({largest.address.rsplit('/', 1)[-1][:40]})"
    )


def list_days(base: str) -> list[str]:
    """The days of the slider, the last as nothing."""
    page = urllib.request.urlopen(base + "overview", timeout=900).read().decode()
    found = re.search(r'data-list="([^"]+)"', page)
    days = found[1].split() if found else [""]
    return [*days[:-1], ""]


def list_others(base: str, chance: random.Random) -> list[str]:
    """Filters, windows, items and texts of the last day."""
    timeline = urllib.request.urlopen(base + "timeline", timeout=900).read().decode()
    claims = re.findall(r'data-s="(c\w+)"', timeline)
    events = re.findall(r'id="i-(e\w+)"', timeline)
    places = re.findall(r'<option value="([A-Z]\w+)"', timeline)
    windows = [f"timeline?from={first}" for first in (61, 601, 6001)]
    told = [f"reader/{claim}" for claim in chance.sample(claims, min(20, len(claims)))]
    panels = [f"panel/{claim}" for claim in chance.sample(claims, min(20, len(claims)))]
    items = [f"item/{event}" for event in chance.sample(events, min(20, len(events)))]
    chosen = [f"timeline?place={place}" for place in places[:10]]
    return [
        base + one
        for one in (*windows, *told, *panels, *items, *chosen, "timeline?contested=1", "search?q=fire")
    ]


def ask_all(addresses: Sequence[str]) -> list[Asking]:
    """All questions, by several askers at once."""
    with ThreadPoolExecutor(ASKERS) as askers:
        return list(askers.map(ask, addresses))


def main() -> None:
    """Times the page of a case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=2000)
    wanted = parser.parse_args().articles
    chance = random.Random(wanted)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.sayso"
        store = open_store(path, create=True)
        keep(store, list(zip(*make_case(wanted, CLAIMS), strict=True)))
        store.close()
        print(f"{wanted:,} articles, {wanted * CLAIMS:,} claims; {os.cpu_count()} cores")
        with serving(path) as base:
            ask_until_made(base + "overview", "first view of a case that was never asked anything")
            days = list_days(base)
            start = time.perf_counter()
            if wanted > BIG:
                wait_until_kept(path, len(days) * len(VIEWS))
            print(f"{len(days)} days rendered ahead in {time.perf_counter() - start:.0f} s beside the page")
        with serving(path) as base:
            first = ask(base + "overview")
            print(f"first view after a start: {first.seconds * 1000:.0f} ms")
            plain = [f"{base}{view}" + (f"?asof={day}" if day else "") for day in days for view, _ in VIEWS]
            chance.shuffle(plain)
            report("every view of every day while the account is loading", ask_all(plain))
            ask_until_made(base + "timeline?from=61", "first question that needs the account")
            report("every view of every day", ask_all(plain * TIMES))
            report("filters, windows, items, texts", ask_all(list_others(base, chance) * TIMES))
        print(f"case {path.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
