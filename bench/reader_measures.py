"""How well the network reads: each measure takes a reader and a corpus folder and gives its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from bench.names import PRONOUNS
from training.reader.attribution_corpora import (
    first_annotations,
    read_article,
    read_attributions,
    read_relations,
)
from training.reader.event_corpora import read_ecb, read_timebank
from training.reader.names_corpora import make_passage, read_rows
from training.reader.passages import Passage
from training.reader.sentence_corpora import class_score, group_pairs, read_factuality, read_pairs, read_roles

from sayso.annotate.reader import ROLES, Reader, Readings
from sayso.annotate.reader_decoding import Found
from sayso.annotate.tokens import split_words
from sayso.model import Sentence, Token

Spot = tuple[int, int, str]
Figures = dict[str, float]
NAMED = ("person", "organisation", "place")
WINDOW_WORDS = 110


def make_sentences(passage: Passage) -> list[Sentence]:
    """The passage as the reader takes it."""
    out = []
    for (start, end), paragraph in zip(passage.sentences, passage.paragraphs, strict=True):
        words = split_words(passage.text, start, end)
        tokens = tuple(Token(s, e, passage.text[s:e], "", "") for s, e in words)
        out.append(Sentence(start, end, paragraph, tokens))
    return out


def make_passages(texts: Iterable[Sequence[str]]) -> list[Passage]:
    """Articles given as sentences."""
    out = []
    for sentences in texts:
        text, bounds = "", []
        for sentence in sentences:
            bounds.append((len(text), len(text) + len(sentence)))
            text += sentence + "\n"
        out.append(Passage(text, tuple(bounds), (0,) * len(bounds), (), ()))
    return out


def count_f1(hits: int, ours: int, theirs: int) -> float:
    """F1 from counts; 0 where there is nothing."""
    return 2 * hits / (ours + theirs) if ours + theirs else 0.0


class Tally:
    """Hits, found and wanted, by label."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.ours: Counter[str] = Counter()
        self.theirs: Counter[str] = Counter()

    def add(self, ours: set[Spot], theirs: set[Spot]) -> None:
        """Count one article."""
        for counter, spots in ((self.hits, ours & theirs), (self.ours, ours), (self.theirs, theirs)):
            counter.update(label for _, _, label in spots)

    def f1(self, *labels: str) -> float:
        """F1 over ``labels``, or over all."""
        chosen = labels or tuple(self.ours | self.theirs)
        return count_f1(*(sum(c[label] for label in chosen) for c in (self.hits, self.ours, self.theirs)))


def measure_names(reader: Reader, path: Path, columns: tuple[int, int], *, proper: bool = False) -> Figures:
    """Names with exact ends and kind; ``proper`` leaves lower case and pronouns out of the gold."""
    tally = Tally()
    for document in read_rows(path, *columns):
        passage = make_passage(document)
        gold = {(m.start, m.end, m.label) for m in passage.marks if m.label in NAMED}
        if proper:
            words = {spot: passage.text[spot[0] : spot[1]] for spot in gold}
            gold = {spot for spot, w in words.items() if w != w.lower() and w.lower() not in PRONOUNS}
        names = reader.read(make_sentences(passage)).names
        tally.add({(f.start, f.end, f.label) for f in names if f.label in NAMED}, gold)
    return {"all": tally.f1(), **{kind: tally.f1(kind) for kind in NAMED}}


def list_windows(passage: Passage) -> list[list[tuple[int, int]]]:
    """The words of each paragraph in windows of at most 110, whole sentences together where they fit."""
    windows, last = list[list[tuple[int, int]]](), -1
    for (start, end), paragraph in zip(passage.sentences, passage.paragraphs, strict=True):
        words = split_words(passage.text, start, end)
        if paragraph == last and len(windows[-1]) + len(words) <= WINDOW_WORDS:
            windows[-1] += words
        else:
            windows += [words[i : i + WINDOW_WORDS] for i in range(0, len(words), WINDOW_WORDS)]
        last = paragraph if windows else -1
    return windows


