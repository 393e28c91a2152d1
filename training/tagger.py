"""Train the tagger and its lemma table on the GUM corpus: ``python training/tagger.py FOLDER``.

FOLDER holds GUM's ``dep/*.conllu``. Only genres whose texts are under CC BY or CC BY-SA terms are used.
Every tenth document in name order is kept apart and scored. Averaged perceptron after Collins (2002).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

from sayso.annotate.lemmas import VERB_TAGS
from sayso.annotate.tagging import UNINFLECTED, Tagger, Weights, describe_word, word_features

GENRES = ("academic", "bio", "court", "interview", "news", "voyage")
Word = tuple[str, str, str]  # form, tag, lemma
OUTPUT = Path(__file__).parents[1] / "src" / "sayso" / "data" / "en" / "tagger.json.gz"


def read_sentences(path: Path) -> list[list[Word]]:
    """The sentences of a CoNLL-U file, hyphenated words put together as our tokens have them."""
    sentences: list[list[Word]] = []
    rows: list[tuple[Word, bool]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if len(cells) == 10 and cells[0].isdigit():
            rows.append(((cells[1], cells[4], cells[2].lower()), "SpaceAfter=No" not in cells[9]))
        elif not line.strip() and rows:
            sentences.append(join_hyphens(rows))
            rows = []
    return sentences


def join_hyphens(rows: list[tuple[Word, bool]]) -> list[Word]:
    """Words whose parts are cut at a hyphen, put together under the last part's tag."""
    out: list[Word] = []
    glued = False
    for i, ((form, tag, lemma), space) in enumerate(rows):
        joins = tag == "HYPH" and 0 < i < len(rows) - 1 and not space
        if (joins or glued) and out:
            before = out[-1]
            out[-1] = (before[0] + form, tag if not joins else before[1], before[2] + lemma)
        else:
            out.append((form, tag, lemma))
        glued = joins
    return [(f, "NN" if t in ("AFX", "HYPH") else t, le) for f, t, le in out]


def read_silver(path: Path) -> list[list[Word]]:
    """Sentences of a file with a word and a tag a line, a blank line between; lemmas are not known."""
    blocks = path.read_text("utf-8").split("\n\n")
    rows = ([line.split("\t") for line in block.splitlines() if "\t" in line] for block in blocks)
    return [[(form, tag, "") for form, tag in row] for row in rows if row]


