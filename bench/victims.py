"""Counts of killed and wounded, read from the MUC-4 documents and scored against their templates.

    python bench/victims.py FOLDER [--misses]

FOLDER holds message files (dev-muc3-*, tst*-muc4-*) and key files (key-*). For each document and
effect the answer is the set of counts that the text tells of. The gold is the set of the numbers of
human targets with that effect (DEATH, INJURY) in the templates that are not optional. A number of an
optional template, an alternative and a total may be answered and need not be. Approximate and bounded
numbers ("~30", "5-") count as the number; PLURAL is no number and is left out on both sides.

exact: documents that have a gold number for the effect and whose answer is the gold set. F1: counts
over these documents. The baselines answer {1}, or the first number in the text, for each of them.
`spread` adds the documents with no gold number, where any answer is wrong (many tell of deaths in
combat, which the templates leave out by their own rules).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sayso.annotate.quantities import find_quantities
from sayso.annotate.singles import find_singles
from sayso.annotate.tagging import load_tagger
from sayso.annotate.times import find_times
from sayso.annotate.tokens import read_sentences
from sayso.model import Article, QuantityMention

EFFECTS = {"killed": "DEATH", "injured": "INJURY"}
MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC[34]-\d{4})\b.*$", re.M)
SLOT = re.compile(r"^(\d+)\.\s+([A-Z :]+?)\s{2,}(.*)$")
Answer = Callable[[str, str], set[int]]


@dataclass(frozen=True, slots=True)
class Gold:
    """The numbers that an answer must give, and those it may."""

    must: frozenset[int] = frozenset()
    may: frozenset[int] = frozenset()


@dataclass(slots=True)
class Score:
    """Hits, false alarms and misses over documents, and documents answered exactly."""

    hits: int = 0
    extra: int = 0
    missed: int = 0
    exact: int = 0
    documents: int = 0
    misses: list[str] = field(default_factory=list)

    def f1(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of counts."""
        precision = self.hits / max(1, self.hits + self.extra)
        recall = self.hits / max(1, self.hits + self.missed)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def read_messages(folder: Path) -> dict[str, str]:
    """The documents by their id."""
    out: dict[str, str] = {}
    for path in sorted(p for p in folder.iterdir() if "muc" in p.name and not p.name.startswith("key")):
        text = path.read_text("latin-1")
        marks = list(MESSAGE.finditer(text))
        ends = [m.start() for m in marks[1:]] + [len(text)]
        out |= {m[1]: text[m.end() : end].strip() for m, end in zip(marks, ends, strict=True)}
    return out


def read_keys(folder: Path) -> dict[str, list[dict[int, list[str]]]]:
    """The filled templates of each document: slot number to its lines."""
    out: dict[str, list[dict[int, list[str]]]] = {}
    for path in sorted(folder.glob("key-*")):
        template: dict[int, list[str]] = {}
        slot = -1
        for line in path.read_text("latin-1").splitlines():
            match = SLOT.match(line)
            if match:
                slot = int(match[1])
                if slot == 0:
                    template = {}
                    out.setdefault(match[3].split()[0], []).append(template)
                template.setdefault(slot, []).append(match[3].strip())
            elif line.startswith(" ") and slot >= 0 and line.strip():
                template[slot].append(line.strip())
    return out


def read_gold(templates: list[dict[int, list[str]]], effect: str) -> Gold:
    """What the templates of one document say of ``effect``."""
    must: set[int] = set()
    may: set[int] = set()
    for template in templates:
        optional = "OPTIONAL" in template.get(1, [""])[0]
        effects = template.get(23, [])
        for line in template.get(21, []):
            fill = line.split(":")[0]
            told = _effect_of(line, template)
            may |= _numbers(fill) if effect in told else set()
            if told == [effect] and not optional and len(_numbers(fill)) == 1 and "/" not in fill:
                must |= _numbers(fill)
        if any(effect in _fills(line) for line in effects):
            may |= {n for line in template.get(24, []) for n in _numbers(line)}
    return Gold(frozenset(must), frozenset(may - must))


