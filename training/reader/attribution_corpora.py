"""Attribution: PolNeAR's texts with their source, cue and content (brat stand-off)."""

from __future__ import annotations

import re
from pathlib import Path

from training.reader.passages import Mark, Passage

from sayso.annotate.tokens import split_paragraphs, split_sentences

LAYERS = {"Source": "source", "Cue": "cue", "Content": "content"}
LINE = re.compile(r"T\d+\t(\w+) ([\d; ]+)\t")


def read_standoff(path: Path) -> list[tuple[str, int, int]]:
    """(label, start, end) of each text-bound line; a broken span gives one for each piece."""
    found = []
    for line in path.read_text("utf-8").split("\n"):
        match = LINE.match(line)
        if match:
            for piece in match[2].split(";"):
                start, end = piece.split()
                found.append((match[1], int(start), int(end)))
    return found


def read_relations(path: Path) -> list[dict[str, list[tuple[int, int]]]]:
    """For each attribution the places of its sources, cues and contents, by layer."""
    lines = path.read_text("utf-8").split("\n")
    places: dict[str, list[tuple[int, int]]] = {}
    for line in lines:
        match = LINE.match(line)
        if match:
            pieces = [piece.split() for piece in match[2].split(";")]
            places[line.split("\t")[0]] = [(int(start), int(end)) for start, end in pieces]
    relations = []
    for line in lines:
        if line.startswith("E"):
            parts = [part.split(":") for part in line.split("\t")[1].split()]
            relations.append(
                {
                    layer: [
                        place
                        for name, text in parts
                        if name.rstrip("0123456789") == label
                        for place in places[text]
                    ]
                    for label, layer in LAYERS.items()
                }
            )
    return relations


def first_annotations(folder: Path) -> list[tuple[Path, Path]]:
    """(text, annotation) of each article, by its first annotator in name order."""
    pairs: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        pairs.setdefault(path.stem.rsplit("_", 1)[0], path)
    return [(folder / "text" / f"{name}.txt", path) for name, path in pairs.items()]


def read_article(text_path: Path, annotation_path: Path) -> Passage:
    """One article; paragraphs marked Discard are left out."""
    text = text_path.read_bytes().decode("utf-8")
    found = read_standoff(annotation_path)
    discarded = [(s, e) for label, s, e in found if label == "Discard"]
    sentences, paragraphs = [], []
    for number, (start, end) in enumerate(split_paragraphs(text)):
        if not any(s < end and start < e for s, e in discarded):
            cut = split_sentences(text, start, end)
            sentences += cut
            paragraphs += [number] * len(cut)
    marks = tuple(Mark(s, e, LAYERS[label], LAYERS[label]) for label, s, e in found if label in LAYERS)
    return Passage(text, tuple(sentences), tuple(paragraphs), tuple(LAYERS.values()), marks)


def read_attributions(folder: Path, part: str) -> list[Passage]:
    """The articles of a part (train, dev)."""
    return [read_article(*pair) for pair in first_annotations(folder / part)]
