"""Clauses: each verb group of a sentence with its extent, its subject and how it is said.

Built on part-of-speech tags alone, by ordered rules: good enough to tell what is asserted from what
is not, and where one saying ends and the next begins; it is no parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.model import Sentence, Token
from sayso.vocabulary import load_vocabulary

Tense = Literal["past", "present", "future", "none"]
FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
VERBAL = frozenset({"VB", "VBN", "VBG", "VBD", "VBZ", "VBP"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "PRP", "EX", "DT", "WP"})
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})
INSIDE_NP = frozenset(
    {"DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "PRP$", "PRP", "PDT", "$", "EX", "WP"}
)
ABBREVIATED = re.compile(r"Mrs?|Ms|Dr|Prof|St|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Gov|Rev|Messrs|Jr|Sr|[A-Z]")
OPENING = frozenset("“‘«\"'`")
CLOSING = frozenset("”’»\"'")
AUXILIARY = frozenset({"be", "have", "do", "get", "'s", "’s"})


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


@cache
def _markers() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in load_vocabulary("en", "clauses")["markers"].items()}


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
    if tokens[i].text.lower() in _markers()["preposition"]:
        return False
    if before is None:
        return after is not None and after.tag not in NOMINAL
    noun_after = after is not None and after.tag in NOMINAL
    if tag == "VBG":
        if before.tag == "RB" and i > 1:
            return tokens[i - 2].text == ","
        if before.lemma in _markers()["gerund"]:
            return not (noun_after and before.lemma in _markers()["attaching"] and before.lemma != "by")
        return before.text in (",", ";", "–", "—", "(") or before.tag == "VBZ" and tokens[i].lemma == "add"
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
        if tokens[j].text in (";", ":") or tokens[j].lemma in _markers()["subordinate"]:
            break
    for j in range(i - 1, -1, -1):
        if tokens[j].tag in FINITE:
            return True
        if tokens[j].text in (";", ":") or (tokens[j].text == "," and tokens[j - 1].tag not in NOMINAL):
            break
        if tokens[j].lemma in _markers()["subordinate"] and tokens[j].lemma not in _markers()["ambiguous"]:
            break
    return False


def _read_group(tokens: Sequence[Token], first: int) -> Group:
    """The verb group that starts at token ``first``: auxiliaries, adverbs and the head verb."""
    head, j = first, first + 1
    negated = False
    verbs = [first]
    while j < len(tokens) and _chains(tokens[head]):
        word = tokens[j]
        if word.lemma in ("not", "n't", "n’t", "never", "no", "neither"):
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
        progressive=head.tag == "VBG" and "be" in lemmas[:-1],
        tense=tense,
    )


def find_clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of ``sentence`` from left to right; empty for a line without a verb."""
    tokens = sentence.tokens
    groups = find_groups(tokens)
    if not groups:
        return ()
    cuts = [_after_source(tokens, groups[0].first)]
    for left, right in zip(groups, groups[1:], strict=False):
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
                or _shared_subject(clauses, marker, group)
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
    markers = _markers()
    for j in range(end - 1, start - 1, -1):
        word = tokens[j]
        relative = word.tag in ("WDT", "WP", "WP$", "WRB") or (
            word.lemma == "that" and word.tag in ("IN", "WDT")
        )
        if relative or (word.lemma in markers["subordinate"] and _opens_clause(tokens, j, end)):
            return j - 1 if relative and j > start and tokens[j - 1].tag == "IN" else j
        if word.text in (";", ":", "–", "—"):
            return j + 1
        if word.text in OPENING - CLOSING and not any(t.text in CLOSING for t in tokens[j + 1 : end]):
            return j
    for j in range(end - 1, start - 1, -1):
        if tokens[j].tag == "CC" and _opens_clause(tokens, j, end):
            return j
    apposed = _apposed_subject(tokens, start, end)
    if apposed is not None:
        return apposed
    noun = _noun_start(tokens, start, end)
    for j in range(noun - 1, start - 1, -1):
        if tokens[j].text == ",":
            return j + 1
    for j in range(end - 1, start - 1, -1):
        if tokens[j].text == "," and (tokens[end].tag in ("VBG", "VBN") or j + 1 == end):
            return j + 1
        if tokens[j].lemma in markers["gerund"] and tokens[end].tag == "VBG" and j == end - 1:
            return j
    # "whose brother sailed on the ship | said": a noun behind a preposition is not the next verb's subject.
    hangs = noun > start and tokens[noun - 1].tag in ("IN", "TO") and tokens[end].tag in FINITE
    return end if hangs else noun


