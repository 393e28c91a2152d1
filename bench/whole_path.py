"""The whole path on pages made for it, beside others' single jobs: python -m bench.whole_path [FOLDER].

FOLDER holds plain texts whose sentences the pages are dealt from; without it the news corpora are taken
where they are at hand, else the example. Each system runs in a process of its own, on the same pages:

- sayso: `sayso add` of the folder into a new case, from the start of Python to the joined case, on two cores
  and on one;
- trafilatura's extraction alone; a spaCy pipeline of the small English model's layers alone (its weights are
  random: no model is fetched); dateparser's search alone. Of these the work alone is timed, without loading.

Other work on the machine only slows, so of several rounds the best is told. With --sizes, one more article is
added to cases of made-up readings of these sizes, as commands, each with the start of Python in it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.pages import find_texts, make_pages, write_pages
from bench.stage_times import LOADING, name_slowest, time_stages

SAYSO = [sys.executable, "-m", "sayso"]
STARTS = 10


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took: seconds on the clock, seconds of processors, megabytes at most."""

    wall: float
    processor: float
    megabytes: float
    output: str


def run(command: Sequence[str], cores: int | None = None) -> Run:
    """A process of its own on the first ``cores`` cores, or all; raises CalledProcessError where it fails."""
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    started = time.perf_counter()
    with tempfile.TemporaryFile() as kept:
        process = subprocess.Popen(command, stdout=kept, preexec_fn=lambda: os.sched_setaffinity(0, allowed))
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        kept.seek(0)
        output = kept.read().decode()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command), output)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output)


def best(rounds: int, measure: Callable[[], Run]) -> Run:
    """The quickest of several rounds."""
    return min((measure() for _ in range(rounds)), key=lambda told: told.wall)


# --- the path, and the others ---------------------------------------------------------------------


def add_pages(pages: Path, cores: int) -> Run:
    """`sayso add` of a folder into a new case."""
    with tempfile.TemporaryDirectory() as folder:
        return run([*SAYSO, "add", str(Path(folder) / "bench.sayso"), str(pages)], cores)


def measure_peer(name: str, made: Path) -> Run | str:
    """A peer's work on one core, in a process of its own, or why it was not run."""
    told = run([sys.executable, "-m", "bench.whole_path", "--peer", name, str(made)], 1)
    seconds, missing = json.loads(told.output.splitlines()[-1])
    return missing or Run(seconds, told.processor, told.megabytes, "")


def run_peer(name: str, made: Path) -> None:
    """Prints the seconds of a peer's work, or why there are none; what ``measure_peer`` starts."""
    try:
        work = PEERS[name](made)
    except ImportError as error:
        print(json.dumps([None, f"not run: {error.name} is not installed"]))
        return
    started = time.perf_counter()
    work()
    print(json.dumps([time.perf_counter() - started, None]))


def _open_trafilatura(made: Path) -> Callable[[], None]:
    import trafilatura

    pages = [path.read_text("utf-8") for path in sorted((made / "pages").iterdir())]
    trafilatura.extract(pages[0])

    def work() -> None:
        for page in pages:
            trafilatura.extract(page)

    return work


def _open_spacy(made: Path) -> Callable[[], None]:
    from bench.reader_speed import build_spacy

    nlp, texts = build_spacy(), _read_texts(made)
    list(nlp.pipe(texts[:1]))

    def work() -> None:
        for _ in nlp.pipe(texts, batch_size=32):  # its own 1,000 take 3 GB, and longer
            pass

    return work


def _open_dateparser(made: Path) -> Callable[[], None]:
    from dateparser.search import search_dates

    texts = _read_texts(made)
    search_dates(texts[0][:200], languages=["en"])

    def work() -> None:
        for text in texts:
            search_dates(text, languages=["en"])

    return work


def _read_texts(made: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((made / "texts").iterdir())]


PEERS = {"trafilatura": _open_trafilatura, "spaCy": _open_spacy, "dateparser": _open_dateparser}