def clip_spots(spots: Iterable[Spot], words: Sequence[tuple[int, int]]) -> set[Spot]:
    """The spots as numbers of words of a window; what lies outside is cut off."""
    out = set()
    for start, end, label in spots:
        if start < words[-1][1] and words[0][0] < end:
            inside = [i for i, (s, e) in enumerate(words) if s < end and start < e]
            if inside:
                out.add((inside[0], inside[-1] + 1, label))
    return out


def match_overlaps(ours: set[Spot], theirs: set[Spot]) -> int:
    """How many found spots share a word with a wanted one of their label, each wanted one taken once."""
    left, hits = sorted(theirs), 0
    for start, end, label in sorted(ours):
        match = next((t for t in left if t[2] == label and t[0] < end and start < t[1]), None)
        if match:
            left.remove(match)
            hits += 1
    return hits


def measure_attribution(reader: Reader, folder: Path, part: str) -> Figures:
    """Source, cue and content in windows of paragraphs: strict, overlapping, and word by word."""
    strict, words, overlap = Tally(), Tally(), [0, 0, 0]
    for passage in read_attributions(folder, part):
        readings = reader.read(make_sentences(passage))
        found = [(f.start, f.end, layer) for layer, spans in list_layers(readings) for f in spans]
        wanted = [(m.start, m.end, m.layer) for m in passage.marks]
        for window in list_windows(passage):
            ours, theirs = clip_spots(found, window), clip_spots(wanted, window)
            strict.add(ours, theirs)
            words.add(spread(ours), spread(theirs))
            overlap = [
                a + b
                for a, b in zip(overlap, (match_overlaps(ours, theirs), len(ours), len(theirs)), strict=True)
            ]
    by_layer = {f"strict {layer}": strict.f1(layer) for layer in ("source", "cue", "content")}
    return {"strict": strict.f1(), "overlap": count_f1(*overlap), "token": words.f1(), **by_layer}


def measure_joining(reader: Reader, folder: Path) -> Figures:
    """Whether what we found said has the source that the corpus gives it: any word in common counts."""
    given = right = wanted = found = 0
    for text_path, annotation_path in first_annotations(folder):
        rows = reader.read(make_sentences(read_article(text_path, annotation_path))).attributed
        relations = [r for r in read_relations(annotation_path) if r["content"] and r["source"]]
        for row in rows:
            if row.source:
                given += 1
                right += any(
                    meets(row.content, r["content"]) and meets(row.source, r["source"]) for r in relations
                )
        for r in relations:
            wanted += 1
            found += any(
                row.source and meets(row.content, r["content"]) and meets(row.source, r["source"])
                for row in rows
            )
    precision, recall = right / max(1, given), found / max(1, wanted)
    return {
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "precision": precision,
        "recall": recall,
    }


def meets(spot: Found, places: Iterable[tuple[int, int]]) -> bool:
    """Whether a span shares a code point with one of ``places``."""
    return any(start < spot.end and spot.start < end for start, end in places)


def list_layers(readings: Readings) -> list[tuple[str, tuple[Found, ...]]]:
    """The layers of attribution by name."""
    return [("source", readings.sources), ("cue", readings.cues), ("content", readings.contents)]


def spread(spots: set[Spot]) -> set[Spot]:
    """Each word of each spot."""
    return {(i, i + 1, label) for start, end, label in spots for i in range(start, end)}


def measure_events(reader: Reader, passages: Iterable[Passage], layer: str) -> Figures:
    """Event words with exact ends."""
    tally = Tally()
    for passage in passages:
        readings = reader.read(make_sentences(passage))
        found = readings.events if layer == "event" else readings.occurrences
        gold = {(m.start, m.end, layer) for m in passage.marks if m.layer == layer}
        tally.add({(f.start, f.end, layer) for f in found}, gold)
    hits, ours, theirs = (c[layer] for c in (tally.hits, tally.ours, tally.theirs))
    return {"strict": tally.f1(), "precision": hits / max(1, ours), "recall": hits / max(1, theirs)}


def macro_f1(pairs: Sequence[tuple[str, str]], labels: Sequence[str]) -> float:
    """The mean over ``labels`` of F1, from pairs of found and wanted."""
    ours, theirs, hits = (
        Counter(a for a, _ in pairs),
        Counter(b for _, b in pairs),
        Counter(a for a, b in pairs if a == b),
    )
    return sum(count_f1(hits[x], ours[x], theirs[x]) for x in labels) / len(labels)