def _apposed_subject(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """For "the mayor, Jo Dow, said": where "the mayor" starts, before the verb at ``end``."""
    if tokens[end].tag not in FINITE or end - 1 <= start or tokens[end - 1].text != ",":
        return None
    for j in range(start + 1, end - 1):
        if tokens[j].text == "," and any(t.tag in NOMINAL for t in tokens[j + 1 : end - 1]):
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
    if tokens[j].lemma in _markers()["ambiguous"] and any(t.text == "," for t in between[1:]):
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
    """Where ", according to …" begins within [start, end), else ``end``: a source is no part of the clause."""
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
    markers = _markers()
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
    if marker not in ("who", "which", "that", "whose"):
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
        return next((c.subject for c in before if c.subject is not None), None)
    if before[-1].marker in ("who", "whose", "which", "that") and not before[-1].head.tag == "VBG":
        return _antecedent(tokens, before[-1].verb_first, before[-1].marker)
    return None


def _shared_subject(before: list[Clause], marker: str, group: Group) -> tuple[int, int] | None:
    """The subject of the clause before, for "and withdrew …" and for participles."""
    for clause in reversed(before):
        if clause.subject is not None and (
            group.finite is False or marker in ("and", "but", "or", "then", "")
        ):
            return clause.subject
    return None


def find_subject(
    tokens: Sequence[Token], first: int, verb: int, *, finite: bool = True
) -> tuple[int, int] | None:
    """The noun phrase before the verb at ``verb``, its apposition left out; None without one."""
    end = verb
    while (end > first and tokens[end - 1].tag in ("RB", "RBR")) or (
        end > first and tokens[end - 1].text in CLOSING
    ):
        end -= 1
    if not finite and end > first and tokens[end - 1].text == ",":
        return noun_phrase_ending(tokens, first, end - 1)
    if end > first and tokens[end - 1].text in (",", ")", "–", "—"):
        return _before_apposition(tokens, first, end - 1)
    return noun_phrase_ending(tokens, first, end)


def _before_apposition(tokens: Sequence[Token], first: int, comma: int) -> tuple[int, int] | None:
    """The noun phrase that an apposition closed by the comma at ``comma`` explains."""
    opener = "(" if tokens[comma].text == ")" else tokens[comma].text
    pairs = [j for j in range(first, comma) if tokens[j].text == opener]
    # The first pair whose left side is a noun phrase: appositions may hold commas of their own.
    for j in pairs:
        phrase = noun_phrase_ending(tokens, first, j)
        if phrase is not None and phrase[0] <= first + 2:
            return phrase
    for j in reversed(pairs):
        phrase = noun_phrase_ending(tokens, first, j)
        if phrase is not None:
            return phrase
    return noun_phrase_ending(tokens, first, comma)


def noun_phrase_ending(tokens: Sequence[Token], first: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that ends before token ``end``, with what "of", "from" and the like hang on it."""
    start = _base_start(tokens, first, end)
    if start == end or tokens[end - 1].tag not in NOUNS | {"POS", "PRP"}:
        return None
    while (
        start - 1 > first
        and tokens[start - 1].tag == "IN"
        and tokens[start - 1].lemma in _markers()["attaching"]
    ):
        outer = _base_start(tokens, first, start - 1)
        if outer == start - 1 or tokens[start - 2].tag not in NOMINAL:
            break
        start = outer
    if start - 1 > first and tokens[start - 1].lemma in ("and", "&") and tokens[start - 2].tag in NOMINAL:
        left = _base_start(tokens, first, start - 1)
        if left < start - 1 and (left == first or tokens[left - 1].tag in ("CC", "IN", ",", "PDT", "DT")):
            start = left
    return start, end


def _base_start(tokens: Sequence[Token], first: int, end: int) -> int:
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