# --- one more article -----------------------------------------------------------------------------


def measure_growth(size: int, page: Path, rounds: int) -> str:
    """A line of what one more page costs a case of ``size`` made-up readings, and then its figures."""
    from bench.big_case import make_case
    from bench.growth import CLAIMS, keep

    from sayso.library import open_case
    from sayso.store import open_store

    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "big.sayso"
        articles, readings = make_case(size, CLAIMS)
        with open_store(case, create=True) as store:
            keep(store, list(zip(articles, readings, strict=True)))
        with open_case(case) as opened:
            opened.figures()
        kept = best(rounds, lambda: run([*SAYSO, "figures", str(case)]))
        added = run([*SAYSO, "add", str(case), str(page)])
        first = run([*SAYSO, "figures", str(case)])
    return (
        f"{size} articles: one more added in {added.wall:.2f} s; figures asked {kept.wall:.2f} s, "
        f"the first time after the adding {first.wall:.2f} s ({first.megabytes:.0f} MB)"
    )


# --- telling it -----------------------------------------------------------------------------------


def tell_run(name: str, told: Run | str, count: int, against: float | None = None) -> str:
    """A row of the table: articles a second, memory, and the speed of the path against this one's."""
    if isinstance(told, str):
        return f"{name:<28} {told}"
    rate = count / told.wall
    ratio = "" if against is None else f"  the path is {against / rate:5.2f} times as fast"
    row = f"{rate:7.1f} articles a second, {told.wall:6.1f} s, processor {told.processor:6.1f} s"
    return f"{name:<28} {row}, {told.megabytes:4.0f} MB{ratio}"


def tell_stages(seconds: dict[str, float], count: int) -> list[str]:
    """Milliseconds an article by stage, and the slowest."""
    rows = [
        f"  {stage:<42} {1000 * spent / count:7.2f} ms"
        for stage, spent in seconds.items()
        if stage != LOADING
    ]
    return [
        f"Processor time an article by stage, one after another (loading, once: {seconds[LOADING]:.2f} s):",
        *rows,
        f"The slowest stage: {name_slowest(seconds)}",
    ]


def measure(made: Path, count: int, rounds: int) -> None:
    """Prints the table for pages that are written."""
    start = best(STARTS, lambda: run([*SAYSO, "--help"]))
    print(f"sayso --help: {1000 * start.wall:.0f} ms (best of {STARTS})", flush=True)
    path = best(rounds, lambda: add_pages(made / "pages", 2))
    alone = best(rounds, lambda: add_pages(made / "pages", 1))
    print(tell_run("sayso add, two cores", path, count))
    print(tell_run("sayso add, one core", alone, count), flush=True)
    for name in PEERS:
        peers = [measure_peer(name, made) for _ in range(rounds)]
        ran = [peer for peer in peers if isinstance(peer, Run)]
        told = min(ran, key=lambda peer: peer.wall) if ran else peers[0]
        print(tell_run(f"{name} alone, one core", told, count, count / path.wall), flush=True)
    print("\n".join(tell_stages(time_stages(made / "pages"), count)), flush=True)


def main(given: Sequence[str] | None = None) -> None:
    """Makes the pages, measures, and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, help="plain texts that the pages are made of")
    parser.add_argument("--articles", type=int, default=300, help="how many pages (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="of which the best is told (%(default)s)")
    parser.add_argument("--sizes", nargs="*", type=int, default=[], help="cases that one more is added to")
    parser.add_argument("--peer", choices=PEERS, help=argparse.SUPPRESS)
    asked = parser.parse_args(given)
    if asked.peer:
        run_peer(asked.peer, asked.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        pages, _ = write_pages(make_pages(find_texts(asked.folder), asked.articles), Path(folder))
        measure(Path(folder), asked.articles, asked.rounds)
        for size in asked.sizes:
            print(measure_growth(size, min(pages.iterdir()), asked.rounds), flush=True)


if __name__ == "__main__":
    main()
