"""Event words: ECB+ (CAT XML) and TimeBank (TimeML)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from training.reader.passages import Mark, Passage, bound_sentences, join_words

from sayso.annotate.tokens import split_paragraphs, split_sentences

DEV_TOPICS = {"2", "5", "12", "18", "21", "23", "34", "35"}
KEPT_APART = 7
FUTURE, PAST_OR_PRESENT = "FUTURE", {"PAST", "PRESENT"}


def list_selected(folder: Path) -> dict[tuple[str, str], set[int]]:
    """The sentences of each (topic, document) whose events were all marked."""
    selected: dict[tuple[str, str], set[int]] = defaultdict(set)
    with (folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            selected[row["Topic"], row["File"]].add(int(row["Sentence Number"]))
    return selected


def read_ecb_document(path: Path, selected: set[int]) -> Passage | None:
    """The selected sentences of a document; of a mention in several pieces the first."""
    root = etree.parse(str(path)).getroot()
    words: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for token in root.iterfind("token"):
        words[int(token.get("sentence", "0"))].append((token.get("t_id", ""), token.text or "-"))
    kept = [number for number in sorted(words) if number in selected]
    if not kept:
        return None
    text, places = join_words([[w for _, w in words[number]] for number in kept])
    numbered = {
        token: (row_number, position, place)
        for row_number, (number, row) in enumerate(zip(kept, places, strict=True))
        for position, ((token, _), place) in enumerate(zip(words[number], row, strict=True))
    }
    marks = tuple(_read_actions(root, numbered))
    bounds = bound_sentences(places)
    return Passage(text, bounds, tuple(kept), ("event",), marks)


def _read_actions(
    root: etree._Element, numbered: dict[str, tuple[int, int, tuple[int, int]]]
) -> Iterator[Mark]:
    for markable in root.iterfind("Markables/*"):
        anchors = [numbered.get(a.get("t_id", "")) for a in markable.iterfind("token_anchor")]
        if str(markable.tag).startswith(("ACTION", "NEG_ACTION")) and anchors and anchors[0]:
            run = [anchors[0]]
            for anchor in anchors[1:]:
                if anchor and anchor[:2] == (run[-1][0], run[-1][1] + 1):
                    run.append(anchor)
                else:
                    break
            yield Mark(run[0][2][0], run[-1][2][1], "event", "event")


def read_ecb(folder: Path, *, dev: bool) -> list[Passage]:
    """The documents of the dev topics, or of the others."""
    selected = list_selected(folder)
    passages = []
    for path in sorted(folder.glob("*/*.xml")):
        topic, name = path.parent.name, path.stem.split("_", 1)[1]
        if (topic in DEV_TOPICS) is dev:
            passages.append(read_ecb_document(path, selected[topic, name]))
    return [p for p in passages if p]


def read_timebank_document(path: Path) -> Passage:
    """One document: its event words, and of its verbs whether they are in the future."""
    root = etree.parse(str(path)).getroot()
    body = root.find("TEXT")
    tenses = {m.get("eventID"): m.get("tense") for m in root.iterfind("MAKEINSTANCE")}
    text, events = "", list[tuple[int, int, str | None]]()
    if body is not None:
        for action, element in etree.iterwalk(body, events=("start", "end")):
            if action == "start":
                if element.tag == "EVENT":
                    words = "".join(element.itertext())
                    events.append((len(text), len(text) + len(words), tenses.get(element.get("eid"))))
                text += element.text or ""
            elif element is not body:
                text += element.tail or ""
    marks = [Mark(s, e, "occurrence", "occurrence") for s, e, _ in events]
    marks += [
        Mark(s, e, "future", "future", float(tense == FUTURE))
        for s, e, tense in events
        if tense == FUTURE or tense in PAST_OR_PRESENT
    ]
    sentences, paragraphs = list[tuple[int, int]](), list[int]()
    for number, place in enumerate(split_paragraphs(text)):
        cut = split_sentences(text, *place)
        sentences += cut
        paragraphs += [number] * len(cut)
    return Passage(text, tuple(sentences), tuple(paragraphs), ("occurrence",), tuple(marks))


def read_timebank(folder: Path, *, kept_apart: bool) -> list[Passage]:
    """Every seventh document in name order, from the seventh; or the others, which may be learnt from."""
    paths = sorted(folder.glob("*.tml"))
    return [
        read_timebank_document(path)
        for number, path in enumerate(paths, 1)
        if (number % KEPT_APART == 0) is kept_apart
    ]
