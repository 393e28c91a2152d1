"""Names in the genres of GUM whose texts may be used for anything; its marks are of whole phrases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.reader.names_corpora import is_people
from training.reader.passages import Mark, Passage, bound_sentences, join_words

# CC BY (academic, court, interview, news) and CC BY-SA (bio, voyage), as its LICENSE.txt tells by genre. The
# others are non-commercial or not named there.
GENRES = ("academic", "bio", "court", "interview", "news", "voyage")
KINDS = {"person": "person", "organization": "organisation", "place": "place"}
ENTITY = re.compile(r"(?:^|\|)Entity=([^|]+)")
BRACKET = re.compile(r"\(([^()]+)|([^()]*)\)")
# Words inside a name that are no names: "Bank of England", "Kim bin Said".
LINKS = {
    "person": {"de", "da", "van", "von", "der", "den", "bin", "al", "la", "le", "du", "-", "’", "'"},
    "organisation": {"of", "and", "&", "for", "the", "on", "de", "-"},
    "place": {"of", "the", "and", "de", "-"},
}
TITLES = {
    *("mr.", "mrs.", "ms.", "dr.", "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "president", "professor"),
    *("prof.", "senator", "sen.", "governor", "gov.", "minister", "prime", "king", "queen", "prince"),
    *("princess", "justice", "chief", "judge", "captain", "general", "colonel", "major", "sergeant", "mayor"),
    *("representative", "rep.", "secretary", "pope", "saint", "st.", "chancellor", "director", "mp"),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a sentence, from its first word to behind its last; ``head`` is its main word."""

    first: int
    last: int
    head: int
    kind: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence: its words, whether each is a proper noun, and the phrases of persons, bodies and places."""

    words: list[str]
    proper: list[bool]
    phrases: list[Phrase]


def read_documents(folder: Path) -> Iterator[list[Parsed]]:
    """The documents of the genres that may be used."""
    for path in sorted(folder.glob("GUM_*.conllu")):
        if path.stem.split("_")[1] in GENRES:
            blocks = path.read_text("utf-8").split("\n\n")
            rows = [[line.split("\t") for line in b.split("\n") if line[:1].isdigit()] for b in blocks]
            yield [parse_sentence([r for r in row if r[0].isdigit()]) for row in rows if row]


def parse_sentence(rows: Sequence[Sequence[str]]) -> Parsed:
    """A sentence from its lines of columns."""
    opened: dict[str, tuple[int, str]] = {}
    phrases = list[Phrase]()
    for i, row in enumerate(rows):
        found = ENTITY.search(row[9])
        for told, closed in BRACKET.findall(found[1]) if found else ():
            if told:
                number = told.split("-")[0]
                opened[number] = i, told
            else:
                number = closed or number
                if number in opened:
                    phrases += make_phrase(*opened.pop(number), i + 1)
    return Parsed([r[1] for r in rows], [r[4] in ("NNP", "NNPS") for r in rows], phrases)


def make_phrase(first: int, told: str, last: int) -> list[Phrase]:
    """A phrase from what its opening bracket tells; none of a kind that is not asked for."""
    columns = told.split("-")
    if columns[1] not in KINDS:
        return []
    head = int(columns[5].split(",")[0])
    return [Phrase(first, last, first + head - 1, KINDS[columns[1]])]


def find_core(parsed: Parsed, phrase: Phrase) -> tuple[int, int] | None:
    """The name in a phrase whose main word is a proper noun: that word and those linked or next to it."""
    if not parsed.proper[phrase.head]:
        return None
    first, last, links = phrase.head, phrase.head + 1, LINKS[phrase.kind]
    while (step := find_step(parsed, range(first - 1, phrase.first - 1, -1), links)) is not None:
        first = step
    while (step := find_step(parsed, range(last, phrase.last), links)) is not None:
        last = step + 1
    while phrase.kind == "person" and last - first > 1 and parsed.words[first].lower() in TITLES:
        first += 1
    lone_title = last - first == 1 and parsed.words[first].lower() in TITLES
    return None if lone_title else (first, last)


def find_step(parsed: Parsed, ahead: Iterable[int], links: set[str]) -> int | None:
    """The next proper noun ``ahead`` if nothing but links lies between."""
    for i in ahead:
        if parsed.proper[i]:
            return i
        if parsed.words[i].lower() not in links:
            return None
    return None


def name_phrases(parsed: Parsed, kinds: dict[str, str]) -> list[tuple[int, int, str]]:
    """The names of a sentence, none in another: first word, behind the last, kind."""
    cores = [(core, p) for p in parsed.phrases if (core := find_core(parsed, p))]
    named = list[tuple[int, int, str]]()
    for (first, last), phrase in sorted(cores, key=lambda c: (c[0][0], -c[0][1])):
        kind = phrase.kind if phrase.kind == "person" else kinds[write_core(parsed, (first, last))]
        if kind == "person" and last - first == 1 and is_many(parsed.words[first]):
            kind = "group"
        if not any(s < last and first < e for s, e, _ in named):
            named.append((first, last, kind))
    taken = {i for s, e, _ in named for i in range(s, e)}
    for i, word in enumerate(parsed.words):
        if i not in taken and not parsed.proper[i] and is_people([word]) and i > 0:
            named.append((i, i + 1, "group"))
    return sorted(named)


def is_many(word: str) -> bool:
    """Whether a word that is said of people is a people's: "the Chadians", and no family's name."""
    return is_people([word]) and word.lower().endswith("s")


def choose_kinds(documents: Iterable[Sequence[Parsed]]) -> dict[str, str]:
    """One kind for what is written alike, a body or a place: a country that acts is still a place."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for parsed in (parsed for document in documents for parsed in document):
        for phrase in parsed.phrases:
            core = find_core(parsed, phrase)
            if core and phrase.kind != "person":
                counts[write_core(parsed, core)][phrase.kind] += 1
    return {name: "place" if count["place"] else "organisation" for name, count in counts.items()}


def write_core(parsed: Parsed, core: tuple[int, int]) -> str:
    """A name as one string."""
    return " ".join(parsed.words[slice(*core)])


def read_gum(folder: Path) -> list[Passage]:
    """The names of GUM, document by document."""
    documents = list(read_documents(folder))
    kinds = choose_kinds(documents)
    return [make_passage(document, kinds) for document in documents]


def make_passage(document: Sequence[Parsed], kinds: dict[str, str]) -> Passage:
    """A document with its names as marks."""
    text, places = join_words([parsed.words for parsed in document])
    marks = [
        Mark(row[first][0], row[last - 1][1], "names", kind)
        for parsed, row in zip(document, places, strict=True)
        for first, last, kind in name_phrases(parsed, kinds)
    ]
    bounds = bound_sentences(places)
    return Passage(text, bounds, tuple(range(len(bounds))), ("names",), tuple(marks))
