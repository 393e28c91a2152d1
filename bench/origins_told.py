"""What a case, as sayso exports it, says of an invented story: its copies, common origins and counts.

Two baselines say the same of the gold's own tellings and outlets: see bench/origins.py.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

COPY, COMMON, SAME, INDEPENDENT = "copy", "common origin", "same outlet", "independent"
# Texts are commonly cleaned of near-duplicates like this; the bar is low, so that edited copies pass.
SHINGLE, NEAR = 3, 0.3  # words a shingle; Jaccard
PAGE = 500  # characters: a longer claim lies on no quote, but for one a third as long

Pair = frozenset[str]
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """The articles of one story with their gold."""

    name: str
    reports: list[Path]
    texts: dict[str, str]
    gold: Data
    sealed: bool

    def pairs(self) -> Iterator[tuple[Pair, Data]]:
        """Every pair of articles on which the gold has a verdict."""
        for pair in self.gold["pairs"]:
            if pair["verdict"] is not None:
                yield frozenset(pair["articles"]), pair


@dataclass(frozen=True, slots=True)
class Answer:
    """How many origins a claim is said to have; None for what is not said."""

    origins: int
    unnamed: int | None = None
    unsourced: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a story: a verdict for each pair, copies with their originals, an answer a claim."""

    verdicts: dict[Pair, str]
    taken: set[tuple[str, str]]
    one_outlet: set[Pair]
    answers: list[Answer | None]


def read_stories(folder: Path, names: Iterable[str]) -> list[Story]:
    """The stories named, or all, in a folder that has the form of bench/independence."""
    sealed = set(tomllib.loads((folder / "sealed.toml").read_text(encoding="utf-8"))["sealed"])
    chosen = set(names)
    return [
        _read_story(path.parent, sealed=path.parent.name in sealed)
        for path in sorted(folder.glob("stories/*/gold.json"))
        if not chosen or path.parent.name in chosen
    ]


def _read_story(folder: Path, *, sealed: bool) -> Story:
    reports = sorted(folder.glob("*.txt"))
    texts = {report.name: report.read_text(encoding="utf-8") for report in reports}
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return Story(folder.name, reports, texts, gold, sealed)


def fold_name(name: str | None) -> str:
    """A name without its case, its article and its outer spaces."""
    return re.sub(r"^the ", "", " ".join((name or "").casefold().split()))


