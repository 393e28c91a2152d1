"""Times the lineage step for one more article in made-up cases: python -m bench.lineage_cost 100 1000 10000.

Each article has 300 words; every fourth takes three sentences from an earlier one. For each size are printed,
in milliseconds of processor time and as medians:

- the copy search for one more article, where its index is kept (`sayso.weigh.copies.CopyIndex`): for the
  latest, and for one that was out before half of the others but came late, on which its copies then hang;
- up to 1,000 articles, the step as the program takes it today, anew for the whole case: all copies, the
  origins of all claims, every edge. Linking is not in it: see bench/big_case.py.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from datetime import date, timedelta
from hashlib import sha256

from bench.big_case import make_case

from sayso.link import link_case
from sayso.model import Article, Interval, Reading
from sayso.weigh.copies import CopyIndex, find_copies
from sayso.weigh.edges import derive_credits, derive_sources
from sayso.weigh.lineage import Lineage
from sayso.weigh.visible import published_of

SENTENCES, LENGTH, TAKEN, ADDED = 12, 25, 3, 40
WHOLE = 1000  # articles up to which the whole step is timed
SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "lu",
    "ma",
    "ne",
    "pi",
    "ro",
    "su",
    "ta",
    "ve",
    "stol",
    "quen",
    "brak",
    "lorn",
)
START = date(2031, 3, 1)


def make_texts(size: int) -> list[Article]:
    """Articles in the order of their days; every fourth ends in sentences of an earlier one."""
    chance = random.Random(size)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(5000)]
    told: list[list[str]] = []
    for number in range(size):
        sentences = [" ".join(chance.choices(words, k=LENGTH)).capitalize() + "." for _ in range(SENTENCES)]
        if number % 4 == 3:
            start = chance.randrange(SENTENCES - TAKEN)
            sentences[-TAKEN:] = told[chance.randrange(number)][start : start + TAKEN]
        told.append(sentences)
    return [_make_article(number, size, sentences) for number, sentences in enumerate(told)]


def _make_article(number: int, size: int, sentences: list[str]) -> Article:
    text = "\n".join(sentences)
    digest = sha256(f"{number} {text}".encode()).hexdigest()
    day = START + timedelta(60 * number // size)
    told = Interval(day, day, "day")
    return Article(
        "a" + digest[:10], f"{number}.txt", text, digest, outlet=f"Outlet {number % 200}", published=told
    )


def time_adding(articles: list[Article]) -> tuple[float, float, int]:
    """The median time of adding one of the latest, and one that comes late; and the copies found."""
    middle = len(articles) // 2
    late, known, latest = articles[middle : middle + ADDED], articles[:middle], articles[-ADDED:]
    known += articles[middle + ADDED : -ADDED]
    index = CopyIndex({article.id: article.published for article in articles})
    for article in known:
        index.add(article, None)
    last = statistics.median(_spend(index, article) for article in latest)
    return last, statistics.median(_spend(index, article) for article in late), len(index.derivations())


def _spend(index: CopyIndex, article: Article) -> float:
    start = time.process_time()
    index.add(article, None)
    return 1000 * (time.process_time() - start)


def time_whole(articles: list[Article], readings: list[Reading]) -> float:
    """The time of the step for a whole case that is linked."""
    linked = link_case(articles, readings, ())
    start = time.process_time()
    copies = find_copies(articles, readings, published_of(linked))
    lineage = Lineage(linked, copies)
    claims = [claim for reading in readings for claim in reading.claims]
    known = {claim.id: claim for claim in claims}
    for ids in (*(e.claim_ids for e in linked.events), *(f.claim_ids for f in linked.figures)):
        lineage.support([known[i] for i in ids])
    derive_sources(claims, lineage)
    derive_credits(articles, lineage)
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Prints a line for each size, and how much the last takes of the first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000], metavar="ARTICLES")
    taken = []
    for size in parser.parse_args().sizes:
        one, late, copies = time_adding(make_texts(size + 2 * ADDED))
        taken.append(one)
        whole = f"{time_whole(*make_case(size, SENTENCES)):.0f} ms" if size <= WHOLE else "not timed"
        times = f"one more {one:.2f} ms, one late {late:.2f} ms, all anew {whole}"
        print(f"{size} articles, {copies} copies: {times}")
    if len(taken) > 1:
        print(f"one more article takes {taken[-1] / taken[0]:.2f} times as long in the last as in the first")


if __name__ == "__main__":
    main()