def measure_factuality(reader: Reader, path: Path) -> Figures:
    """Three classes of the marked words, by the class head and by the score's own bounds."""
    by_class, by_score, apart = list[tuple[str, str]](), list[tuple[str, str]](), list[float]()
    for passage in read_factuality(path):
        facts = reader.read(make_sentences(passage)).facts
        for mark in passage.marks:
            fact = facts[mark.start]
            by_class.append((fact.kind, mark.label))
            by_score.append((class_score(fact.score), mark.label))
            apart.append(abs(fact.score - mark.value))
    labels = ("happened", "not", "uncertain")
    each = {label: macro_f1(by_class, (label,)) for label in labels}
    return {
        "macro": macro_f1(by_class, labels),
        "macro by score": macro_f1(by_score, labels),
        "mean error": sum(apart) / len(apart),
        **each,
    }


def measure_roles(reader: Reader, path: Path) -> Figures:
    """Roles of sentences: mean F1 of all nine labels and of the eight that are not "none"."""
    articles, pairs = read_roles(path), list[tuple[str, str]]()
    for article, passage in zip(articles, make_passages(a.sentences for a in articles), strict=True):
        found = reader.read(make_sentences(passage)).roles
        pairs += [(ours.role, role) for ours, role in zip(found, article.roles, strict=True) if role]
    right = sum(a == b for a, b in pairs) / len(pairs)
    each = {role: macro_f1(pairs, (role,)) for role in ROLES}
    return {
        "macro": macro_f1(pairs, ROLES),
        "macro of eight": macro_f1(pairs, ROLES[:-1]),
        "right": right,
        **each,
    }


def measure_likeness(reader: Reader, folder: Path) -> Figures:
    """Rank correlation with people's judgement of how alike two sentences are: each part, and the mean."""
    figures = {}
    for part, pairs in group_pairs(read_pairs(folder)).items():
        vectors = [
            [reader.read(make_sentences(p)).vectors[0] for p in make_passages([[text] for text in side])]
            for side in ([p.left for p in pairs], [p.right for p in pairs])
        ]
        products = (np.array(vectors[0]) * np.array(vectors[1])).sum(axis=1)
        figures[part] = rank_correlation(products, np.array([p.likeness for p in pairs]))
    return {"mean": sum(figures.values()) / len(figures), **figures}


def rank_correlation(left: np.ndarray, right: np.ndarray) -> float:
    """Spearman's, equal values sharing their mean rank."""

    def rank(values: np.ndarray) -> np.ndarray:
        _, numbers, counts = np.unique(values, return_inverse=True, return_counts=True)
        ends = counts.cumsum()
        return (ends - (counts - 1) / 2)[numbers]

    return float(np.corrcoef(rank(left), rank(right))[0, 1])


def measure_all(reader: Reader, corpora: Path) -> dict[str, Figures]:
    """Every measure of quality."""
    ner, uner = corpora / "ner", corpora / "ner/uner-ewt/en_ewt-ud-test.iob2"
    return {
        "names, UNER-EWT test": measure_names(reader, uner, (1, 2)),
        "names, re3d dev": measure_names(reader, ner / "re3d/dev.txt", (0, 1), proper=True),
        "names, CrossNER politics dev": measure_names(reader, ner / "crossner-politics/dev.txt", (0, 1)),
        "attribution, PolNeAR dev": measure_attribution(reader, corpora / "attribution/polnear", "dev"),
        "who said what, PolNeAR dev": measure_joining(reader, corpora / "attribution/polnear/dev"),
        "events, ECB+ dev topics": measure_events(
            reader, read_ecb(corpora / "events/ecbplus", dev=True), "event"
        ),
        "events, TimeBank kept apart": measure_events(
            reader, read_timebank(corpora / "time/timebank", kept_apart=True), "occurrence"
        ),
        "factuality, UW dev": measure_factuality(reader, corpora / "factuality/UW/dev.jsonl"),
        "roles, validation": measure_roles(reader, corpora / "roles/validation.zip"),
        "likeness, STS news": measure_likeness(reader, corpora / "similarity"),
    }