class Case:
    """An exported case, its articles known by their file's name."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.articles: dict[str, Data] = {}
        for article in data.get("articles", []):
            for key in (article.get("name"), article.get("url"), article.get("id")):
                if key:
                    self.articles.setdefault(str(key).rsplit("/", 1)[-1], article)
        self.entities = {entity["id"]: entity for entity in data.get("entities", [])}
        self.claims: dict[str, list[Data]] = defaultdict(list)
        for claim in data.get("claims", []):
            self.claims[claim["article"]].append(claim)
        self._read_lineage(data.get("lineage") or {})

    def _read_lineage(self, lineage: Data) -> None:
        self.nodes = {node["id"]: node for node in lineage.get("nodes", [])}
        self.originals: dict[str, set[str]] = defaultdict(set)
        self.cited: dict[str, list[Data]] = defaultdict(list)
        for edge in lineage.get("edges", []):
            if edge["kind"] == "copies":
                self.originals[self._resolve(edge["from"])].add(self._resolve(edge["to"]))
            else:
                self.cited[self._resolve(edge["from"])].append(edge)

    def _resolve(self, node_id: str) -> str:
        """The id of the article that a node stands for, or the node's own."""
        node = self.nodes.get(node_id) or {}
        article = self.articles.get(str(node.get("name")).rsplit("/", 1)[-1])
        return str(article["id"]) if article and node.get("kind") == "article" else node_id

    def _find(self, name: str) -> Data | None:
        return self.articles.get(name) or self.articles.get(name.rsplit(".", 1)[0])

    def id_of(self, name: str) -> str | None:
        """The id of the article with this file name."""
        article = self._find(name)
        return str(article["id"]) if article else None

    def outlet_of(self, name: str) -> str:
        """The outlet of an article, folded; empty where it is not known."""
        article = self._find(name) or {}
        return fold_name(article.get("outlet"))

    def originals_of(self, article_id: str) -> set[str]:
        """All that an article was copied from, at first or second hand."""
        found: set[str] = set()
        waiting = [article_id]
        while waiting:
            new = self.originals.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        return found - {article_id}

    def origins_of(self, article_id: str) -> set[str]:
        """Named nodes that an article cites or quotes, at first or second hand."""
        found: set[str] = set()
        waiting = [(edge["to"], edge.get("claim")) for edge in self.cited.get(article_id, [])]
        seen = set(waiting)
        while waiting:
            node_id, claim = waiting.pop()
            found.add(self._resolve(node_id))
            edges = self.cited.get(node_id, [])
            further = {(edge["to"], claim) for edge in edges if edge.get("claim") in (claim, None)}
            waiting.extend(further - seen)
            seen |= further
        return {node for node in found if not self.is_unnamed(node)}

    def is_unnamed(self, node_id: str) -> bool:
        """Whether a node or an entity is anonymous."""
        kinds = {(self.nodes.get(node_id) or {}).get("kind"), self.entities.get(node_id, {}).get("kind")}
        return "anonymous" in kinds

    def names_of(self, node_id: str) -> set[str]:
        """What a node is called, folded."""
        entity, node = self.entities.get(node_id, {}), self.nodes.get(node_id, {})
        return {fold_name(name) for name in (node.get("name"), *entity.get("names", [])) if name}

    def claims_on(self, name: str, quote: str) -> list[Data]:
        """Claims that overlap a quote in an article, closest first; one for a whole page lies nowhere."""
        span = self._locate(name, quote)
        if span is None:
            return []
        most = max(PAGE, 3 * (span[1] - span[0]))
        near = [
            claim
            for claim in self.claims[self.id_of(name) or ""]
            if _overlap(claim["span"], span) and claim["span"][1] - claim["span"][0] <= most
        ]
        return sorted(near, key=lambda claim: -_closeness(claim["span"], span))

    def _locate(self, name: str, quote: str) -> tuple[int, int] | None:
        """Where a quote stands: an article's text may differ from its file in white space."""
        article = self._find(name)
        pattern = r"\s+".join(re.escape(word) for word in quote.split())
        found = re.search(pattern, article["text"]) if article else None
        return found and found.span()


def _overlap(left: Iterable[int], right: Iterable[int]) -> int:
    (start, end), (other_start, other_end) = left, right
    return max(0, min(end, other_end) - max(start, other_start))


def _closeness(left: Iterable[int], right: Iterable[int]) -> float:
    left, right = tuple(left), tuple(right)
    return _overlap(left, right) / (max(left[1], right[1]) - min(left[0], right[0]))


def read_case(data: Data, gold: Data) -> Told:
    """What an exported case says of a story."""
    case = Case(data)
    names = list(gold["articles"])
    ids = {name: found for name in names if (found := case.id_of(name))}
    originals = {name: case.originals_of(ids[name]) for name in ids}
    taken = {(x, y) for x in ids for y in ids if x != y and ids[y] in originals[x]}
    lines = {name: originals[name] | {ids[name]} for name in ids}
    verdicts = {}
    one_outlet = set()
    for x, y in combinations(ids, 2):
        pair = frozenset((x, y))
        if lines[x] & lines[y]:
            verdicts[pair] = COPY
        elif _rest_on_one(case, (x, y)):
            verdicts[pair] = COMMON
        if case.outlet_of(x) and case.outlet_of(x) == case.outlet_of(y):
            one_outlet.add(pair)
    answers = [answer_claim(case, claim) for claim in gold["claims"]]
    return Told(verdicts, taken, one_outlet, answers)


