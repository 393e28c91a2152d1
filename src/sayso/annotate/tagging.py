"""Parts of speech and lemmas by an averaged perceptron whose weights ship with the package."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from threading import Lock
from typing import TYPE_CHECKING, Any

from sayso.annotate.lemmas import VERB_TAGS, lemmatise_verb, past_forms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

Features = list[str]


# Rows by which the table grows: 1.5 MB; twice as large each time would be half empty.
ROOM = 1 << 12


class Weights:
    """Rows of one weight for each tag by feature, each read from its packed form when first asked for.

    Packed rows ("3:1.2 17:-0.4") load in a tenth of the time that all of them take to read. Safe to use from
    several threads. ``packed`` is taken over and written to.
    """

    def __init__(self, packed: dict[str, str | int], width: int) -> None:
        import numpy as np

        # A row's number takes the place of its packed form.
        self._known = packed
        # The first row is that of all features without weights.
        self._rows: Numbers = np.zeros((ROOM, width))
        self._filled, self._lock = 1, Lock()

    def add_up(self, features: Features) -> Numbers:
        """The weights of all features for each tag, added in the order of the features."""
        get, numbers = self._known.get, list[int]()
        for feature in features:
            known = get(feature, 0)
            numbers.append(self._unpack(feature) if isinstance(known, str) else known)
        # Down the columns numpy adds row after row, so the last digits are those of a plain loop.
        scores: Numbers = self._rows.take(numbers, axis=0).sum(axis=0)
        return scores

    def _unpack(self, feature: str) -> int:
        import numpy as np

        with self._lock:
            known = self._known[feature]
            if isinstance(known, int):
                return known
            number, self._filled = self._filled, self._filled + 1
            if number == len(self._rows):
                self._rows = np.concatenate([self._rows, np.zeros((ROOM, self._rows.shape[1]))])
            for pair in known.split(" "):
                tag, weight = pair.split(":")
                self._rows[number, int(tag)] = float(weight)
            self._known[feature] = number
            return number


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights of a greedy left-to-right tagger, and the lemma table learnt beside it.

    ``known`` gives the tag of words that had one tag in training; ``lemmas`` maps "word|tag" and
    "*suffix|tag" to an edit ("cut:add").
    """

    tags: tuple[str, ...]
    known: dict[str, str]
    weights: Weights
    lemmas: dict[str, str]

    def tag(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """The Penn Treebank tag and the lemma of each word of one sentence."""
        shapes = [describe_word(w) for w in words]
        out: list[tuple[str, str]] = []
        before, before2 = "<s>", "<s>"
        for i, word in enumerate(words):
            tag = self.known.get(word) or self._best(word_features(shapes, i, before, before2))
            if tag not in ("VBD", "VBN") and word in past_forms():
                tag = "VBN" if out and out[-1][1] in ("have", "be") else "VBD"
            out.append((tag, self.lemmatise(word, tag)))
            before2, before = before, tag
        return out

    def _best(self, features: Features) -> str:
        return self.tags[int(self.weights.add_up(features).argmax())]

    def lemmatise(self, word: str, tag: str) -> str:
        """The lower-case dictionary form of ``word``, read as ``tag``; unknown forms stay as they are."""
        lower = word.lower()
        if tag in UNINFLECTED:
            return lower
        edit = self.lemmas.get(f"{lower}|{tag}")
        if edit is not None and edit.endswith("_"):
            edit = None  # a blank in the treebank, and no lemma
        if edit is None and tag in VERB_TAGS:
            return lemmatise_verb(lower, tag)
        for length in range(6, 0, -1):
            if edit is not None:
                break
            edit = self.lemmas.get(f"*{lower[-length:]}|{tag}")
        return apply_edit(lower, edit) if edit else lower


UNINFLECTED = frozenset(
    [
        "NN",
        "NNP",
        "JJ",
        "RB",
        "VB",
        "IN",
        "DT",
        "CC",
        "CD",
        "TO",
        "RP",
        "WDT",
        "WP",
        "WRB",
        "EX",
        "FW",
        "UH",
        "POS",
        ".",
        ",",
        ":",
        "``",
        "''",
        "-LRB-",
        "-RRB-",
        "$",
        "#",
        "SYM",
        "LS",
        "ADD",
    ]
)


def apply_edit(word: str, edit: str) -> str:
    """``word`` with ``cut`` letters dropped at its end and ``add`` put there, for an edit "cut:add"."""
    cut, add = edit.split(":", 1)
    stem = word[: len(word) - int(cut)] if int(cut) else word
    return stem + add or word


@lru_cache(maxsize=1 << 14)
def describe_word(word: str) -> tuple[str, str]:
    """The lower-case word with digits folded, and its shape ("Xx", "XX", "d", "x-x")."""
    lower = re.sub(r"\d", "0", word.lower())[:40]
    if word.isupper() and len(word) > 1:
        shape = "XX"
    elif word[:1].isupper():
        shape = "Xx"
    else:
        shape = "x"
    return lower, shape + ("d" if any(c.isdigit() for c in word) else "") + ("-" if "-" in word else "")


PAD = ("<pad>", "p")


def word_features(words: Sequence[tuple[str, str]], i: int, before: str, before2: str) -> Features:
    """What the tagger looks at for word ``i``: itself, its endings, its neighbours, the tags before."""
    word, shape = words[i]
    left, _ = words[i - 1] if i else PAD
    left2, _ = words[i - 2] if i > 1 else PAD
    right, right_shape = words[i + 1] if i + 1 < len(words) else PAD
    right2, _ = words[i + 2] if i + 2 < len(words) else PAD
    first = "F" if i == 0 else "f"
    return [
        "b",
        "w" + word,
        "s1" + word[-1:],
        "s2" + word[-2:],
        "s3" + word[-3:],
        "s4" + word[-4:],
        "p1" + word[:1],
        "p3" + word[:3],
        "h" + shape + first,
        "t" + before,
        "T" + before2 + before,
        "tw" + before + word,
        "l" + left,
        "L" + left2,
        "ls" + left[-3:],
        "r" + right,
        "R" + right2,
        "rs" + right[-3:],
        "rh" + right_shape,
        "lr" + left + "|" + right,
        "th" + before + shape,
    ]


@cache
def load_tagger(language: str) -> Tagger:
    """The tagger of ``language``, from ``data/<language>/tagger.json.gz``."""
    packed = resources.files("sayso").joinpath("data", language, "tagger.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    return Tagger(
        tuple(data["tags"]), data["known"], Weights(data["weights"], len(data["tags"])), data["lemmas"]
    )
