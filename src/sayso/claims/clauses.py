"""Clauses: each verb group of a sentence with its extent, its subject and how it is said.

Built on part-of-speech tags alone, by ordered rules: good enough to tell what is asserted from what
is not, and where one saying ends and the next begins; it is no parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sayso.annotate.mending import reporting_verbs
from sayso.claims.noun_phrases import (
    CLOSING,
    FINITE,
    INSIDE_NP,
    NOMINAL,
    NOUNS,
    OPENING,
    clause_markers,
    find_subject,
    noun_phrase_ending,
)
from sayso.claims.verb_groups import SAYING, Group, Tense, find_groups
from sayso.model import Sentence, Token


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb group and what belongs to it, as token numbers of its sentence, ends not included.

    ``marker`` is the lemma of the word that opens it ("if", "who", "because", "and", ""); ``subject``
    is where its subject stands, perhaps in an earlier clause.
    """

    sentence: Sentence
    first: int
    last: int
    verb_first: int
    verb: int
    finite: bool
    tense: Tense
    passive: bool
    negated: bool
    modal: str | None
    perfect: bool
    progressive: bool
    marker: str
    subject: tuple[int, int] | None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the clause."""
        return self.sentence.tokens[self.first : self.last]

    @property
    def head(self) -> Token:
        """The last verb of the group, which carries the meaning."""
        return self.sentence.tokens[self.verb]

    @property
    def start(self) -> int:
        """Where the clause starts in the text."""
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        """Where the clause ends in the text."""
        return self.sentence.tokens[self.last - 1].end


# Several rules ask for the clauses of one sentence; so many are those of a long article.
@lru_cache(maxsize=1024)
def find_clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of ``sentence`` from left to right; empty for a line without a verb."""
    tokens = sentence.tokens
    groups = find_groups(tokens)
    if not groups:
        return ()
    cuts = [_after_source(tokens, groups[0].first)]
    for left, right in pairwise(groups):
        cuts.append(_find_cut(tokens, left.verb + 1, right.first))
    cuts.append(len(tokens))
    clauses: list[Clause] = []
    for number, group in enumerate(groups):
        last_cut = _before_source(tokens, group.verb + 1, cuts[number + 1])
        first, last = _trim_marks(tokens, cuts[number], last_cut)
        if first > group.first or last <= group.verb:
            first, last = min(first, group.first), max(last, group.verb + 1)
        marker = _marker_of(tokens, cuts[number], group.first)
        subject = find_subject(tokens, first, group.first, finite=group.finite)
        if subject is None or tokens[subject[0]].tag in ("WP", "WDT"):
            subject = (
                _resumed_subject(tokens, clauses, group)
                or _antecedent(tokens, group.first, marker)
                or subject
                or _shared_subject(clauses, marker, group, tokens[group.verb].lemma)
            )
        clauses.append(_make_clause(sentence, group, (first, last), marker, subject))
    return tuple(clauses)


def _make_clause(
    sentence: Sentence, group: Group, place: tuple[int, int], marker: str, subject: tuple[int, int] | None
) -> Clause:
    return Clause(
        sentence=sentence,
        first=place[0],
        last=place[1],
        verb_first=group.first,
        verb=group.verb,
        finite=group.finite,
        tense=group.tense,
        passive=group.passive,
        negated=group.negated,
        modal=group.modal,
        perfect=group.perfect,
        progressive=group.progressive,
        marker=marker,
        subject=subject,
    )


