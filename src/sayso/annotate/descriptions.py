"""Bearers without a name: "the interior ministry", "Chile's president", "local media", "a source"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.annotate.bodies import is_role_head, load_organisation_words
from sayso.annotate.capitals import is_headline, load_name_words
from sayso.annotate.folding import fold_name
from sayso.annotate.toponyms import text_of
from sayso.model import NameKind, PlaceMention, Sentence, Token
from sayso.vocabulary import load_vocabulary

HeadKind = Literal["person", "organisation", "group", "anonymous"]
# Words before a head that a description may hold: "the former Chilean deputy interior minister".
MODIFIERS = 5


@dataclass(frozen=True, slots=True)
class Description:
    """Words [first, after) that describe a bearer; ``head`` is the role or body, ``country`` whose it is.

    ``definite``: they mean one bearer that the reader is taken to know. ``department`` holds the folded
    words that tell which of several posts or bodies it is ("defence" in "the Minister of Defence").
    """

    sentence: int
    first: int
    after: int
    kind: NameKind
    head: str
    country: str | None
    definite: bool
    department: frozenset[str] = frozenset()


@cache
def load_heads(
    language: str = "en",
) -> tuple[dict[str, tuple[HeadKind, ...]], dict[str, int], frozenset[str]]:
    """The heads with what they may be, the longest head by its first word, and the words before groups."""
    words = load_vocabulary(language, "names")
    lists: tuple[tuple[HeadKind, list[str]], ...] = (
        ("anonymous", words["anonymous"]["heads"]),
        ("person", words["roles"]["person"]),
        ("organisation", words["bodies"]["organisation"]),
        ("group", [*words["bodies"]["group"], *words["groups"]["people"]]),
    )
    heads: dict[str, tuple[HeadKind, ...]] = {}
    for kind, phrases in lists:
        for phrase in phrases:
            heads[phrase] = (*heads.get(phrase, ()), kind)
    longest: dict[str, int] = {}
    for phrase in heads:
        parts = phrase.replace("'s", " 's").split()
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return heads, longest, frozenset(words["groups"]["before"])


def read_descriptions(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> list[Description]:
    """Every description of the article in the order of its text, none within another."""
    spots = {p.span.start: p for p in places}
    out: list[Description] = []
    for number, sentence in enumerate(sentences):
        if not is_headline(sentence):
            out += _in_sentence(number, sentence, spots)
    return out


def _in_sentence(number: int, sentence: Sentence, spots: dict[int, PlaceMention]) -> Iterator[Description]:
    tokens, index = sentence.tokens, 0
    while index < len(tokens):
        after = _head_end(tokens, index)
        found = _describe(number, tokens, index, after, spots) if after else None
        if found:
            yield found
        index = found.after if found else index + 1


def _head_end(tokens: Sequence[Token], index: int) -> int:
    """Where the longest head that opens at ``index`` ends, or 0."""
    heads, longest, _ = load_heads()
    for length in range(longest.get(tokens[index].text.lower(), 0), 0, -1):
        if (
            index + length <= len(tokens)
            and text_of(tokens, index, index + length).lower().replace("’", "'") in heads
        ):
            return index + length
    return index + 1 if is_role_head(tokens[index].text) else 0


def kinds_of(head: str) -> tuple[HeadKind, ...]:
    """What a head may be; one that its ending alone tells is a person's."""
    return load_heads()[0].get(head, ("person",))


def _describe(
    number: int, tokens: Sequence[Token], head: int, after: int, spots: dict[int, PlaceMention]
) -> Description | None:
    """The description around a head, if these words are a bearer and no part of something else."""
    words = text_of(tokens, head, after).lower().replace("’", "'")
    kinds = kinds_of(words)
    named = (
        "person" not in kinds
        and "organisation" not in kinds
        and head > 0
        and tokens[after - 1].text[0].isupper()
    )
    if named or _is_part(tokens, head, after, kinds):
        return None
    first, country = _extend_left(tokens, head, spots)
    end, owner = _extend_right(tokens, after, spots)
    lead = tokens[first].text.lower()
    definite = lead in DEFINITE or country is not None or owner is not None or _is_owned(tokens, first, head)
    kind = _kind(words, kinds, definite, lead, tokens, first, end)
    if kind is None:
        return None
    told = department_of([t for t in tokens[first:end] if t.start not in spots])
    return Description(number, first, end, kind, words, country or owner, definite, told)


