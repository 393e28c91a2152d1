"""The tense of the clause that a time expression stands in, from the tags of the words about it."""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal

from sayso.annotate.time_context import context_words
from sayso.model import Sentence, Token

Tense = Literal["past", "present", "future"]
# "will", "may" and the like; "would" and "could" tell of the past as often.
FUTURE_WORDS = frozenset(["will", "shall", "may", "can", "must", "'ll", "’ll", "wo"])
# An infinitive tells the tense of what follows it so many words on, with no comma between.
INFINITIVE_REACH = 8
# No verb so many words off governs a time; the bound also keeps endless "sentences" cheap.
REACH = 40


def find_tense(sentence: Sentence, start: int, end: int) -> Tense | None:
    """The tense of the verb nearest to [start, end): before it if there is one, else after it."""
    tokens = sentence.tokens
    first = bisect_left(tokens, start, key=lambda t: t.start)
    last = bisect_left(tokens, end, key=lambda t: t.start)
    near = True
    for i in range(first - 1, max(-1, first - 1 - REACH), -1):
        near = near and tokens[i].text not in ",;:" and first - i <= INFINITIVE_REACH
        tense = tense_at(tokens, i, near)
        if tense:
            return tense
    for i in range(last, min(len(tokens), last + REACH)):
        tense = tense_at(tokens, i, False)
        if tense:
            return tense
    return None


def tense_at(tokens: tuple[Token, ...], i: int, near: bool) -> Tense | None:
    """The tense that the verb at ``i`` tells, if it is one; an infinitive tells it only of what is near."""
    token = tokens[i]
    if token.tag == "MD":
        return "future" if token.text.lower() in FUTURE_WORDS else None
    if token.tag == "VBD":
        return "past"
    if token.tag in ("VBZ", "VBP"):
        return "present"
    if token.tag == "VB":
        return bare_tense(tokens, i, near)
    if token.tag == "VBN":
        return participle_tense(tokens, i)
    return None


def bare_tense(tokens: tuple[Token, ...], i: int, near: bool) -> Tense | None:
    """ "will meet" looks ahead, and "to meet" where it is near; "did meet" looks back."""
    for token in reversed(tokens[max(0, i - 4) : i]):
        if token.tag == "MD" or (near and token.tag == "TO" and hangs_on_verb(tokens, token)):
            return "future"
        if token.lemma == "do":
            return "past" if token.tag == "VBD" else "present"
    return None


def hangs_on_verb(tokens: tuple[Token, ...], to: Token) -> bool:
    """Whether "to" follows a verb ("plans to meet") or an adjective, and no noun ("an offer to buy")."""
    i = bisect_left(tokens, to.start, key=lambda t: t.start)
    return i == 0 or not tokens[i - 1].tag.startswith("NN")


def participle_tense(tokens: tuple[Token, ...], i: int) -> Tense | None:
    """ "was met", "has met" and a bare "met" look back; "will be met", "to be met" ahead."""
    for token in reversed(tokens[max(0, i - 4) : i]):
        if token.text.lower() in FUTURE_WORDS or token.tag == "TO":
            return "future"
        if token.lemma == "have":
            return "past"
    return "past"


# Words between a verb of saying and the day on which it was said: "told the state broadcaster on".
SAYING_REACH = 6


def tells_saying(sentence: Sentence, start: int) -> bool:
    """Whether the last verb before ``start`` is one of saying, with no clause between: "said on Monday"."""
    tokens = sentence.tokens
    first = bisect_left(tokens, start, key=lambda t: t.start)
    for token in reversed(tokens[max(0, first - SAYING_REACH) : first]):
        if token.tag in FINITE:
            return token.lemma in context_words("saying")
        if token.text in CLAUSE_MARKS or token.tag.startswith("VB"):
            return False
    return False


def looks_back(sentence: Sentence, start: int) -> bool:
    """Whether the last finite verb before ``start`` is in the past: "refused to march on the Monday"."""
    before = reversed([t for t in sentence.tokens if t.start < start])
    return next((t.tag for t in before if t.tag in FINITE or t.tag == "MD"), "") == "VBD"


FINITE = frozenset({"VBD", "VBZ", "VBP"})
CLAUSE_MARKS = frozenset({",", ";", ":", "that", "“", "”", '"'})