def _rest_on_one(case: Case, pair: tuple[str, str]) -> bool:
    ids = [case.id_of(name) or "" for name in pair]
    left, right = (case.origins_of(article_id) for article_id in ids)
    if left & right or ids[0] in right or ids[1] in left:
        return True
    return any(
        case.outlet_of(name) in case.names_of(node)
        for name, others in ((pair[0], right), (pair[1], left))
        for node in others
    )


def answer_claim(case: Case, claim: Data) -> Answer | None:
    """The counts of the event or figure that answers a claim of the gold, or of the sources told there."""
    told = [case.claims_on(telling["article"], telling["quote"]) for telling in claim["tellings"]]
    lying = [{found["id"] for found in claims} for claims in told]
    ranked = []
    for kind, held, item in _items(case.data):
        covered = sum(bool(held & ids) for ids in lying)
        if covered:
            ranked.append((covered, kind == claim["kind"], -len(held), item))
    if not ranked:
        return _count_sources(case, [claims[0] for claims in told if claims])
    most = max(rank[0] for rank in ranked)
    enough = [rank for rank in ranked if 2 * rank[0] >= most]
    item = max(enough, key=lambda rank: (rank[1], rank[0], rank[2]))[3]
    return Answer(*(item.get(count) or 0 for count in ("origins", "unnamed", "unsourced")))


def _items(data: Data) -> Iterator[tuple[str, set[str], Data]]:
    """Figures and events with the ids of their claims."""
    for figure in data.get("figures", []):
        yield "figure", {report["claim"] for report in figure.get("reports", [])}, figure
    for event in data.get("events", []):
        yield "event", set(event.get("claims", [])), event


def _count_sources(case: Case, claims: list[Data]) -> Answer | None:
    """Distinct innermost sources of claims that no event and no figure holds."""
    if not claims:
        return None
    named: set[str] = set()
    unnamed: set[str] = set()
    unsourced: set[str] = set()
    for claim in claims:
        chain = claim.get("attribution") or []
        if not chain:
            unsourced.add(claim["article"])
            continue
        who = chain[-1].get("entity") or fold_name(chain[-1].get("name"))
        (unnamed if chain[-1].get("kind") == "anonymous" or case.is_unnamed(who) else named).add(who)
    return Answer(len(named), len(unnamed), len(unsourced))


def count_outlets(story: Story) -> Told:
    """The first baseline: an outlet is an origin, and no article rests on another's."""
    outlets = {name: article["outlet"] for name, article in story.gold["articles"].items()}
    answers = [Answer(len({outlets[name] for name in _tellers(claim)})) for claim in story.gold["claims"]]
    one_outlet = {frozenset((x, y)) for x, y in combinations(outlets, 2) if outlets[x] == outlets[y]}
    return Told({}, set(), one_outlet, list(answers))


def count_clusters(story: Story) -> Told:
    """The second baseline: a cluster of near-duplicates is an origin, the earliest article its original."""
    parts = {name: _shingles(text) for name, text in story.texts.items()}
    cluster = {name: name for name in parts}
    for x, y in combinations(parts, 2):
        if len(parts[x] & parts[y]) >= NEAR * len(parts[x] | parts[y]):
            joined, kept = cluster[y], cluster[x]
            cluster = {name: kept if home == joined else home for name, home in cluster.items()}
    near = {frozenset((x, y)): COPY for x, y in combinations(parts, 2) if cluster[x] == cluster[y]}
    days = {name: article["published"] for name, article in story.gold["articles"].items()}
    taken = {(x, y) for x in parts for y in parts if frozenset((x, y)) in near and days[x] > days[y]}
    answers = [Answer(len({cluster[name] for name in _tellers(claim)})) for claim in story.gold["claims"]]
    return Told(near, taken, count_outlets(story).one_outlet, list(answers))


def _tellers(claim: Data) -> set[str]:
    return {telling["article"] for telling in claim["tellings"]}


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
