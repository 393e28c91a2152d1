"""The lines of a page as the rules on furniture and voices see them, and the word lists that these ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sayso.annotate.tokens import split_paragraphs
from sayso.vocabulary import load_vocabulary

LANGUAGES = ("ro", "ru", "uk", "de", "fr", "es", "it", "pt", "pl", "tr")
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
EDGE = ' \t#*•·▪●■►▶▸»«>→<←–—-|[](){}"“”„_=~+^:;,.…!¡👉👇📷📸📹🔗'
PROSE, LONG_PROSE = 12, 25


class Line(NamedTuple):
    """A paragraph with what the rules ask of it: ``key`` is its bare words, lower case."""

    start: int
    end: int
    text: str
    key: str
    words: tuple[str, ...]
    stops: bool
    quoted: bool


@dataclass(frozen=True)
class Words:
    """The word lists, ready to be asked."""

    whole: frozenset[str]
    foreign: frozenset[str]
    lists: frozenset[str]
    closers: frozenset[str]
    credits: frozenset[str]
    people: frozenset[str]
    openings: tuple[str, ...]
    contains: re.Pattern[str]
    soft: re.Pattern[str]
    long: re.Pattern[str]
    reader: frozenset[str]
    verbs: frozenset[str]
    after: frozenset[str]
    things: frozenset[str]
    buttons: frozenset[str]
    weak: frozenset[str]
    menu: frozenset[str]
    agencies: re.Pattern[str]
    comment_heads: frozenset[str]
    numbers: tuple[str, ...]
    said: frozenset[str]
    forms: tuple[str, ...]
    updates: re.Pattern[str]
    sounds: frozenset[str]
    wires: frozenset[str]
    objects: frozenset[str]
    funding: re.Pattern[str]
    contacts: frozenset[str]
    counts: frozenset[str]
    actions: frozenset[str]
    forwards: tuple[str, ...]


@cache
def load_words() -> Words:
    """The lists of ``furniture.toml``, those of the other languages' sites with them."""
    v = load_vocabulary("en", "furniture")
    other = [load_vocabulary(language, "furniture")["lines"] for language in LANGUAGES]
    foreign_lists = frozenset(phrase for lines in other for phrase in lines["lists"])
    return Words(
        whole=frozenset(v["lines"]["whole"]),
        foreign=foreign_lists.union(*(lines["any"] for lines in other)),
        lists=foreign_lists | frozenset(v["labels"]["lists"]),
        closers=frozenset(v["labels"]["closers"]),
        credits=frozenset(v["labels"]["credits"]).union(*(lines["credits"] for lines in other)),
        people=frozenset(v["labels"]["people"]),
        openings=tuple(v["openings"]["any"]),
        contains=any_of(v["contains"]["any"]),
        soft=any_of(v["contains"]["soft"]),
        long=any_of(v["contains"]["long"]),
        reader=frozenset(v["contains"]["reader"]),
        verbs=frozenset(v["asks"]["verbs"]),
        after=frozenset(v["asks"]["after"]),
        things=frozenset(v["asks"]["things"]),
        buttons=frozenset(v["words"]["buttons"]),
        weak=frozenset(v["words"]["weak"]),
        menu=frozenset(v["words"]["menu"]),
        agencies=any_of(v["agencies"]["names"]),
        comment_heads=frozenset(v["comments"]["heads"]),
        numbers=tuple(v["comments"]["numbers"]),
        said=frozenset(v["comments"]["said"]),
        forms=tuple(v["comments"]["forms"]),
        updates=any_of(v["desk"]["updates"]),
        sounds=frozenset(v["desk"]["sounds"]),
        wires=frozenset(v["desk"]["wires"]),
        objects=frozenset(v["desk"]["objects"]),
        funding=_funding_of(v["desk"]["works"]),
        contacts=frozenset(v["desk"]["contacts"]),
        counts=frozenset(v["posts"]["counts"]),
        actions=frozenset(v["posts"]["actions"]),
        forwards=tuple(v["posts"]["forwards"]),
    )


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of ``phrases`` as whole words."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in longest_first) + r")(?!\w)")


def _funding_of(works: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the words that say who paid for one of ``works``."""
    return re.compile(
        rf"\bthis (?:{any_of(works).pattern})(?: series)? (?:is|was|has been) "
        r"(?:part of an? (?:\w+ ){0,3}(?:project|series|partnership|collaboration|package)\b"
        r"|(?:funded|supported|sponsored|produced|published|underwritten|made possible) "
        r"(?:by|with|in|through|thanks)\b)"
    )


def read_lines(text: str) -> list[Line]:
    """The paragraphs of ``text`` as lines."""
    return [_read_line(text, start, end) for start, end in split_paragraphs(text)]


def _read_line(text: str, start: int, end: int) -> Line:
    exact = text[start:end]
    plain = re.sub("[’‘`´]", "'", exact.casefold())
    key = " ".join(plain.strip(EDGE).split())
    bare = exact.lstrip("#*•·►▶–—- \t")
    return Line(
        start, end, exact, key, tuple(WORD.findall(plain)), bool(STOP.search(exact)), bare[:1] in "\"“”„«‘'"
    )


def is_prose(line: Line) -> bool:
    """Whether a line reads as a paragraph of an article and not as a title, a name or a button."""
    return len(line.words) >= LONG_PROSE or (line.stops and len(line.words) >= PROSE)


def is_comments_head(line: Line) -> bool:
    """Whether a line heads the comments below an article: "3 comments", "Comments (3)", "2 thoughts on …"."""
    words = load_words()
    if not 1 <= len(line.words) <= 25 or (line.stops and "thought" not in line.key):
        return False
    bare = re.sub(r"\s*\(?(?:\d[\d,.]{0,8} (?:of|/) )?\d[\d,.]{0,8}\)?$", "", line.key).strip(EDGE)
    numbered = re.fullmatch(rf"(?:\d[\d,.]{{0,8}}|{'|'.join(words.numbers)})\s+(.+)", bare)
    if numbered and numbered[1].startswith(
        ("thoughts on", "thought on", "comments on", "comment on", "responses to")
    ):
        return True
    return bare in words.comment_heads or bool(numbered and numbered[1] in words.comment_heads)
