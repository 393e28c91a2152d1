"""Scores which real articles are joined as copies, on the pairs of ECB+ judged in bench/real_copies.toml.

    python -m bench.real_copies CORPUS_FOLDER [--misses]

The articles of each topic that has a judged pair become one case, as plain text: a paragraph for each
sentence, no address, and no date but what the text has. Two articles are copies where the exported lineage
leads from one to the other, or from both to one third. Copy is scored against the rest of the judged pairs.
Of the copies found whose original is known the direction is scored too; where sayso says that it does not
know which was first, an edge still points one way, by chance. Beside it stands a baseline: clusters of
near-duplicates. --misses prints what the two articles of each pair missed have in common, at the terminal
only: no text of the corpus enters the repository.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from bench.origins_told import COPY, Data, Pair, Story, Told, count_clusters, read_case
from bench.real_pairs import PASSAGE, Article, read_articles

JUDGED = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of articles with its verdict; of a copy its extent, and the original of the two, if known."""

    articles: tuple[str, str]
    verdict: str
    why: str
    extent: str | None = None
    original: str | None = None

    @property
    def topic(self) -> str:
        """The topic of both."""
        return self.articles[0].split("_")[0]

    @property
    def taken(self) -> tuple[str, str] | None:
        """The copy and its original, where that is known."""
        if self.original is None:
            return None
        (copy,) = set(self.articles) - {self.original}
        return copy, self.original


def read_judged(path: Path = JUDGED) -> list[Judged]:
    """The pairs of a list in the form of bench/real_copies.toml."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["pairs"]
    return [Judged(**{**row, "articles": tuple(row["articles"])}) for row in rows]


@dataclass(slots=True)
class Joined:
    """Pairs of articles said to be copies, and of which the first is said to be copied from the second."""

    copies: set[Pair] = field(default_factory=set)
    taken: set[tuple[str, str]] = field(default_factory=set)

    def add(self, told: Told) -> None:
        """Adds what is told of the articles of one topic."""
        self.copies |= {pair for pair, verdict in told.verdicts.items() if verdict == COPY}
        self.taken |= told.taken


def make_case(articles: Iterable[Article]) -> Data:
    """The case of these articles, as it is exported; each keeps its name."""
    import sayso

    with tempfile.TemporaryDirectory() as scratch:
        files = []
        for article in articles:
            files.append(Path(scratch) / f"{article.name}.txt")
            files[-1].write_text(article.text + "\n", encoding="utf-8")
        with sayso.open(Path(scratch) / "case.sayso") as case:
            case.add(*files)
            (text,) = case.export(to="json").values()
    exported: Data = json.loads(text)
    for article in exported["articles"]:
        article["name"] = article["name"].removesuffix(".txt")
    for node in exported["lineage"]["nodes"]:
        node["name"] = node["name"].removesuffix(".txt")
    return exported


def read_joined(data: Data, articles: Iterable[Article]) -> Told:
    """What an exported case says of its articles; all of them have to be in it."""
    names = [article.name for article in articles]
    if lost := set(names) - {article["name"] for article in data["articles"]}:
        raise SystemExit(f"not in the case: {', '.join(sorted(lost))}")
    return read_case(data, {"articles": dict.fromkeys(names), "claims": []})


def find_clusters(articles: Iterable[Article]) -> Told:
    """The baseline: every two articles of one cluster of near-duplicates are copies."""
    texts = {article.name: article.text for article in articles}
    gold = {"articles": {name: {"outlet": name, "published": ""} for name in texts}, "claims": []}
    return count_clusters(Story("topic", [], texts, gold, sealed=False))


def join_topics(articles: Mapping[str, Article], topics: Iterable[str]) -> dict[str, Joined]:
    """What sayso joins in these topics, and what the baseline does."""
    joined = {"sayso": Joined(), "baseline: near-duplicates": Joined()}
    for topic in topics:
        members = [article for article in articles.values() if article.topic == topic]
        told = (read_joined(make_case(members), members), find_clusters(members))
        for answer, said in zip(joined.values(), told, strict=True):
            answer.add(said)
    return joined


def score(judged: Iterable[Judged], joined: Joined) -> list[str]:
    """The rates of copy against the rest, a row each."""
    pairs = list(judged)
    said = [pair for pair in pairs if frozenset(pair.articles) in joined.copies]
    true = [pair for pair in pairs if pair.verdict == COPY]
    right = [pair for pair in said if pair.verdict == COPY]
    rows = [
        say_share("precision", len(right), len(said)),
        say_share("recall", len(right), len(true)),
        say_share("F1", 2 * len(right), len(said) + len(true)),
    ]
    for extent in ("whole", "partial"):
        there = [pair for pair in true if pair.extent == extent]
        rows.append(say_share(f"found, {extent}", sum(pair in right for pair in there), len(there)))
    known = [pair.taken for pair in right if pair.taken]
    rightly = [way for way in known if way in joined.taken and way[::-1] not in joined.taken]
    rows.append(say_share("direction of those found", len(rightly), len(known)))
    for verdict in sorted({pair.verdict for pair in pairs} - {COPY}):
        there = [pair for pair in pairs if pair.verdict == verdict]
        rows.append(say_share(f"joined, {verdict}", sum(pair in said for pair in there), len(there)))
    return rows


def find_misses(judged: Iterable[Judged], joined: Joined) -> list[Judged]:
    """The copies that are not joined, and what is joined and is no copy."""
    return [pair for pair in judged if (frozenset(pair.articles) in joined.copies) != (pair.verdict == COPY)]


def say_share(row: str, right: int, every: int) -> str:
    """A row with its share and its counts."""
    return f"{row}: {right / every:.3f} ({right}/{every})" if every else f"{row}: none"


def find_passages(left: str, right: str) -> Iterator[str]:
    """The runs of eight words or more that stand in both texts, as they stand in the first."""
    places = [list(re.finditer(r"\w+", text)) for text in (left, right)]
    mine, theirs = ([found[0].casefold() for found in row] for row in places)
    for at, _, size in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        if size >= PASSAGE:
            yield " ".join(left[places[0][at].start() : places[0][at + size - 1].end()].split())


def print_misses(misses: Iterable[Judged], articles: Mapping[str, Article]) -> None:
    """Prints the pairs on which sayso is wrong, and what they have in common."""
    for pair in misses:
        kind = f"{pair.verdict}, {pair.extent}" if pair.extent else pair.verdict
        print(f"{' ~ '.join(pair.articles)}: {kind} ({pair.why})")
        for passage in find_passages(*(articles[name].text for name in pair.articles)):
            print(f"    {passage}")


def main() -> None:
    """Scores the judged pairs, if the corpus is there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="CORPUS_FOLDER")
    parser.add_argument("--misses", action="store_true", help="list wrong pairs and their passages")
    chosen = parser.parse_args()
    if not chosen.folder.is_dir():
        print(f"no corpus at {chosen.folder}: nothing scored")
        return
    articles, judged = read_articles(chosen.folder), read_judged()
    answers = join_topics(articles, dict.fromkeys(pair.topic for pair in judged))
    print(f"{len(judged)} pairs, {sum(pair.verdict == COPY for pair in judged)} of them copies")
    for name, joined in answers.items():
        print(f"-- {name}", *score(judged, joined), sep="\n")
    if chosen.misses:
        print("-- misses of sayso")
        print_misses(find_misses(judged, answers["sayso"]), articles)


if __name__ == "__main__":
    main()