def find_known(sentences: list[list[Word]]) -> dict[str, str]:
    """Words that are frequent and nearly always have one tag."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for form, tag, _ in sentence:
            counts[form][tag] += 1
    known = {}
    for form, tags in counts.items():
        tag, hits = tags.most_common(1)[0]
        total = sum(tags.values())
        if total >= 15 and hits / total >= 0.995:
            known[form] = tag
    return known


class Trainer:
    """Weights of an averaged perceptron while they are learnt."""

    def __init__(self, tags: list[str]) -> None:
        self.tags = tags
        self.number = {t: i for i, t in enumerate(tags)}
        self.weights: dict[str, dict[int, float]] = {}
        self.sums: dict[tuple[str, int], float] = defaultdict(float)
        self.stamps: dict[tuple[str, int], int] = defaultdict(int)
        self.step = 0

    def guess(self, features: list[str]) -> int:
        scores = [0.0] * len(self.tags)
        for feature in features:
            for number, weight in self.weights.get(feature, {}).items():
                scores[number] += weight
        return max(range(len(scores)), key=scores.__getitem__)

    def learn(self, truth: int, guess: int, features: list[str]) -> None:
        self.step += 1
        if truth == guess:
            return
        for feature in features:
            row = self.weights.setdefault(feature, {})
            for number, change in ((truth, 1.0), (guess, -1.0)):
                key, old = (feature, number), row.get(number, 0.0)
                self.sums[key] += (self.step - self.stamps[key]) * old
                self.stamps[key] = self.step
                row[number] = old + change

    def average(self, least: float) -> dict[str, dict[int, float]]:
        """The averaged weights, those smaller than ``least`` dropped."""
        out: dict[str, dict[int, float]] = {}
        for feature, row in self.weights.items():
            for number, weight in row.items():
                key = (feature, number)
                mean = (self.sums[key] + (self.step - self.stamps[key]) * weight) / self.step
                if abs(mean) >= least:
                    out.setdefault(feature, {})[number] = round(mean, 2)
        return out


def train_weights(
    sentences: list[list[Word]], known: dict[str, str], rounds: int
) -> tuple[list[str], dict[str, dict[int, float]]]:
    """Tags and weights after ``rounds`` passes in a fixed shuffled order."""
    tags = sorted({tag for s in sentences for _, tag, _ in s})
    trainer, order = Trainer(tags), random.Random(7)
    for number in range(rounds):
        order.shuffle(sentences)
        wrong = total = 0
        for sentence in sentences:
            shapes = [describe_word(form) for form, _, _ in sentence]
            before, before2 = "<s>", "<s>"
            for i, (form, tag, _) in enumerate(sentence):
                guess = known.get(form)
                if guess is None:
                    features = word_features(shapes, i, before, before2)
                    best = trainer.guess(features)
                    trainer.learn(trainer.number[tag], best, features)
                    guess = tags[best]
                wrong, total = wrong + (guess != tag), total + 1
                before2, before = before, guess
        print(f"round {number + 1}: {1 - wrong / total:.4f} of {total} words while learning", file=sys.stderr)
    return tags, trainer.average(0.2)


def edit_of(form: str, lemma: str) -> str:
    """The edit that makes ``lemma`` of ``form``: letters to cut at its end, and what to add."""
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return f"{len(form) - common}:{lemma[common:]}"


def learn_lemmas(sentences: list[list[Word]]) -> dict[str, str]:
    """Edits by ending and tag for other words than verbs, and whole words that the endings get wrong."""
    words = Counter(
        (f.lower(), t, le) for s in sentences for f, t, le in s if t not in UNINFLECTED and f.isalpha()
    )
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    for form, tag, lemma in words:
        for length in range(1, 0 if tag in VERB_TAGS else min(6, len(form)) + 1):
            endings[f"*{form[-length:]}|{tag}"][edit_of(form, lemma)] += 1
    rules = {
        k: c.most_common(1)[0][0]
        for k, c in endings.items()
        if sum(c.values()) >= 2 or len(k.split("|")[0]) == 2
    }
    rules = {
        k: e for k, e in rules.items() if rules.get("*" + k.split("|")[0][2:] + "|" + k.split("|")[1]) != e
    }
    trial = Tagger((), {}, Weights({}, 0), rules)
    whole = {f"{f}|{t}": edit_of(f, le) for (f, t, le), n in words.items() if trial.lemmatise(f, t) != le}
    return rules | whole


def score(tagger: Tagger, sentences: list[list[Word]]) -> str:
    """Accuracy of tags and lemmas, with counts."""
    tags = lemmas = total = 0
    for sentence in sentences:
        guesses = tagger.tag([form for form, _, _ in sentence])
        for (form, tag, lemma), (guess, form_lemma) in zip(sentence, guesses, strict=True):
            total += 1
            tags += tag == guess
            lemmas += (
                lemma == tagger.lemmatise(form, tag) if tag[:2] in ("VB", "NN") else form_lemma is not None
            )
    return f"tags {tags / total:.4f} ({tags}/{total}), lemmas given the right tag {lemmas / total:.4f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--silver", type=Path, help="news tagged by teacher.py, learnt from beside GUM")
    arguments = parser.parse_args()
    paths = sorted(p for p in arguments.folder.glob("**/GUM_*.conllu") if p.name.split("_")[1] in GENRES)
    held = [s for p in paths[9::10] for s in read_sentences(p)]
    news = [s for p in paths[9::10] if "_news_" in p.name for s in read_sentences(p)]
    sentences = [s for i, p in enumerate(paths) if i % 10 != 9 for s in read_sentences(p)]
    lemmas = learn_lemmas(sentences)
    silver = read_silver(arguments.silver) if arguments.silver else []
    known = find_known(sentences + silver)
    # Gold counts twice: the silver's mistakes are the teacher's.
    tags, weights = train_weights([*sentences, *sentences, *silver], known, arguments.rounds)
    packed = {f: " ".join(f"{n}:{w:g}" for n, w in row.items()) for f, row in sorted(weights.items())}
    tagger = Tagger(tuple(tags), known, Weights({**packed}, len(tags)), lemmas)
    print("held out:", score(tagger, held), "| news:", score(tagger, news))
    data = {"tags": tags, "known": known, "weights": packed, "lemmas": lemmas}
    OUTPUT.write_bytes(
        gzip.compress(json.dumps(data, separators=(",", ":"), sort_keys=True).encode(), mtime=0)
    )
    print(f"{OUTPUT}: {OUTPUT.stat().st_size:,} bytes, {len(weights):,} features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
