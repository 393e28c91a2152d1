"""Scores the reading of figures on news phrases of our own, beside quantulum3 and text2num if installed.

    python bench/quantities.py [--misses]

Ours is scored on bounds, unit and measure; a phrase counts if all its figures and no other are read.
The libraries give bare values, so all readers are scored once more on values alone. A confident wrong
value is a number given as exact that the phrase does not hold as an exact or rounded figure.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sayso.annotate.quantities import find_quantities
from sayso.annotate.quantity_notation import describe_quantity
from sayso.annotate.tagging import load_tagger
from sayso.annotate.tokens import read_sentences
from sayso.model import Article, QuantityMention

PHRASES = Path(__file__).with_name("quantities.toml")
Reader = Callable[[str], list[float]]


@dataclass(frozen=True, slots=True)
class Score:
    """Phrases right, and confident wrong values, of one reader."""

    right: int
    wrong: int
    misses: tuple[str, ...]


def load_phrases() -> dict[str, list[tuple[str, list[str]]]]:
    """The phrases by group, each with the figures in it."""
    groups = tomllib.loads(PHRASES.read_text("utf-8"))
    return {
        name: [(text, [" ".join(a.split()[:3]) for a in answers]) for text, answers in group.items()]
        for name, group in groups.items()
    }


def read_ours(text: str) -> tuple[QuantityMention, ...]:
    """What sayso reads in one phrase."""
    digest = sha256(text.encode()).hexdigest()
    article = Article(id="a" + digest[:10], name="phrase", text=text, digest=digest)
    return find_quantities(article, read_sentences(text, load_tagger("en")))


def values_of(answer: str) -> list[float]:
    """The bare numbers of an answer's bounds, none where it is vague."""
    bounds = answer.split()[0]
    return (
        []
        if bounds.startswith("?")
        else [float(n) for n in re.findall(r"[\d.]+(?:e\+?\d+)?", bounds.replace("..", " "))]
    )


def make_libraries() -> dict[str, Reader | None]:
    """The libraries' readers; None for one that is not installed."""
    readers: dict[str, Reader | None] = {"quantulum3": None, "text2num": None}
    try:
        from quantulum3 import parser  # type: ignore[import-not-found]

        readers["quantulum3"] = lambda text: [float(q.value) for q in parser.parse(text)]
    except ImportError:
        pass
    try:
        from text_to_num import alpha2digit  # type: ignore[import-not-found]

        readers["text2num"] = lambda text: [
            float(n.replace(",", ""))
            for n in re.findall(r"\d+(?:[.,]\d+)*", alpha2digit(text, "en"))
            if n.count(".") < 2
        ]
    except ImportError:
        pass
    return readers


def score_values(read: Reader, phrases: list[tuple[str, list[str]]]) -> Score:
    """A reader of bare values: a phrase is right if its values are these and no other."""
    right, wrong, misses = 0, 0, []
    for text, answers in phrases:
        expected = sorted(v for a in answers for v in values_of(a))
        got = sorted(read(text))
        ok = len(expected) == len(got) and all(
            abs(x - y) <= 1e-4 * max(1, x) for x, y in zip(expected, got, strict=True)
        )
        right += ok
        wrong += sum(not any(abs(x - y) <= 1e-4 * max(1, x) for x in expected) for y in got)
        if not ok:
            misses.append(f"{text}  {expected} -> {got}")
    return Score(right, wrong, tuple(misses))


def score_ours(phrases: list[tuple[str, list[str]]]) -> Score:
    """Ours on bounds, unit and measure."""
    right, wrong, misses = 0, 0, []
    for text, answers in phrases:
        got = [" ".join(describe_quantity(m).split()[:3]) for m in read_ours(text)]
        right += sorted(got) == sorted(answers)
        wrong += sum(g not in answers and not g.startswith("?") for g in got)
        if sorted(got) != sorted(answers):
            misses.append(f"{text}  {answers} -> {got}")
    return Score(right, wrong, tuple(misses))


def main() -> None:
    """Prints the rows."""
    arguments = argparse.ArgumentParser(
        description="Scores the reading of figures on news phrases of our own."
    )
    arguments.add_argument("--misses", action="store_true", help="print each miss")
    options = arguments.parse_args()
    groups = load_phrases()
    every = [p for group in groups.values() for p in group]
    for name, group in groups.items():
        score = score_ours(group)
        print(f"ours, bounds, unit, measure: {name:12} {score.right}/{len(group)}, wrong {score.wrong}")
        if options.misses:
            print("\n".join("    " + m for m in score.misses))
    full = score_ours(every)
    print(f"ours, bounds, unit, measure: all          {full.right}/{len(every)}, wrong {full.wrong}")
    ours: Reader = lambda text: [v for m in read_ours(text) for v in values_of(describe_quantity(m))]  # noqa: E731
    for name, reader in {"ours": ours, **make_libraries()}.items():
        if reader is None:
            print(f"values alone: {name} is not installed, left out")
            continue
        score = score_values(reader, every)
        print(f"values alone: {name:12} {score.right}/{len(every)}, confident wrong values {score.wrong}")


if __name__ == "__main__":
    main()
