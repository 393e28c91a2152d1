"""Names: word-a-line corpora with B-, I- and O."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from training.reader.passages import Mark, Passage, bound_sentences, join_words, read_runs

KINDS = {
    **dict.fromkeys(("PER", "Person", "person", "politician"), "person"),
    **dict.fromkeys(("ORG", "Organisation", "organisation", "politicalparty", "corporation"), "organisation"),
    **dict.fromkeys(("LOC", "Location", "country", "location"), "place"),
    "Nationality": "group",
}
Row = tuple[str, str]
# Sentences read as one passage where a corpus does not say where its documents end.
TOGETHER = 8
ENDINGS = ("an", "ans", "ian", "ians", "ese", "ish", "i", "is", "ch", "ks", "ek", "im", "ims", "rd", "rds")
# Common words of nations and faiths that the endings miss.
PEOPLES = {
    "arab",
    "arabs",
    "jew",
    "jews",
    "dutch",
    "swiss",
    "christians",
    "sunnis",
    "shiites",
    "shiite",
    "shia",
}


def read_rows(path: Path, word: int = 0, label: int = 1) -> Iterator[list[list[Row]]]:
    """Documents as sentences of (word, label); a document ends at "# newdoc", -DOCSTART- or after eight."""
    told, document, sentence = False, list[list[Row]](), list[Row]()
    for line in [*path.read_text("utf-8-sig").split("\n"), ""]:
        line = line.rstrip("\r")
        if line.startswith(("# newdoc", "-DOCSTART-")):
            told = True
            if document:
                yield document
            document = []
        elif line.strip() and not (line.startswith("# ") and "\t" not in line):
            columns = line.split("\t") if "\t" in line else line.split(" ")
            sentence.append((columns[word], columns[label] if len(columns) > label else "O"))
        elif sentence and not line.strip():
            document.append(sentence)
            sentence = []
            if not told and len(document) == TOGETHER:
                yield document
                document = []
    if document:
        yield document


def is_people(words: list[str]) -> bool:
    """Whether words that a corpus calls "other" name a nation, people or faith."""
    last = words[-1].lower()
    return words[-1][:1].isupper() and (last in PEOPLES or (len(last) > 4 and last.endswith(ENDINGS)))


def make_passage(document: list[list[Row]], layer: str = "names") -> Passage:
    """A document's names as marks; "other" names are kept where they name a people."""
    text, places = join_words([[w for w, _ in sentence] for sentence in document])
    marks = []
    for sentence, row in zip(document, places, strict=True):
        for first, last, kind in read_runs([label for _, label in sentence]):
            named = KINDS.get(kind)
            if named is None and kind in ("OTH", "MISC", "misc") and last - first == 1:
                named = "group" if is_people([w for w, _ in sentence[first:last]]) else None
            if named:
                marks.append(Mark(row[first][0], row[last - 1][1], layer, named))
    bounds = bound_sentences(places)
    return Passage(text, bounds, tuple(range(len(bounds))), (layer,), tuple(marks))


def read_names(folder: Path) -> list[Passage]:
    """What the main head learns from: edited text, one idea of what a name is."""
    parts = [
        (folder / "uner-ewt/en_ewt-ud-train.first-commit.iob2", 1, 2),
        (folder / "wikigold/wikigold.conll.txt", 0, 1),
        (folder / "crossner-politics/train.txt", 0, 1),
    ]
    return [make_passage(d) for path, word, label in parts for d in read_rows(path, word, label)]


def read_social(folder: Path) -> list[Passage]:
    """Names in tweets and forum posts, where a user's handle is a name: for the side head."""
    paths = [*sorted((folder / "btc").glob("*.conll")), folder / "wnut17/train/wnut17train.conll"]
    passages = []
    for path in paths:
        for document in read_rows(path):
            passages += [make_passage([sentence], "names_social") for sentence in document]
    return passages
