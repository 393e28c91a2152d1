"""Whom or what within a whole a figure counts: all, a group, a part, some further ones."""

from __future__ import annotations

import re
from functools import cache

from sayso.link.kinds import SHARES
from sayso.link.names import name_words, word_set
from sayso.link.tellings import stem
from sayso.model import Amount, Claim
from sayso.vocabulary import load_vocabulary

# "315 of the rescued", where no noun of its own tells whom.
PART = re.compile(r"\s+of (?:the|them|those|these|its|his|her|their)\b")
# "the 52 who were lost": some of those told before.
THOSE = re.compile(r"\s+(?:who|that)\b|$")
ALL_OF_A_PART = "part"


@cache
def population_stems(name: str) -> frozenset[str]:
    """The stems of the list ``name`` in data/en/populations.toml."""
    return frozenset(map(stem, load_vocabulary("en", "populations")[name]))


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of the list ``name`` in data/en/populations.toml."""
    return frozenset(load_vocabulary("en", "populations")[name])


@cache
def _nouns() -> dict[str, str]:
    table: dict[str, list[str]] = load_vocabulary("en", "populations")["nouns"]
    return {noun: measure for measure, nouns in table.items() for noun in nouns}


def core_measure(measure: str) -> str:
    """The measure of the core that a noun stands for: evacuees are displaced."""
    return _nouns().get(measure, measure)


@cache
def _ruined() -> re.Pattern[str]:
    words = sorted(words_of("ruined"), key=len, reverse=True)
    return re.compile(rf"(?:\s(?!and\b|but\b)[\w'’-]+){{0,3}}?\s(?:{'|'.join(map(re.escape, words))})\b")


def is_ruined(claim: Claim, amount: Amount) -> bool:
    """Whether the words after a count of things say that they were destroyed: "40 barns had burned down"."""
    if amount.unit == "people" or amount.measure in SHARES:
        return False
    after = max(0, amount.span.end - claim.span.start)
    return _ruined().match(claim.span.exact, after) is not None


def find_population(claim: Claim, amount: Amount, whole: Amount | None, *, people: bool) -> str:
    """The group within all, in one form; "" for all; a list of several groups, or "people", is all.

    ``whole`` is the total that ``amount`` is a part of, where one is told.
    """
    of_other = whole is not None and whole.measure != amount.measure  # "of 90 on board 20 were saved"
    if amount.measure in SHARES:
        return _whole(amount)
    counted = _counted(amount.span.exact) if people else ""
    if amount.of_whom is None and not counted and not of_other and _is_part(claim, amount):
        return ALL_OF_A_PART
    words = [w for w in name_words(amount.of_whom or counted) if w not in word_set("small") or w == "and"]
    if {"others", "other", "another", "additional", "more"} & {*words[:3], *words[-1:]}:
        return "further"
    if _says_further(amount):
        return "further"
    if not words or "and" in words or stem(words[-1]) in population_stems("generic"):
        return ALL_OF_A_PART if amount.part_of and not words and not of_other else ""
    if stem(words[-1]) in population_stems("ranked"):
        return " ".join(map(stem, words[-2:]))
    return stem(words[-1])


def _is_part(claim: Claim, amount: Amount) -> bool:
    text, after = claim.span.exact, amount.span.end - claim.span.start
    if after < 0:
        return False
    before = text[: max(0, amount.span.start - claim.span.start)].lower().split()[-1:]
    return bool(PART.match(text, after)) or (before == ["the"] and bool(THOSE.match(text, after)))


def _says_further(amount: Amount) -> bool:
    """ "three others", "another 12": they come on top of what was told."""
    words = amount.span.exact.lower().split()
    return bool({"others", "another", "further", "additional"} & {*words[:3], *words[-1:]})


def _counted(words: str) -> str:
    """The noun that an amount's own words count ("Six members of the band": members), or ""."""
    told = name_words(re.split(r",\s| of (?!people\b)| in | from ", words, maxsplit=1)[0])
    return told[-1] if len(told) > 1 and told[-1].isalpha() else ""


def _whole(amount: Amount) -> str:
    """Of what a share is: its noun, or its place in the text where only that tells shares apart."""
    words = name_words(re.split(r"\bof\b", amount.span.exact, maxsplit=1)[-1])
    noun = stem(words[-1]) if words and words[-1].isalpha() else ""
    told = len(noun) > 4 and noun not in ("percent",)
    return noun if told else f"{amount.span.article_id} {amount.span.start}"
