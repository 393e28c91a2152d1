"""Which pairs of real articles share passages, and which of them are judged in bench/real_copies.toml.

    python -m bench.real_pairs CORPUS_FOLDER

CORPUS_FOLDER is that of ECB+: one folder a topic, one XML file an article. Of each two articles of one dev
topic that share a passage the share of word 5-grams of the shorter that stand in the longer is taken. Sixty
are drawn with a fixed seed: fifteen of each level of overlap, its topics in turn. Two articles from one site
are left out: copies within an outlet are not judged.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, zip_longest
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from training.reader.event_corpora import DEV_TOPICS
from training.reader.passages import PRINTED

PASSAGE, GRAM = 8, 5  # words: what two articles must have in common, and what their overlap is counted in
LEVELS = (0.1, 0.3, 0.6)  # shares of the shorter article at which another level of overlap begins
EACH, MOST, SEED = 15, 4, 5  # pairs of each level, pairs of one article
CLOSED_UP = re.compile(r" ([,.;:!?%)\]”]|(?:n't|['’] ?(?:s|t|re|ve|ll|d|m))\b)", re.IGNORECASE)

Grams = frozenset[tuple[str, ...]]


class Article(NamedTuple):
    """A document: its name, its site where the corpus has its address, and a paragraph for each sentence."""

    name: str
    site: str
    text: str

    @property
    def topic(self) -> str:
        """The number before the name."""
        return self.name.split("_")[0]


class Pair(NamedTuple):
    """Two documents by name, the shorter first, and the share of it that stands in the longer."""

    shorter: str
    longer: str
    overlap: float

    @property
    def level(self) -> int:
        """The level of overlap: 0 for a sentence or less in ten, 3 for most of the shorter."""
        return sum(self.overlap >= bound for bound in LEVELS)


def read_articles(folder: Path) -> dict[str, Article]:
    """The articles of the dev topics by name; the address that some begin with is no part of the text."""
    paths = [path for topic in sorted(DEV_TOPICS, key=int) for path in sorted((folder / topic).glob("*.xml"))]
    return {path.stem: _read_article(path) for path in paths}


def _read_article(path: Path) -> Article:
    sentences: dict[int, list[str]] = defaultdict(list)
    for token in etree.parse(str(path)).getroot().iterfind("token"):
        sentences[int(token.get("sentence", "0"))].append(token.text or "-")
    rows = [sentences[number] for number in sorted(sentences)]
    address = "".join(rows[0]) if rows and re.match(r"https?$", rows[0][0]) else ""
    site = re.sub(r"^https?://|/.*$", "", address)
    return Article(path.stem, site, "\n\n".join(map(join_sentence, rows[1:] if address else rows)))


def join_sentence(words: Iterable[str]) -> str:
    """The words of a sentence as a newspaper prints them: marks and endings closed up.

    A hyphen that stands apart is left so: the corpus has dashes that look the same.
    """
    text = " ".join(PRINTED.get(word, word) for word in words)
    text = re.sub(r'" ([^"]*) "(?!\S)', r'"\1"', text)
    text = re.sub(r'(?<=[,.!?]) "(?!\S)', '"', text)
    text = CLOSED_UP.sub(_close_up, text)
    text = re.sub(r"(?<=\d)(?: ([-/]) |: )(?=\d)", lambda found: found[1] or ":", text)
    return re.sub(r'(^"|[(\[“$£€]) ', r"\1", text)


def _close_up(found: re.Match[str]) -> str:
    return found[1].replace(" ", "")


def count_off(text: str, size: int) -> Grams:
    """All runs of so many words."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def find_pairs(articles: Mapping[str, Article]) -> Iterator[Pair]:
    """The pairs of one topic and two sites that share a passage."""
    passages = {name: count_off(article.text, PASSAGE) for name, article in articles.items()}
    grams = {name: count_off(article.text, GRAM) for name, article in articles.items()}
    for left, right in combinations(articles.values(), 2):
        one_site = left.site and left.site == right.site
        if left.topic == right.topic and not one_site and passages[left.name] & passages[right.name]:
            shorter, longer = sorted((left.name, right.name), key=lambda name: (len(grams[name]), name))
            share = len(grams[shorter] & grams[longer]) / len(grams[shorter])
            yield Pair(shorter, longer, share)


def draw_pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """So many of each level, a topic at a time for as long as it has any; always the same.

    An article comes a few times at most.
    """
    chance = random.Random(SEED)
    waiting: dict[int, dict[str, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    for pair in sorted(pairs):
        waiting[pair.level][pair.shorter.split("_")[0]].append(pair)
    drawn: list[Pair] = []
    times: Counter[str] = Counter()
    for _, topics in sorted(waiting.items(), reverse=True):
        for row in topics.values():
            chance.shuffle(row)
        wanted = len(drawn) + EACH
        for pair in chain.from_iterable(zip_longest(*topics.values())):
            if pair and len(drawn) < wanted and max(times[pair.shorter], times[pair.longer]) < MOST:
                drawn.append(pair)
                times.update((pair.shorter, pair.longer))
    return sorted(drawn, key=lambda pair: (pair.level, int(pair.shorter.split("_")[0]), pair))


def main() -> None:
    """Prints the pairs drawn, with their level and overlap."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="CORPUS_FOLDER")
    folder = parser.parse_args().folder
    if not folder.is_dir():
        print(f"no corpus at {folder}: nothing drawn")
        return
    pairs = list(find_pairs(read_articles(folder)))
    print(f"{len(pairs)} pairs share a passage; drawn:")
    for pair in draw_pairs(pairs):
        print(f"{pair.level} {pair.overlap:.2f} {pair.shorter} {pair.longer}")


if __name__ == "__main__":
    main()
