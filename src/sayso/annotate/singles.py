"""Single people harmed, told without a number: "a guard was killed", "the murder of the mayor"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.annotate.counted import is_person, singular
from sayso.annotate.measure_verbs import is_passive
from sayso.annotate.measure_words import MeasureWords, find_phrase, load_measure_words
from sayso.annotate.number_lines import Line, make_line
from sayso.annotate.numbers import may_start
from sayso.annotate.quantity_words import word_set
from sayso.model import Article, Sentence, Span
from sayso.spans import cut


def find_singles(
    article: Article, sentences: tuple[Sentence, ...], measure: str, *, taken: Sequence[Span] = ()
) -> tuple[Span, ...]:
    """Where ``article`` tells that one person, not several, was ``measure`` (killed, injured, detained …)."""
    words, out = load_measure_words(), []
    forms = {
        w
        for table in (words.actives, words.of_nouns, words.intransitives)
        for w, m in table.items()
        if m == measure
    }
    forms |= {p[0] for entries in words.phrases.values() for p, m in entries if m == measure} | set(
        words.nouns
    )
    for sentence in sentences:
        if forms.isdisjoint(t.text.lower() for t in sentence.tokens):
            continue
        line = make_line(article.text, sentence, taken)
        for at in _single_verbs(line, measure, words):
            out.append(cut(article, line.tokens[at].start, line.tokens[at].end))
    return tuple(out)


def _single_verbs(line: Line, measure: str, words: MeasureWords) -> Iterator[int]:
    """The places of the words that tell of one person harmed."""
    for at, word in enumerate(line.words):
        if words.of_nouns.get(word) == measure and line.word(at + 1) == "of":
            if word == singular(word) and _is_single(line, at + 2):
                yield at
        elif words.actives.get(word) == measure:
            if is_passive(line, at):
                if _has_single_subject(line, at):
                    yield at
            elif _is_single(line, at + 1) or _is_reduced(line, at):
                yield at
        elif words.intransitives.get(word) == measure or find_phrase(line, at, words) == measure:
            if _has_single_subject(line, at):
                yield at
        elif words.of_nouns.get(word) == measure and word == singular(word) and _is_of_single(line, at):
            yield at


def _is_of_single(line: Line, at: int) -> bool:
    """ "the murder of the mayor", "the mayor's murder"."""
    if line.word(at + 1) == "of":
        return _is_single(line, at + 2)
    owner = line.word(at - 2)
    return line.kind(at - 1) == "S" and owner == singular(owner) and line.kind(at - 2) == "N"


def _has_single_subject(line: Line, at: int) -> bool:
    """Whether the verb group that ends at ``at`` agrees with one: "was killed", "has been killed", "died"."""
    start = at - 1
    while start >= 0 and (line.kind(start) in "XR" or line.word(start) in word_set("be")):
        start -= 1
    group = set(line.words[start + 1 : at])
    if group & {"not", "n't", "never"} or _holds_count(line, start):
        return False
    if group & {"were", "are", "have"}:
        return _joins_singles(line, start)
    if group & {"was", "is", "has"}:
        return True
    return line.kind(start) in "NL" and _subject_is_person(line, start)


def _joins_singles(line: Line, at: int) -> bool:
    """Whether the subject that ends at ``at`` is a row of single people: "the mayor and his driver"."""
    last = line.word(at)
    if line.kind(at) != "N" or last != singular(last):
        return False
    return any(line.kind(k) == "C" for k in range(max(0, at - 6), at))


def _holds_count(line: Line, at: int) -> bool:
    """Whether a number stands in the subject that ends at ``at``, or nobody is meant."""
    for back in range(at, max(-1, at - 6), -1):
        if line.kind(back) in "XVW,;":
            break
        if line.kind(back) == "#" or (may_start(line.words[back]) and line.word(back) not in ("a", "an")):
            return True
    return line.word(at) in ("none", "nobody", "anyone", "nothing", "one")


def _subject_is_person(line: Line, at: int) -> bool:
    word = line.word(at)
    if line.kind(at) == "L":
        return word in ("he", "she")
    return word == singular(word) and (is_person(word, word) or line.tokens[at].tag == "NNP")


def _is_reduced(line: Line, at: int) -> bool:
    """ "a guard killed in the raid": a participle that describes the singular person before it."""
    word = line.word(at - 1)
    person = line.kind(at - 1) == "N" and word == singular(word) and is_person(word, word)
    return (
        person
        and line.word(at + 1) in ("in", "by", "on", "during", "when", "at")
        and not _holds_count(line, at - 1)
    )


def _is_single(line: Line, at: int) -> bool:
    """Whether a noun phrase for one person starts at ``at``: a title, a name, "a peasant", "him"."""
    if line.word(at) in ("him", "her", "himself", "herself") and line.kind(at + 1) != "N":
        return True
    for step in range(at, min(at + 9, len(line))):
        word, kind = line.word(step), line.kind(step)
        if kind == "#" or (may_start(word) and word not in ("a", "an")) or step in line.blocked:
            return False
        if kind not in "NAD.S()" or word == ".":
            break
        if is_person(word, singular(word)):
            return word == singular(word)
        if kind == "N" and _is_name(line, step):
            return True
    return False


def _is_name(line: Line, at: int) -> bool:
    """Two capitalised words in a row; in a text of capitals alone, two nouns of which none is a plural."""
    first, second = line.tokens[at], line.tokens[at + 1 : at + 2]
    if not second:
        return False
    if first.text.isupper():
        pair = line.words[at : at + 2]
        return line.kind(at + 1) == "N" and all(w == singular(w) and w.isalpha() for w in pair)
    return first.text.istitle() and second[0].text.istitle() and first.tag == second[0].tag == "NNP"