DEFINITE = frozenset({"the", "his", "her", "its", "their", "our", "my"})
INDEFINITE = frozenset({"a", "an", "one", "another"})


def _is_part(tokens: Sequence[Token], head: int, after: int, kinds: tuple[HeadKind, ...]) -> bool:
    """Whether the head is no bearer: in a compound ("police station"), a title before a name, a verb."""
    if after < len(tokens):
        following = tokens[after]
        if following.text[0].isupper() and "person" in kinds and following.tag.startswith("NNP"):
            return True
        if following.tag in ("NN", "NNS") and following.text.lower() not in NOT_COMPOUND:
            return True
        if following.text == "-":
            return True
    tag = tokens[after - 1].tag
    return tag.startswith("V") or (tag in ("JJ", "RB", "MD") and after - head == 1)


NOT_COMPOUND = frozenset(
    {
        "yesterday",
        "today",
        "tomorrow",
        "who",
        "say",
        "says",
        "close",
        "familiar",
        "reports",
        "claims",
        "statement",
    }
)


def _extend_left(
    tokens: Sequence[Token], head: int, spots: dict[int, PlaceMention]
) -> tuple[int, str | None]:
    """Where it begins, over modifiers, an owner and a determiner; and the country that they name."""
    first, country = head, None
    for index in range(head - 1, max(-1, head - 1 - MODIFIERS), -1):
        place = spots.get(tokens[index].start)
        if place is not None:
            first, country = index, country or place.country
        elif _is_modifier(tokens, index, spots):
            first = index
        else:
            break
    if first and tokens[first - 1].text.lower() in DETERMINERS:
        first -= 1
    return first, country


def _is_modifier(tokens: Sequence[Token], index: int, spots: dict[int, PlaceMention]) -> bool:
    token = tokens[index]
    if token.text in POSSESSIVE:
        return index > 0 and tokens[index - 1].start in spots
    if token.text.lower() in load_heads()[2]:
        return True
    if token.tag == "VBN":
        return (
            index > 0
            and tokens[index - 1].tag in ("DT", "JJ", "PRP$")
            and tokens[index - 1].text.lower() not in THIS
        )
    return token.tag in ("JJ", "NN", "JJS", "JJR", "CD") and token.text[0].isalpha()


