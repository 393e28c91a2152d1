"""Score the names we find, as person, organisation and place, against token-labelled corpora.

    python bench/names.py FOLDER [--misses]

FOLDER holds ``uner-ewt``, ``re3d`` and ``crossner-politics``; only their dev parts are read. Exact spans,
exact kind. re3d also labels pronouns and common nouns, which are no names: what is all lower case there,
or a pronoun, is left out of its gold.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sayso.annotate.gazetteer import load_gazetteer
from sayso.annotate.names import find_names
from sayso.annotate.places import find_places
from sayso.annotate.reader import load_network
from sayso.annotate.tagging import load_tagger
from sayso.annotate.tokens import read_sentences
from sayso.model import Article

KINDS = {
    **dict.fromkeys(("PER", "Person", "person", "politician"), "person"),
    **dict.fromkeys(("ORG", "Organisation", "organisation", "politicalparty"), "organisation"),
    **dict.fromkeys(("LOC", "Location", "country", "location"), "place"),
}
PARTS = (
    ("UNER EWT dev", "uner-ewt/en_ewt-ud-dev.iob2", 1, 2),
    ("re3d dev", "re3d/dev.txt", 0, 1),
    ("CrossNER politics dev", "crossner-politics/dev.txt", 0, 1),
)
PRONOUNS = {
    "we",
    "us",
    "our",
    "ours",
    "they",
    "them",
    "their",
    "he",
    "his",
    "him",
    "she",
    "her",
    "it",
    "its",
    "i",
    "you",
}
# Sentences read as one article where the corpus does not say where articles end.
TOGETHER = 20

Spot = tuple[int, int, str]


def read_articles(path: Path, word: int, label: int) -> Iterator[list[list[tuple[str, str]]]]:
    """Articles as lists of sentences as lists of (word, label)."""
    article: list[list[tuple[str, str]]] = []
    sentence: list[tuple[str, str]] = []
    told = False
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith("# newdoc"):
            told = True
            if article:
                yield article
                article = []
        elif line.startswith("# "):
            continue
        elif line.strip():
            columns = line.split("\t") if "\t" in line else line.split(" ")
            sentence.append((columns[word], columns[label]))
        elif sentence:
            article.append(sentence)
            sentence = []
            if not told and len(article) == TOGETHER:
                yield article
                article = []
    if article:
        yield article


def lay_out(article: list[list[tuple[str, str]]], *, proper: bool) -> tuple[str, set[Spot]]:
    """The text of an article, a sentence a paragraph, and its gold spots."""
    text, gold = "", set()
    for sentence in article:
        start, kind, last = 0, "", 0
        for word, label in [*sentence, ("", "O")]:
            if kind and not label.startswith("I-"):
                gold.add((start, last, kind))
                kind = ""
            if label.startswith("B-"):
                start, kind = len(text), KINDS.get(label[2:], "")
            last = len(text) + len(word)
            text += word + " " if word else ""
        text = text.rstrip() + "\n\n"
    if proper:
        gold = {g for g in gold if text[g[0] : g[1]] != text[g[0] : g[1]].lower()}
        gold = {g for g in gold if text[g[0] : g[1]].lower() not in PRONOUNS}
    return text, gold


def read_ours(text: str, spent: list[float]) -> set[Spot]:
    """The spots that we find."""
    article = Article("a", "a", text, sha256(text.encode()).hexdigest())
    sentences = read_sentences(text, load_tagger("en"))
    started = time.perf_counter()
    places = find_places(article, sentences, load_gazetteer())
    names = find_names(article, sentences, places, seen=load_network().read(sentences).names)
    spent.append(time.perf_counter() - started)
    named = {
        (n.span.start, n.span.end, n.kind) for n in names if n.proper and n.kind in ("person", "organisation")
    }
    bodies = [(s, e) for s, e, kind in named if kind == "organisation"]
    set_places = {
        (p.span.start, p.span.end, "place")
        for p in places
        if not p.modifies and not any(s <= p.span.start and p.span.end <= e for s, e in bodies)
    }
    return {(s, e, str(k)) for s, e, k in named | set_places}


def main() -> None:
    """Score each part, over all and by kind."""
    folder, misses = Path(sys.argv[1]), "--misses" in sys.argv
    for title, path, word, label in PARTS:
        hits: Counter[str] = Counter()
        ours: Counter[str] = Counter()
        theirs: Counter[str] = Counter()
        spent: list[float] = []
        characters = 0
        for article in read_articles(folder / path, word, label):
            text, gold = lay_out(article, proper=title.startswith("re3d"))
            found = read_ours(text, spent)
            characters += len(text)
            for counter, spots in ((hits, gold & found), (ours, found), (theirs, gold)):
                counter.update(kind for _, _, kind in spots)
            if misses:
                for sign, spots in (("missed", gold - found), ("extra", found - gold)):
                    for s, e, kind in sorted(spots):
                        around = f"{text[max(0, s - 40) : s]}[{text[s:e]}]{text[e : e + 40]}".replace(
                            "\n", " "
                        )
                        print(f"{sign}\t{kind}\t{around}")
        print(
            f"{title}: {describe(hits.total(), ours.total(), theirs.total())};"
            f" {characters / sum(spent):,.0f} characters a second"
        )
        for kind in sorted(theirs):
            print(f"  {kind}: {describe(hits[kind], ours[kind], theirs[kind])}")


def describe(hits: int, ours: int, theirs: int) -> str:
    """Precision, recall and F1 with their counts."""
    return (
        f"P {hits / max(1, ours):.3f} ({hits}/{ours}) R {hits / max(1, theirs):.3f} ({hits}/{theirs})"
        f" F1 {2 * hits / max(1, ours + theirs):.3f}"
    )


if __name__ == "__main__":
    main()
