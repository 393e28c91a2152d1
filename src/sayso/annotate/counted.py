"""What a number counts: the noun after it, whether it means people, and which group of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.annotate.number_lines import Line
from sayso.annotate.quantity_words import word_set
from sayso.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun phrase from ``first`` to ``stop``: ``head`` is its noun, singular, lower case.

    ``plural`` is the noun (or the two joined by "and") as written; ``group`` the people meant
    ("police officers"); ``state`` a participle inside ("wounded soldiers"). ``head_at`` is the noun's
    place. ``of_total``: "12 of them", "three of the children" are a part of something told before.
    """

    first: int
    stop: int
    head: str | None
    head_at: int | None
    plural: str = ""
    group: str | None = None
    person: bool = False
    state: str | None = None
    of_total: bool = False


@cache
def _people() -> dict[str, Any]:
    table = load_vocabulary("en", "quantities")["people"]
    return {
        "generic": frozenset(table["generic"]),
        "nouns": frozenset(table["nouns"]) | frozenset(table["generic"]),
        "troops": frozenset(table["troops"]),
        "animals": frozenset(table["animals"]),
        "suffixes": tuple(table["suffixes"]),
        "things": frozenset(table["things"]),
        "irregular": table["irregular"],
    }


@cache
def _states() -> frozenset[str]:
    measures = load_vocabulary("en", "quantities")["measures"].values()
    return frozenset(s for m in measures for s in m["states"])


@cache
def _durations() -> frozenset[str]:
    labels = load_vocabulary("en", "quantities")["labels"]
    weekdays = word_set("days")
    return frozenset(labels["durations"]) | frozenset(labels["months"]) | frozenset(weekdays)


def is_time_word(word: str) -> bool:
    """Whether ``word`` is a unit of time, a month or a day."""
    return word in _durations()


