"""What the words of a source say that it is: a name of its own, one body, an office, a paper."""

from __future__ import annotations

import re
from functools import cache

from sayso.link.names import name_words, word_set
from sayso.vocabulary import load_vocabulary

# Whose a body is, before what it is.
WHOSE = re.compile(r"^(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[A-Z][\w-]*['’]s?)\s+")


@cache
def any_of(table: str) -> str:
    """The words of a list in data/en/origins.toml as one pattern, the longest first."""
    words: list[str] = load_vocabulary("en", "origins")[table]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def is_body(name: str) -> bool:
    """Whether words without a name stand for one body: "the relief office", "its office in Osk"."""
    return _body_pattern().fullmatch(name) is not None


@cache
def _body_pattern() -> re.Pattern[str]:
    whose = r"(?:the|its|their|his|her|[\w-]+['’]s?)"
    body = rf"{whose}\s+(?:[\w'’-]+\s+){{0,3}}?(?:{any_of('bodies')})(?:\s(?:of|for|in|at)\s.+)?"
    return re.compile(rf"(?i){body}|(?:the\s+)?(?:{any_of('bare')})")


@cache
def office_pattern() -> re.Pattern[str]:
    """What an office is told with; its first group is the office itself."""
    offices = any_of("offices")
    return re.compile(rf"(?i)the\s+(?:[\w'’-]+\s+){{0,2}}?({offices})(?:\s(?:of|for|in)\s.+)?")


def is_document(name: str) -> bool:
    """Whether a source is a paper, a list or a page, whose say-so is its author's."""
    head = re.split(r"\s(?:of|on|in|from|that|which|for|by|with|about)\s", name.strip(), maxsplit=1)[0]
    return re.search(rf"(?i)\b(?:{any_of('documents')})s?$", head) is not None


def named_body(document: str) -> str | None:
    """The body in the words for a paper: "a police report", "the health office's letter"."""
    match = _paper_pattern().match(document)
    return match[1] if match else None


@cache
def _paper_pattern() -> re.Pattern[str]:
    body = rf"(?:[\w-]+\s)?(?:{any_of('bare')}|{any_of('bodies')})"
    return re.compile(rf"(?i)(?:an?\s|the\s)?({body})(?:['’]s?)?\s")


def looks_proper(name: str) -> bool:
    """Whether words that no name was made of read like one: "Two port officials" and "Divers" do not."""
    words, leading = name.split(), load_vocabulary("en", "origins")["leading"]
    while words and words[0].lower() in leading:
        words = words[1:]
    generic = len(words) == 1 and words[0].endswith("s") and not words[0].isupper()
    return bool(words) and words[0][:1].isupper() and not generic


def bag_of(name: str) -> frozenset[str]:
    """The words of a name that say what it is, in no order."""
    return frozenset(name_words(name)) - word_set("small")


def bag_of_description(name: str) -> frozenset[str]:
    """The words of a description without whose it is: "Lund's association" is an association."""
    return bag_of(WHOSE.sub("", name))


def description_key(name: str) -> str:
    """What tells bodies without a name apart: the words of their description, in no order."""
    return " ".join(sorted(bag_of_description(name)))