def _effect_of(line: str, template: dict[int, list[str]]) -> list[str]:
    """The effects on the target of a number's line; of several with the same string, the one in its order."""
    strings = set(_strings(line))
    lines = template.get(23, [])
    fit = [e for e in lines if strings & set(_strings(e))]
    alike = [n for n in template.get(21, []) if strings & set(_strings(n))]
    if len(fit) == len(alike) > 1:
        return _fills(fit[alike.index(line)])
    return _fills(fit[0]) if len(fit) == 1 else []


def _fills(line: str) -> list[str]:
    """The alternatives before the colon of a slot's line: "DEATH", "NO INJURY"."""
    return [part.strip(" ?") for part in line.split(":")[0].split("/")]


def _strings(line: str) -> list[str]:
    return re.findall(r'"([^"]*)"', line)


def _numbers(fill: str) -> set[int]:
    return {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", fill)}


def make_article(text: str) -> Article:
    """A document as an article."""
    digest = sha256(text.encode()).hexdigest()
    return Article(id="a" + digest[:10], name="message", text=text, digest=digest, language="en")


Figures = tuple[tuple[QuantityMention, ...], frozenset[str]]


def read_figures(text: str) -> Figures:
    """All figures of a document, and the measures told of single people without a number."""
    article = make_article(text)
    sentences = read_sentences(text, load_tagger("en"))
    taken = [t.span for t in find_times(article, sentences)]
    singles = frozenset(m for m in EFFECTS if find_singles(article, sentences, m, taken=taken))
    return find_quantities(article, sentences, taken=taken), singles


def answer_ours(read: Figures, measure: str) -> set[int]:
    """The counts of one measure: the best value, else the bound told; 1 where a single person is told.

    Parts of a total and running totals are left out: the templates hold the counts of incidents.
    """
    figures, singles = read
    out = {1} if measure in singles else set()
    for figure in figures:
        quantity = figure.quantity
        value = quantity.best or quantity.low or quantity.high
        whole = figure.part_of is None and not figure.cumulative
        if figure.measure == measure and whole and not quantity.vague and value:
            out.add(int(value))
    return out


def first_number(text: str) -> set[int]:
    """The first number of a text in digits or a word, its dateline left out."""
    words = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ]
    body = text.split("--", 1)[-1].lower()
    match = re.search(r"\b(\d[\d,]*|" + "|".join(words) + r")\b", body)
    if not match:
        return {1}
    return {words.index(match[1]) + 1 if match[1] in words else int(match[1].replace(",", "") or 0)}


def add_answer(score: Score, gold: Gold, answer: set[int], name: str) -> None:
    """Counts one document's answer."""
    given = answer - gold.may
    score.documents += 1
    score.exact += given == set(gold.must)
    score.hits += len(given & gold.must)
    score.extra += len(given - gold.must)
    score.missed += len(gold.must - given)
    if given != set(gold.must):
        score.misses.append(f"{name}: {sorted(gold.must)} -> {sorted(given)}")


def main() -> None:
    """Prints a row for each effect and reader."""
    arguments = argparse.ArgumentParser(description="Counts of killed and wounded against MUC-4 templates.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--misses", action="store_true", help="print each miss of ours")
    options = arguments.parse_args()
    messages, keys = read_messages(options.folder), read_keys(options.folder)
    figures = {name: read_figures(messages[name]) for name in keys if name in messages}
    for measure, effect in EFFECTS.items():
        gold = {name: read_gold(keys[name], effect) for name in figures}
        told = [name for name in figures if gold[name].must]
        rows: dict[str, tuple[list[str], Callable[[str], set[int]]]] = {
            "ours": (told, lambda n, m=measure: answer_ours(figures[n], m)),  # type: ignore[misc]
            "always one": (told, lambda n: {1}),
            "first number": (told, lambda n: first_number(messages[n])),
            "ours, spread": (list(figures), lambda n, m=measure: answer_ours(figures[n], m)),  # type: ignore[misc]
        }
        for label, (names, read) in rows.items():
            score = Score()
            for name in names:
                add_answer(score, gold[name], read(name), name)
            precision, recall, f1 = score.f1()
            print(
                f"{measure:8} {label:13} exact {score.exact / max(1, score.documents):.3f}"
                f" ({score.exact}/{score.documents})"
                f"  P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
            )
            if options.misses and label == "ours":
                print("\n".join("    " + m for m in score.misses))


if __name__ == "__main__":
    main()
