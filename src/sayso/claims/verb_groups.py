"""Verb groups: auxiliaries, adverbs and the head verb, and what they say of tense, voice and denial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.claims.noun_phrases import AUXILIARY, FINITE, NOMINAL, NOUNS, OPENING, VERBAL, clause_markers
from sayso.model import Token

SAYING = frozenset(
    {"say", "add", "claim", "allege", "argue", "warn", "insist", "stress", "declare", "announce"}
)
Tense = Literal["past", "present", "future", "none"]


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: token numbers of its first and head verbs, and what its words say."""

    first: int
    verb: int
    finite: bool
    passive: bool
    negated: bool
    modal: str | None
    perfect: bool
    progressive: bool
    tense: Tense


def find_groups(tokens: Sequence[Token]) -> list[Group]:
    """The verb groups of a sentence that open a clause, from left to right."""
    groups: list[Group] = []
    i = 0
    while i < len(tokens):
        tag = tokens[i].tag
        if (tag in FINITE and not _is_name_part(tokens, i)) or (
            tag in ("VBG", "VBN") and _opens_participle(tokens, i, tag)
        ):
            group = _read_group(tokens, i)
        else:
            i += 1
            continue
        groups.append(group)
        i = group.verb + 1
    return groups


def _is_name_part(tokens: Sequence[Token], i: int) -> bool:
    """A capitalised "verb" between names, or one straight after a determiner, is none."""
    word = tokens[i]
    if word.tag == "MD":
        return i > 0 and word.text[:1].isupper() and tokens[i - 1].tag.startswith("NNP")
    before = tokens[i - 1].tag if i else ""
    if before in ("DT", "PRP$", "JJ", "POS") and word.tag in ("VBP", "VBZ") and word.lemma not in AUXILIARY:
        return tokens[i - 1].lemma not in ("that", "this", "all", "both", "these", "those", "some")
    return False


def _opens_participle(tokens: Sequence[Token], i: int, tag: str) -> bool:
    """Whether a participle without an auxiliary opens a clause of its own, or stands for a finite verb."""
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if tokens[i].text.lower() in clause_markers()["preposition"]:
        return False
    if before is None:
        return after is not None and after.tag not in NOMINAL
    noun_after = after is not None and after.tag in NOMINAL
    if tag == "VBG":
        if before.tag == "RB" and i > 1:
            return tokens[i - 2].text == ","
        if before.lemma in clause_markers()["gerund"]:
            return not (noun_after and before.lemma in clause_markers()["attaching"] and before.lemma != "by")
        # "posted a note on Friday saying that …" needs no comma.
        said = tokens[i].lemma in SAYING and after is not None and after.tag != "NN"
        return before.text in (",", ";", "–", "—", "(") or (said and before.tag not in ("DT", "IN", "VB"))
    if before.tag in ("DT", "PRP$", "POS", "IN", "VBN", "CC") or (before.tag == "RB" and i < 2):
        return False
    if noun_after and before.text != "," and before.tag not in NOUNS and before.tag != "RB":
        return False
    # "troops deployed to the border" is part of its noun; "dissent peaked on Monday" was mis-tagged.
    return not _has_finite_after(tokens, i) or before.text == ","


def _has_finite_after(tokens: Sequence[Token], i: int) -> bool:
    """Whether a finite verb follows, or stands before, within the same comma-free stretch."""
    for j in range(i + 1, len(tokens)):
        if tokens[j].tag in FINITE:
            return True
        if tokens[j].text in (";", ":") or tokens[j].lemma in clause_markers()["subordinate"]:
            break
    for j in range(i - 1, -1, -1):
        if tokens[j].tag in FINITE:
            return True
        if tokens[j].text in (";", ":") or (tokens[j].text == "," and tokens[j - 1].tag not in NOMINAL):
            break
        if (
            tokens[j].lemma in clause_markers()["subordinate"]
            and tokens[j].lemma not in clause_markers()["ambiguous"]
        ):
            break
    return False


def _read_group(tokens: Sequence[Token], first: int) -> Group:
    """The verb group that starts at token ``first``: auxiliaries, adverbs and the head verb."""
    head, j = first, first + 1
    negated = False
    verbs = [first]
    while j < len(tokens) and _chains(tokens[head]):
        word = tokens[j]
        if word.text in OPENING and _verb_quoted(tokens, j + 1):
            pass  # "had “lost control”": the words of another within the group
        elif word.lemma in ("not", "n't", "n’t", "never", "no", "neither"):
            if word.lemma in ("no",) and not (j + 1 < len(tokens) and tokens[j + 1].lemma == "longer"):
                break
            negated = True
        elif word.tag in VERBAL:
            if "-" in word.text and j + 1 < len(tokens) and tokens[j + 1].tag in NOMINAL:
                break  # "are well-founded fears": an adjective
            head = j
            verbs.append(j)
        elif not (word.tag in ("RB", "RBR", "RBS", "RP") or word.lemma == "longer") or not any(
            t.tag in VERBAL for t in tokens[j + 1 : j + 4]
        ):
            break
        j += 1
    if first and tokens[first - 1].lemma in ("never", "not", "neither", "nor"):
        negated = True
    if head + 1 < len(tokens) and tokens[head + 1].lemma in ("not", "n't", "n’t"):
        negated = True
    return _describe_group(tokens, verbs, negated)


def _verb_quoted(tokens: Sequence[Token], j: int) -> bool:
    """Whether a participle, perhaps behind adverbs, opens the quoted words at token ``j``."""
    while j < len(tokens) and tokens[j].tag == "RB":
        j += 1
    return j < len(tokens) and tokens[j].tag in ("VBN", "VBG", "VBD")


def _chains(word: Token) -> bool:
    """Whether a verb can be the auxiliary of the next."""
    return word.tag == "MD" or word.lemma in AUXILIARY


def _describe_group(tokens: Sequence[Token], verbs: list[int], negated: bool) -> Group:
    words = [tokens[v] for v in verbs]
    first, head = words[0], words[-1]
    lemmas = [w.lemma for w in words]
    modal = first.lemma if first.tag == "MD" else None
    finite = first.tag in FINITE or (len(words) == 1 and first.tag == "VBN")
    tense: Tense = "none"
    if modal in ("will", "'ll", "’ll", "shall", "wo"):
        tense = "future"
    elif first.tag in ("VBD", "VBN") or modal in ("would", "could", "might"):
        tense = "past"
    elif finite:
        tense = "present"
    passive = head.tag in ("VBN", "VBD") and len(words) > 1 and lemmas[-2] in ("be", "get", "'s", "’s")
    return Group(
        first=verbs[0],
        verb=verbs[-1],
        finite=finite,
        passive=passive,
        negated=negated,
        modal=modal,
        perfect="have" in lemmas[:-1],
        progressive=(head.tag == "VBG" and "be" in lemmas[:-1]) or any(w.tag == "VBG" for w in words[:-1]),
        tense=tense,
    )