@cache
def singular(word: str) -> str:
    """The singular of a noun in lower case; a word with no plural's ending stays."""
    irregular = _people()["irregular"]
    if word in irregular:
        return str(irregular[word])
    if word.endswith("men") and word[:-2] + "an" in _people()["nouns"]:
        return word[:-2] + "an"
    if word.endswith("women"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_person(word: str, head: str, proper: bool = False) -> bool:
    """Whether the noun ``word`` with the singular ``head`` means people."""
    people = _people()
    if head in people["nouns"] or word in people["nouns"]:
        return True
    if "-" in head and head.rsplit("-", 1)[1] in people["nouns"]:
        return True
    if word.endswith(people["suffixes"]) and word not in people["things"]:
        return True
    return proper and word.endswith(("ians", "eans", "ans", "ese", "ish", "ites"))


def is_likely_person(plural: str) -> bool:
    """Whether a plural not in the lists has the ending of those who do: "smelters", "curators"."""
    return plural.endswith(("ers", "ors", "ians", "ees", "ants")) and plural not in _people()["things"]


def is_generic(head: str | None) -> bool:
    """Whether ``head`` says no more than that people are meant."""
    return head is None or head in _people()["generic"]


def is_military(head: str | None) -> bool:
    """Whether ``head`` is a noun for soldiers as a force has them."""
    return head in _people()["troops"]


def is_animal(head: str | None) -> bool:
    """Whether ``head`` is an animal."""
    return head in _people()["animals"]


def read_counted(line: Line, stop: int, *, vague: bool = False) -> Counted | None:
    """The noun phrase that the number before word ``stop`` counts, if one follows."""
    at, of_total = stop, False
    while line.word(at) in word_set("more"):
        at += 1
    if line.word(at) == "of":
        of_total = line.word(at + 1) in word_set("definite")
        if not of_total and not vague:
            return None
        at += 1
        if line.word(at) in ("those", "these") and line.kind(at + 1) == "W":
            return Counted(stop, at + 1, None, None, of_total=True)
        while line.kind(at) == "D":
            at += 1
        if line.word(at) in ("them", "whom", "us", "which", "these", "those"):
            return Counted(stop, at + 1, None, None, of_total=True)
    if line.word(at) == "others":
        return Counted(stop, at + 1, "other", at, "others", None, True)
    at += of_total and line.kind(at) == "#"
    found = _noun_phrase(line, at)
    if found is None:
        return Counted(stop, stop, None, None, of_total=of_total) if of_total else None
    described = _describe(line, (stop, *found), of_total)
    return None if _is_mere_name(line, described) and not of_total else described


def _noun_phrase(line: Line, at: int) -> tuple[int, int, str | None] | None:
    """Where the noun and its phrase end, and a state inside ("wounded" of "two wounded soldiers")."""
    state, head = None, None
    i = at
    while i < len(line) and i - at < 8:
        word, kind = line.word(i), _kind_after_number(line, i, head is None)
        if word in _states():
            if head is not None or not _noun_ahead(line, i + 1):
                break
            state = word
        elif kind == "N" and word not in _durations() and i not in line.blocked:
            if head is not None and _ends_phrase(line, head, i):
                break
            head = i
        elif (
            kind == "A"
            or (kind == "-" and line.joined(i))
            or (kind == "V" and line.tokens[i].tag in ("VBN", "VBG", "JJ") and head is None)
        ):
            if head is not None and kind != "-" and not _noun_ahead(line, i + 1):
                break
            if head is not None and kind == "A" and not line.tokens[head].tag.startswith("NNP"):
                break
        elif (kind == "C" and head is None and line.kind(i + 1) in ("AN" if i > at else "AR")) or (
            word in ("“", '"', "'") and head is None and not _is_closing(line, i)
        ):
            pass
        elif kind == "S" and head is not None:
            head = None
        elif not (i in line.blocked and kind == "N" and head is None):
            break
        i += 1
    if head is None:
        return None
    return head, head + 1, state


def _is_closing(line: Line, i: int) -> bool:
    """Whether a straight quotation mark ends a quotation: it sticks to the word before, and to none after."""
    return line.joined(i) and not line.joined(i + 1)


def _is_mere_name(line: Line, counted: Counted) -> bool:
    """Whether the noun is a proper name in the singular, that no number counts: "kills 30 Ann Lee"."""
    if counted.head_at is None or counted.person or counted.plural.endswith("s"):
        return False
    token = line.tokens[counted.head_at]
    return token.tag == "NNP" and not token.text.isupper() and line.word(counted.first - 1) != "one"


def _kind_after_number(line: Line, i: int, opening: bool) -> str:
    """The kind of word ``i`` in a phrase after a number, where a tagger may take a noun for a verb."""
    word, kind = line.word(i), line.kind(i)
    if word in ("remain", "remained"):
        return "V"  # "30 remain in prison"
    if kind in "VR" and is_person(word, singular(word)):
        return "N"
    if kind == "V" and opening and word in word_set("before_people"):
        return "A"
    return "A" if kind == "R" and opening and line.kind(i + 1) in "NA" else kind


def _noun_ahead(line: Line, i: int) -> bool:
    while line.kind(i) == "A":
        i += 1
    return line.kind(i) == "N" and line.word(i) not in _durations() and i not in line.blocked


def _ends_phrase(line: Line, head: int, i: int) -> bool:
    """Whether the phrase ends with the noun at ``head`` though a noun follows: a plural ends it."""
    word = line.word(head)
    plural = (
        line.tokens[head].tag in ("NNS", "NNPS") or singular(word) != word or word in ("people", "police")
    )
    if word == "police" and line.tokens[i].tag in ("NNS", "NNPS"):
        return False  # "police stations"
    small = not line.tokens[head].text.isupper()
    proper = small and line.tokens[i].tag.startswith("NNP") and not line.tokens[head].tag.startswith("NNP")
    return (plural and not is_person(line.word(i), singular(line.word(i)))) or proper


def _describe(line: Line, found: tuple[int, int, int, str | None], of_total: bool) -> Counted:
    first, head_at, stop, state = found
    word = line.word(head_at)
    proper = line.tokens[head_at].text[:1].isupper() and not line.tokens[head_at].text.isupper()
    head = singular(word)
    person = is_person(word, head, proper)
    begin = head_at
    while begin > first and line.kind(begin - 1) == "N" and line.word(begin - 1) not in _states():
        begin -= 1
    plural = line.text[line.tokens[begin].start : line.tokens[head_at].end].lower()
    second = _second_head(line, stop)
    if second is not None:
        other = line.word(second)
        if is_person(other, singular(other), line.tokens[second].text[:1].isupper()) == person:
            plural = line.text[line.tokens[begin].start : line.tokens[second].end].lower()
            stop = second + 1
    group = plural if person and not is_generic(head) else None
    return Counted(first, stop, head, head_at, " ".join(plural.split()), group, person, state, of_total)


def _is_plural(line: Line, at: int) -> bool:
    return line.tokens[at].tag in ("NNS", "NNPS") or line.tokens[at].text.isupper()


def _second_head(line: Line, stop: int) -> int | None:
    """The noun of "businesses and banks": a second plural right after the first."""
    if line.word(stop) not in ("and", "or", "&"):
        return None
    at = stop + 1
    while line.kind(at) == "A" or (
        line.kind(at) == "N" and line.kind(at + 1) == "N" and line.tokens[at].tag == "NN"
    ):
        at += 1
    noun = line.kind(at) == "N" and at < len(line) and _is_plural(line, at) and at not in line.blocked
    return at if noun and singular(line.word(at)) != line.word(at) else None
