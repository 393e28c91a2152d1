"""Noun phrases by their tags: where one that ends before a word starts, and which is a verb's subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.model import Token
from sayso.vocabulary import load_vocabulary

FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})


VERBAL = frozenset({"VB", "VBN", "VBG", "VBD", "VBZ", "VBP"})


NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "PRP", "EX", "DT", "WP"})


NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})


INSIDE_NP = frozenset(
    {"DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "PRP$", "PRP", "PDT", "$", "EX", "WP"}
)


REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


ABBREVIATED = re.compile(r"Mrs?|Ms|Dr|Prof|St|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Gov|Rev|Messrs|Jr|Sr|[A-Z]")


OPENING = frozenset("“‘«\"'`")


CLOSING = frozenset("”’»\"'")


AUXILIARY = frozenset({"be", "have", "do", "get", "'s", "’s"})


@cache
def clause_markers() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load_vocabulary("en", "clauses")["markers"].items()}


def find_subject(
    tokens: Sequence[Token], first: int, verb: int, *, finite: bool = True
) -> tuple[int, int] | None:
    """The noun phrase before the verb at ``verb``, its apposition left out; None without one."""
    end = verb
    while end > first and tokens[end - 1].text in OPENING - CLOSING:
        end -= 1  # "the men “fell in combat”"
    while (end > first and tokens[end - 1].tag in ("RB", "RBR")) or (
        end > first and tokens[end - 1].text in CLOSING
    ):
        end -= 1
        if end > first and tokens[end].text in CLOSING and tokens[end - 1].text in (",", "!", "?"):
            return None  # “…,” said: what stands in the quotation does not say it
    if not finite and tokens[verb].tag == "VBG" and (end <= first or tokens[end - 1].text != ","):
        return None  # "posted a note on Friday saying": who posted it says it
    if not finite and end > first and tokens[end - 1].text == ",":
        return noun_phrase_ending(tokens, first, end - 1)
    if end > first and tokens[end - 1].text in (",", ")", "–", "—"):
        return _before_apposition(tokens, first, end - 1)
    return noun_phrase_ending(tokens, first, end)


def _before_apposition(tokens: Sequence[Token], first: int, comma: int) -> tuple[int, int] | None:
    """The noun phrase that an apposition closed by the comma at ``comma`` explains."""
    opener = "(" if tokens[comma].text == ")" else tokens[comma].text
    pairs = [_before_bracket(tokens, first, j) for j in range(first, comma) if tokens[j].text == opener]
    # The first pair whose left side is a noun phrase: appositions may hold commas of their own.
    phrases = [p for j in pairs if (p := noun_phrase_ending(tokens, first, j)) is not None]
    # What a preposition opens is an adverbial ("at the same time, the mayor, for his part, said").
    phrases = [p for p in phrases if p[0] == first or tokens[p[0] - 1].tag not in ("IN", "TO")]
    leading = next((p for p in phrases if p[0] <= first + 2), None)
    return leading or (phrases[-1] if phrases else noun_phrase_ending(tokens, first, comma))


def _before_bracket(tokens: Sequence[Token], first: int, end: int) -> int:
    """Where words in brackets before ``end`` open: "the Observatory (OCF), a group, said"."""
    if end - 1 <= first or tokens[end - 1].text != ")":
        return end
    return next((j for j in range(end - 2, first, -1) if tokens[j].text == "("), end)


def noun_phrase_ending(tokens: Sequence[Token], first: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that ends before token ``end``, with what "of", "from" and the like hang on it."""
    if end - 1 > first and tokens[end - 1].text.lower() in REFLEXIVE and tokens[end - 2].tag in NOMINAL:
        return noun_phrase_ending(tokens, first, end - 1)  # "the treasury itself"
    start = base_start(tokens, first, end)
    if start == end or tokens[end - 1].tag not in NOUNS | {"POS", "PRP"}:
        return None
    lone = start == end - 1 and tokens[start].text.lower() in ("them", "him", "me", "us")
    if lone and not (start - 1 > first and tokens[start - 1].lemma == "of"):
        return None
    while start - 1 > first and (_attaches(tokens, start - 1) or _is_reduced(tokens, first, start - 2)):
        familiar = tokens[start - 2].tag == "JJ" and tokens[start - 2].lemma in ("familiar", "close", "aware")
        # "two clerks briefed on it", "a source familiar with it": the noun before heads the phrase.
        before = start - 2 if familiar or _is_reduced(tokens, first, start - 2) else start - 1
        outer = base_start(tokens, first, before)
        if outer == before or tokens[before - 1].tag not in NOMINAL:
            break
        start = outer
    if start - 1 > first and tokens[start - 1].lemma in ("and", "&") and tokens[start - 2].tag in NOMINAL:
        left = base_start(tokens, first, start - 1)
        if left < start - 1 and (left == first or tokens[left - 1].tag in ("CC", "IN", ",", "PDT", "DT")):
            start = left
            if start - 1 > first and tokens[start - 1].lemma == "between":
                start = base_start(tokens, first, start - 1)  # "the feud between the mayor and his wife"
    return start, end


def _attaches(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].tag == "IN" and tokens[place].lemma in clause_markers()["attaching"]


def _is_reduced(tokens: Sequence[Token], first: int, place: int) -> bool:
    """Whether a participle hangs on the noun before it: "a lawyer quoted by", "two clerks briefed on"."""
    if place <= first or tokens[place].tag not in ("VBN", "VBG"):
        return False
    return tokens[place - 1].tag in NOMINAL and tokens[place + 1].tag in ("IN", "TO")


def base_start(tokens: Sequence[Token], first: int, end: int) -> int:
    """Where the plain noun phrase that ends before ``end`` starts."""
    j = end
    while j > first:
        word = tokens[j - 1]
        if word.text == "." and j < end and j - 2 >= first and ABBREVIATED.fullmatch(tokens[j - 2].text):
            j -= 1  # "Mr. Holt", "J. Holt"
            continue
        participle = (
            word.tag in ("VBN", "VBG") and j < end and j - 2 >= first and tokens[j - 2].tag in ("DT", "JJ")
        )
        if word.tag not in INSIDE_NP and not participle:
            break
        if j < end and word.tag == "PRP":
            break
        j -= 1
        if word.tag in ("DT", "PRP$", "PRP", "EX"):
            if j - 1 >= first and tokens[j - 1].tag == "PDT":
                j -= 1
            break
    return j
