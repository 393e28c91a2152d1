"""Times one more article, and a question, in made-up cases of growing size: python -m bench.growth 100 1000.

For each size, in seconds of processor time: the whole case joined, and the figures asked for the first
time; then, after one more article was put in: taking it in (`sayso add` less reading the article, which costs
what its length does, and less the joining, which a large case puts off), joining the case with it, the
figures asked the first time after that, and asked again, and the coverage, which every command prints.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench.big_case import make_case

from sayso.library import Case, open_case
from sayso.model import Article, Reading
from sayso.run import VERSION, date_articles, load_stages
from sayso.store import Store, open_store
from sayso.store.sqlite import digest_inputs, write_article, write_reading

CLAIMS = 10


def keep(store: Store, pairs: list[tuple[Article, Reading]]) -> None:
    """Puts articles with their readings into a case as if they had been read."""
    with store.transaction() as connection:
        for article, reading in pairs:
            write_article(connection, article, article.text.encode())
            read = replace(reading, version=VERSION)
            write_reading(connection, read, digest_inputs(article, None))


def spend(action: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    action()
    return time.process_time() - start


def ask(path: Path, question: Callable[[Case], object]) -> float:
    """Seconds of processor time of one question to a case that is opened for it."""
    with open_case(path) as case:
        return spend(lambda: question(case))


def measure(path: Path, size: int, claims: int) -> str:
    """One line of times for a case of ``size`` articles and one more."""
    articles, readings = make_case(size + 1, claims)
    pairs = list(zip(articles, readings, strict=True))
    with open_store(path, create=True) as store:
        keep(store, pairs[:-1])
    whole = ask(path, lambda case: case.linked())
    first = ask(path, lambda case: case.figures())
    with open_store(path) as store:
        keep(store, pairs[-1:])
    with open_store(path) as store:
        taken = spend(lambda: date_articles(store, load_stages()))
    join = ask(path, lambda case: case.linked())
    figures = ask(path, lambda case: case.figures())
    again = ask(path, lambda case: case.figures())
    coverage = ask(path, lambda case: case.coverage())
    return (
        f"{size} articles, {size * claims} claims: all joined {whole:.2f}, figures {first:.2f}; "
        f"one more taken in {taken:.3f}, joined {join:.2f}, "
        f"figures {figures:.2f}, again {again:.3f}, coverage {coverage:.3f}"
    )


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000], metavar="ARTICLES")
    parser.add_argument("--claims", type=int, default=CLAIMS, help="claims an article (%(default)s)")
    given = parser.parse_args()
    load_stages()
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(Path(folder) / "big.sayso", size, given.claims), flush=True)


if __name__ == "__main__":
    main()