def _find_cut(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where, between two verb groups, the second one's clause begins."""
    opened = _find_opening(tokens, start, end)
    apposed = opened if opened is not None else _apposed_subject(tokens, start, end)
    if apposed is not None:
        return apposed
    for j in range(end - 1, start - 1, -1):
        if tokens[j].tag == "CC" and _opens_clause(tokens, j, end):
            return j
    noun = _noun_start(tokens, start, end)
    for j in range(noun - 1, start - 1, -1):
        if tokens[j].text == ",":
            return j + 1
    for j in range(end - 1, start - 1, -1):
        if tokens[j].text == "," and (tokens[end].tag in ("VBG", "VBN") or j + 1 == end):
            return j + 1
        if tokens[j].lemma in clause_markers()["gerund"] and tokens[end].tag == "VBG" and j == end - 1:
            return j
    # "whose brother sailed on the ship | said": a noun behind a preposition is not the next verb's subject.
    hangs = noun > start and tokens[noun - 1].tag in ("IN", "TO") and tokens[end].tag in FINITE
    if hangs and tokens[start - 1].lemma in SAYING:
        # "police said | the chief of staff was killed": the noun phrase opens what is said.
        phrase = noun_phrase_ending(tokens, start, end)
        hangs = phrase is None or phrase[0] != start
        noun = start
    return end if hangs else noun


def _find_opening(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Where a word or mark that opens a clause stands before the verb at ``end``, the nearest of them."""
    markers = clause_markers()
    for j in range(end - 1, start - 1, -1):
        word = tokens[j]
        relative = word.tag in ("WDT", "WP", "WP$", "WRB") or (
            word.lemma == "that" and word.tag in ("IN", "WDT")
        )
        hung = tokens[j - 1].lemma in markers["attaching"]
        pointing = word.lemma == "that" and word.tag == "DT" and hung  # "of that size"
        opens = word.lemma in markers["subordinate"] and not pointing and _opens_clause(tokens, j, end)
        if relative or opens:
            return j - 1 if relative and j > start and tokens[j - 1].tag == "IN" else j
        if word.text in (";", ":", "–", "—"):
            return j + 1
        # A quotation that opens with the verb ("that the men “fell in combat”") has its subject before it.
        if j + 1 < end and word.text in OPENING - CLOSING and not _closes(tokens[j + 1 : end]):
            return j
    return None


def _closes(tokens: Sequence[Token]) -> bool:
    return any(t.text in CLOSING for t in tokens)


def _apposed_subject(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """For "the mayor, Jo Dow, said": where "the mayor" starts, before the verb at ``end``."""
    if tokens[end].tag not in FINITE or end - 1 <= start or tokens[end - 1].text != ",":
        return None
    for j in range(start + 1, end - 1):
        if tokens[j].text == "," and any(t.tag in NOMINAL or t.tag == "CD" for t in tokens[j + 1 : end - 1]):
            phrase = noun_phrase_ending(tokens, start, j)
            if phrase is not None and phrase[0] > start:
                return phrase[0]
    return None


def _after_source(tokens: Sequence[Token], verb: int) -> int:
    """Where the first clause begins: behind "According to X," where the sentence opens so."""
    if tokens[0].text.lower() != "according":
        return 0
    return next((j + 1 for j in range(1, verb) if tokens[j].text == ","), 0)


def _opens_clause(tokens: Sequence[Token], j: int, verb: int) -> bool:
    """Whether the conjunction at ``j`` joins clauses: a subject or nothing lies between it and the verb."""
    between = tokens[j + 1 : verb]
    if tokens[j].lemma in clause_markers()["ambiguous"] and any(t.text == "," for t in between[1:]):
        return False  # "as a pact, it has …": a preposition with its noun, then the clause
    return all(t.tag in ("RB", ",") for t in between) or any(t.tag in NOUNS for t in between)


def _noun_start(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the noun phrase straight before token ``end`` starts."""
    j = end
    while j > start and tokens[j - 1].tag in ("RB", "RBR"):
        j -= 1
    while j > start and tokens[j - 1].tag in INSIDE_NP:
        j -= 1
        if tokens[j].tag in ("DT", "PRP$", "PRP", "EX", "WP") and j < end - 1 + 1:
            break
    return j


def _before_source(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where ", according to …" begins within [start, end), else ``end``: it is no part of the clause."""
    for j in range(start, end - 1):
        if tokens[j].text.lower() == "according" and tokens[j + 1].lemma == "to":
            return j
    return end


def _trim_marks(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The stretch without the commas, conjunctions and stops at its edges; closing quotes stay."""
    while first < last - 1 and (tokens[first].text in ",;:–—-" or tokens[first].tag == "CC"):
        first += 1
    while last - 1 > first and (tokens[last - 1].text in ",;:–—.!?…" or tokens[last - 1].tag == "CC"):
        last -= 1
    return first, last


def _marker_of(tokens: Sequence[Token], first: int, verb: int) -> str:
    """The lemma of the word that opens the clause and says how it hangs on the rest."""
    markers = clause_markers()
    for j in range(verb - 1, max(first, verb - 6) - 1, -1):
        if tokens[j].tag in ("WDT", "WP", "WP$"):
            return tokens[j].lemma
    for j in range(first, min(verb, first + 4)):
        word = tokens[j]
        if word.tag == "WRB" or word.lemma in markers["subordinate"]:
            return word.lemma
        if word.tag == "CC" or (word.lemma in markers["gerund"] and j < verb):
            return word.lemma
        if word.tag not in (",", "RB", ":", "``"):
            break
    return ""


def _antecedent(tokens: Sequence[Token], verb: int, marker: str) -> tuple[int, int] | None:
    """The noun phrase that the relative clause around ``verb`` hangs on."""
    if marker not in ("who", "whom", "which", "that", "whose"):
        return None
    end = next((j for j in range(verb - 1, -1, -1) if tokens[j].lemma == marker), 0)
    while end > 0 and (tokens[end - 1].text == "," or tokens[end - 1].tag in ("IN", "CC", "WDT", "WP")):
        end -= 1
    return noun_phrase_ending(tokens, 0, end) if end else None


def _resumed_subject(tokens: Sequence[Token], before: list[Clause], group: Group) -> tuple[int, int] | None:
    """The subject of a main verb that comes after a clause hung on it: "a clerk, who was there, said"."""
    if not before or not group.finite:
        return None
    if tokens[group.first - 1].text == ",":
        if before[-1].marker in ("who", "whom", "whose"):
            return _antecedent(tokens, before[-1].verb_first, before[-1].marker)
        if before[0].marker in ("who", "whom", "whose", "which"):
            return _antecedent(tokens, before[0].verb_first, before[0].marker)
        return next((c.subject for c in before if c.subject is not None), None)
    told = before[-1].marker == "that" and len(before) > 1 and before[-2].head.lemma in reporting_verbs()
    if told and tokens[group.first - 1].tag == "CC":
        return None  # "told the paper that … and denied …": the paper denies nothing
    if before[-1].marker in ("who", "whom", "whose", "which", "that") and before[-1].head.tag != "VBG":
        return _antecedent(tokens, before[-1].verb_first, before[-1].marker)
    return _contact_subject(tokens, before[-1], group)


def _contact_subject(tokens: Sequence[Token], clause: Clause, group: Group) -> tuple[int, int] | None:
    """The subject of a verb that stands right behind a clause hung on it: "officers I spoke with believe"."""
    near = group.first - clause.verb <= 2 and tokens[group.verb].lemma in reporting_verbs()
    if not near or clause.subject is None or clause.subject[0] == 0:
        return None
    hung = tokens[clause.subject[0]].tag in ("PRP", "NNP") and tokens[clause.subject[0] - 1].tag in NOMINAL
    return noun_phrase_ending(tokens, 0, clause.subject[0]) if hung else None


def _shared_subject(before: list[Clause], marker: str, group: Group, lemma: str) -> tuple[int, int] | None:
    """The subject of the clause before, for "and withdrew …" and for participles."""
    if marker in ("and", "but") and group.finite:
        # "said that it was so and denied that …": who said the one says the other.
        said = [c for c in before if c.head.lemma in reporting_verbs() and c.finite and c.subject is not None]
        if said and lemma in reporting_verbs():
            return said[-1].subject
    for clause in reversed(before):
        if clause.subject is not None and (
            group.finite is False or marker in ("and", "but", "or", "then", "")
        ):
            return clause.subject
    return None
