"""Scores the shipped tagger on the documents of GUM that its training keeps apart.

    python -m bench.tagger FOLDER

FOLDER holds GUM's ``dep/*.conllu``. Unlike training/tagger.py this writes nothing. Tags count over all
words; lemmas over verbs and nouns alone, given the right tag, since other words are their own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from training.tagger import GENRES, Word, read_sentences

from sayso.annotate.tagging import Tagger, load_tagger


def held_out(folder: Path) -> list[Path]:
    """Every tenth document of the genres that it learns from, in the order of names."""
    paths = sorted(p for p in folder.glob("**/GUM_*.conllu") if p.name.split("_")[1] in GENRES)
    return paths[9::10]


def score_tags(tagger: Tagger, sentences: list[list[Word]]) -> tuple[int, int]:
    """How many tags are right, of how many."""
    pairs = [
        (tag, guess)
        for sentence in sentences
        for (_, tag, _), (guess, _) in zip(sentence, tagger.tag([w for w, _, _ in sentence]), strict=True)
    ]
    return sum(tag == guess for tag, guess in pairs), len(pairs)


def score_lemmas(tagger: Tagger, sentences: list[list[Word]]) -> tuple[int, int]:
    """How many lemmas of verbs and nouns are right, of how many."""
    words = [word for sentence in sentences for word in sentence if word[1][:2] in ("VB", "NN")]
    return sum(lemma == tagger.lemmatise(form, tag) for form, tag, lemma in words), len(words)


def main() -> None:
    """Prints both for all genres, and for news."""
    paths, tagger = held_out(Path(sys.argv[1])), load_tagger("en")
    for name, chosen in (("all", paths), ("news", [path for path in paths if "_news_" in path.name])):
        sentences = [sentence for path in chosen for sentence in read_sentences(path)]
        tags, words = score_tags(tagger, sentences)
        lemmas, inflected = score_lemmas(tagger, sentences)
        print(
            f"{name}: {len(chosen)} documents; tags {tags / words:.4f} ({tags}/{words}); "
            f"lemmas of verbs and nouns {lemmas / inflected:.4f} ({lemmas}/{inflected})"
        )


if __name__ == "__main__":
    main()
