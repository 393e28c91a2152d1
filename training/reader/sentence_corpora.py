"""Factuality of events, roles of sentences in a story, and likeness of sentence pairs."""

from __future__ import annotations

import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.reader.passages import Mark, Passage, bound_sentences, join_words

# The corpus's labels and ours.
ROLES = {
    "Main": "main event",
    "Main_Consequence": "consequence",
    "Cause_Specific": "cause",
    "Cause_General": "context",
    "Distant_Historical": "history",
    "Distant_Anecdotal": "anecdote",
    "Distant_Evaluation": "evaluation",
    "Distant_Expectations_Consequences": "expectation",
    "NA": "none",
}
# A sentence begins with its number, the headline with H.
OPENING = re.compile(r"^(H|S\d+) ", re.MULTILINE)
ROLE_LINE = re.compile(r"^T\d+\t(\w+) \d+ \d+\t(H|S\d+)$", re.MULTILINE)


def read_factuality(path: Path, layer: str = "factuality") -> list[Passage]:
    """Sentences whose event words carry a score from -3 (did not happen) to 3 (happened)."""
    passages = []
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            record = json.loads(line)
            text, places = join_words([record["text"].split(" ")])
            marks = []
            for target in record["targets"]:
                first, last = target["span1"]
                start, end = places[0][first][0], places[0][last - 1][1]
                marks.append(Mark(start, end, layer, class_score(target["label"]), target["label"]))
            passages.append(Passage(text, bound_sentences(places), (0,), (), tuple(marks)))
    return passages


def class_score(score: float) -> str:
    """The class of a factuality score: three, as the measure takes them."""
    return "happened" if score >= 1 else "not" if score <= -1 else "uncertain"


@dataclass(frozen=True, slots=True)
class RoledArticle:
    """An article whose sentences have roles: the headline first, a role of None where it has no label."""

    name: str
    sentences: tuple[str, ...]
    roles: tuple[str | None, ...]


def read_roles(path: Path) -> list[RoledArticle]:
    """The articles of train.zip or validation.zip."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(n for n in archive.namelist() if n.endswith(".txt") and not n.startswith("__MACOSX"))
        return [
            parse_roles(
                Path(name).stem,
                archive.read(name).decode("utf-8"),
                archive.read(name.removesuffix(".txt") + ".ann").decode("utf-8"),
            )
            for name in names
        ]


def parse_roles(name: str, text: str, annotation: str) -> RoledArticle:
    """One article from its text, where each sentence opens with its number, and its labels."""
    labels: dict[str, str] = {}
    for label, number in ROLE_LINE.findall(annotation.replace("\r", "")):
        if label in ROLES:
            labels.setdefault(number, ROLES[label])
    openings = list(OPENING.finditer(text))
    sentences, roles = [], []
    for opening, following in zip(openings, [*openings[1:], None], strict=True):
        words = text[opening.end() : following.start() if following else len(text)].strip()
        if words:
            sentences.append(" ".join(words.split()))
            roles.append(labels.get(opening[1]))
    return RoledArticle(name, tuple(sentences), tuple(roles))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences and how alike they are, from 0 to 5."""

    part: str
    left: str
    right: str
    likeness: float


def read_pairs(folder: Path) -> Iterator[Pair]:
    """The pairs of every file under ``folder``, part by part."""
    for path in sorted(folder.glob("*/*.tsv")):
        for line in path.read_text("utf-8").split("\n"):
            columns = line.rstrip("\r").split("\t")
            if len(columns) >= 3 and columns[0]:
                yield Pair(f"{path.parent.name} {path.stem}", columns[1], columns[2], float(columns[0]))


def group_pairs(pairs: Iterator[Pair]) -> dict[str, list[Pair]]:
    """The pairs by part."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.part].append(pair)
    return dict(groups)