THIS = frozenset({"this", "that"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
QUANTITIES = frozenset(
    ["some", "many", "several", "most", "all", "few", "other", "these", "those", "two", "three", "multiple"]
)
DETERMINERS = (DEFINITE | INDEFINITE | QUANTITIES) - THIS


def _extend_right(
    tokens: Sequence[Token], after: int, spots: dict[int, PlaceMention]
) -> tuple[int, str | None]:
    """Where it ends, over "of Chile" or "of the republic"; and the country that it names there."""
    index = _office_end(tokens, after)
    if index > after:
        return index, None
    if index < len(tokens) and tokens[index].text in ("of", "in"):
        step = index + 1
        if step < len(tokens) and tokens[step].text == "the":
            step += 1
        place = spots.get(tokens[step].start) if step < len(tokens) else None
        if place and tokens[index].text == "of":
            end = step
            while end < len(tokens) and tokens[end].start < place.span.end:
                end += 1
            following = tokens[end].text if end < len(tokens) else ""
            owns = following in POSSESSIVE or following[:1].isupper()
            return (after, None) if owns else (end, place.country)
    return after, None


def _office_end(tokens: Sequence[Token], after: int) -> int:
    """Where the office ends that goes on with capitals: "Minister of Defence", "the ministry of Health"."""
    index = after
    if index >= len(tokens) or tokens[index].text not in ("of", "for"):
        return after
    index += 1 + (index + 1 < len(tokens) and tokens[index + 1].text == "the")
    end = after
    while index < len(tokens) and (_is_office_word(tokens[index].text) or tokens[index].text == "and"):
        end = index + 1 if tokens[index].text != "and" else end
        index += 1
    return end


def _is_office_word(word: str) -> bool:
    """Whether a capitalised word is a plain one, or part of titles, and no one's name."""
    words = load_name_words()
    return (
        word[0].isupper()
        and word not in words.given
        and (word in words.title_parts or word.lower() in words.common or word.lower() in OFFICES)
    )


OFFICES = frozenset({"republic", "interior", "defence", "defense", "housing", "realm", "commons"})


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(load_vocabulary("en", "names")["roles"]["plain"])


def department_of(tokens: Sequence[Token]) -> frozenset[str]:
    """The folded words of a post or body that tell which one it is, but for its rank and those of all."""
    words = [t for t in tokens if t.tag.startswith(("NN", "JJ")) and t.text[0].isalpha()]
    told = {fold_name(t.text) for t in words}
    heads = {w for phrase in load_heads()[0] for w in phrase.split() if " " not in phrase}
    spelt = {w.replace("defense", "defence").replace("centre", "center") for w in told - heads}
    return frozenset(spelt - load_heads()[2] - _plain_words())


def _is_owned(tokens: Sequence[Token], first: int, head: int) -> bool:
    """Whether an owner stands before the head, within the description or right before it."""
    return any(t.text in POSSESSIVE for t in tokens[max(0, first - 1) : head])


def _kind(
    words: str,
    kinds: tuple[HeadKind, ...],
    definite: bool,
    lead: str,
    tokens: Sequence[Token],
    first: int,
    after: int,
) -> NameKind | None:
    """What it may stand for: definite bodies and people, groups, speakers who are kept from view."""
    if "anonymous" in kinds:
        of = after < len(tokens) and tokens[after].text == "of"
        plural = words.endswith("s")
        cited = plural and (_is_cited(tokens, first) or lead in QUANTITIES)
        close = _is_close(tokens, after) or words.startswith("rumo")
        told = cited or close or speaks_near(tokens, first, after)
        return "anonymous" if told and not of and (plural or lead != "the") else None
    if "group" in kinds and ("organisation" not in kinds or lead not in DEFINITE):
        return "group"
    if "organisation" in kinds and "person" not in kinds and (definite or speaks_near(tokens, first, after)):
        return (
            "organisation"
            if lead not in INDEFINITE
            else "anonymous"
            if speaks_near(tokens, first, after)
            else None
        )
    if "person" in kinds and definite and lead not in INDEFINITE:
        return "person"
    if "person" in kinds and lead in INDEFINITE and speaks_near(tokens, first, after):
        return "anonymous"
    return None


def speaks_near(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a verb of speech or "according to" stands beside [first, after)."""
    speech = load_organisation_words().speech
    right = [t.lemma for t in tokens[after : after + 3] if t.tag.startswith(("VB", "MD"))]
    left = [t.lemma for t in tokens[max(0, first - 1) : first] if t.tag.startswith("VB")]
    said = [t.text.lower() for t in tokens[max(0, first - 2) : first]] == ["according", "to"]
    return said or any(lemma in speech for lemma in (*right, *left))


def _is_close(tokens: Sequence[Token], after: int) -> bool:
    """Whether "close to", "familiar with" or "in" goes on from a source."""
    return after + 1 < len(tokens) and (tokens[after].text, tokens[after + 1].text) in CLOSE


CLOSE = frozenset(
    {("close", "to"), ("familiar", "with"), ("with", "knowledge"), ("near", "to"), ("briefed", "on")}
)


def _is_cited(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].text.lower() in ("citing", "quoting", "by", "from", "are", "among")


# Words between a name and the post that an apposition gives it: ", a former deputy energy".
POST_WORDS = 6


def appositive_post(tokens: Sequence[Token], after: int) -> str | None:
    """The post after a name and a comma: "senior researcher" in "Ivo Brandt, a senior researcher at"."""
    if after + 2 >= len(tokens) or tokens[after].text != ",":
        return None
    first = after + 1
    if tokens[first].text.lower() in ("a", "an", "the", "one", "his", "her", "their"):
        first += 1
    for index in range(first, min(len(tokens), first + POST_WORDS)):
        end = _head_end(tokens, index)
        if end and end < len(tokens) and tokens[end].tag == "NN" and _head_end(tokens, end):
            continue  # "general manager": the general is none
        if end and "person" in kinds_of(text_of(tokens, index, end).lower().replace("’", "'")):
            named = end < len(tokens) and tokens[end].tag.startswith("NNP")
            return None if named or tokens[end - 1].tag.startswith("V") else text_of(tokens, first, end)
        if not (
            tokens[index].tag in ("JJ", "NN", "NNP", "VBN", "POS", "HYPH") or tokens[index].text in POSSESSIVE
        ):
            return None
    return None
