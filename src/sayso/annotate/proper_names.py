"""Proper names: capitalised stretches cut to the name, with the titles before it and the kind of bearer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.annotate.bodies import is_role_head, load_organisation_words
from sayso.annotate.capitals import (
    LONGEST,
    is_acronym,
    is_headline,
    is_title_case,
    load_name_words,
    load_peoples,
    opens,
    read_stretches,
)
from sayso.annotate.descriptions import appositive_post
from sayso.annotate.name_kinds import Setting, decide_kind, is_body, is_personal_shape, is_place, short_name
from sayso.annotate.people import personal_words
from sayso.annotate.toponyms import text_of
from sayso.model import NameKind, PlaceMention, Sentence, Token


@dataclass(frozen=True, slots=True)
class Proper:
    """The words [first, after) of a sentence as a proper name; ``kind`` is None where nothing tells it.

    ``roles`` are its titles and posts, ``country`` the country that the titles name, as a code; ``titled``
    are the words with the titles right before them.
    """

    sentence: int
    first: int
    after: int
    text: str
    kind: NameKind | None
    roles: tuple[str, ...] = ()
    country: str | None = None
    titled: str = ""


# A word that is raised so often is no word raised for its weight.
OFTEN = 3


def read_setting(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> Setting:
    """The article's places by where they start, its personal words, those with a capital mid-sentence."""
    raised = Counter(
        token.text
        for sentence in sentences
        if not is_headline(sentence) and not is_title_case(sentence)
        for index, token in enumerate(sentence.tokens)
        if token.text[0].isupper() and not opens(sentence, index) and token.tag.startswith("NNP")
    )
    often = frozenset(word for word, count in raised.items() if count >= OFTEN)
    title_case = frozenset(s.start for s in sentences if is_title_case(s))
    spots = {p.span.start: p for p in places if not p.described}
    return Setting(spots, personal_words(sentences), frozenset(raised), often, title_case)


def read_proper_names(sentences: Sequence[Sentence], setting: Setting) -> list[Proper]:
    """Every proper name of the article in the order of its text."""
    out: list[Proper] = []
    for number, sentence in enumerate(sentences):
        if not is_headline(sentence):
            for first, after in _runs(sentence):
                out += _read_run(number, sentence, first, after, setting)
    return _by_bearers(out, sentences)


def _by_bearers(propers: Sequence[Proper], sentences: Sequence[Sentence]) -> list[Proper]:
    """Names of no kind yet, told by another mention: a person's surname, "Brandt and Okoye"."""
    people = {
        w for p in propers if p.kind == "person" and " " in p.text for w in p.text.split() if w[0].isupper()
    }
    named = {p.text for p in propers if p.kind == "organisation"}
    bodies = (named | {short for name in named if (short := short_name(name))}) - people
    single = {p.text for p in propers if p.kind == "person"} - bodies
    out: list[Proper] = []
    for index, proper in enumerate(propers):
        kind: NameKind | None = proper.kind
        if kind in (None, "person") and not proper.roles and proper.text in bodies:
            kind = "organisation"
        elif kind is None and (proper.text in people | single or _beside_person(propers, index, sentences)):
            kind = "person"
        out.append(with_kind(proper, kind) if kind else proper)
    return out


def _beside_person(propers: Sequence[Proper], index: int, sentences: Sequence[Sentence]) -> bool:
    proper = propers[index]
    for other in (
        propers[index - 1] if index else None,
        propers[index + 1] if index + 1 < len(propers) else None,
    ):
        if other is None or other.sentence != proper.sentence or other.kind != "person":
            continue
        left, right = (other, proper) if other.first < proper.first else (proper, other)
        between = [t.text for t in sentences[proper.sentence].tokens[left.after : right.first]]
        if between in (["and"], ["or"]) and is_personal_shape(proper.text.split()):
            return proper.text.lower() not in load_name_words().common
    return False


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Capitalised stretches, those joined by "of" or "for" after a word that asks for more taken together."""
    stretches, words = list(read_stretches(sentence)), load_organisation_words().words
    index = 0
    while index < len(stretches):
        first, after = stretches[index]
        while (
            index + 1 < len(stretches)
            and after - first < LONGEST
            and _goes_on(sentence.tokens, first, after, stretches[index + 1][0], words)
        ):
            index += 1
            after = stretches[index][1]
        yield first, after
        index += 1


def _goes_on(tokens: Sequence[Token], first: int, after: int, following: int, words: frozenset[str]) -> bool:
    between = [t.text for t in tokens[after:following]]
    heads = [t.text for t in tokens[first:after]]
    if between in (["of"], ["for"], ["of", "the"], ["for", "the"]):
        return heads[-1] in load_name_words().titles or any(h in words for h in heads)
    if between in (["'"], ["’"]):
        return _names_members(tokens, first, after, following, words)
    if between != ["and"]:
        return between == ["&"]
    if _is_cut_to(tokens, first, following):
        return True
    if any(h in ("of", "for") for h in heads) and any(h in words for h in heads):
        return True
    article = heads[0] == "The" or (first > 0 and tokens[first - 1].text.lower() in ("the", "of", "at", "by"))
    rest = [t.text for t in tokens[following : following + 3] if t.text[0].isupper()]
    return article and not any(h in words for h in heads) and bool(rest) and rest[-1] in words


def _names_members(
    tokens: Sequence[Token], first: int, after: int, following: int, words: frozenset[str]
) -> bool:
    """Whether a plural says whose body follows: "the Soldiers' Committee", "Doctors' Union"."""
    opened = first + (tokens[first].text in ("The", "A", "An"))
    word = tokens[after - 1]
    members = after - opened == 1 and word.tag in ("NNPS", "NNS", "NNP") and word.text.endswith("s")
    return members and tokens[following].text in words


def _is_cut_to(tokens: Sequence[Token], first: int, following: int) -> bool:
    """Whether brackets right after cut the whole to its letters: "Fire Watch and Rescue (FWR)"."""
    end = following
    while end < len(tokens) and tokens[end].text[0].isupper() and end - first < LONGEST:
        end += 1
    words = [t.text for t in tokens[first:end] if t.text[0].isupper()]
    letters = "".join(word[0] for word in (words[1:] if words[0] == "The" else words))
    return [t.text for t in tokens[end : end + 3]] == ["(", letters, ")"]


def _read_run(number: int, sentence: Sentence, first: int, after: int, setting: Setting) -> list[Proper]:
    first, after = _trim(sentence, first, after, setting)
    middle = _inner_title(sentence.tokens, first, after)
    if middle is None:
        return _read_name(number, sentence, first, after, setting)
    body = _read_name(number, sentence, first, middle, setting)
    return body + _read_name(number, sentence, middle, after, setting)


def _inner_title(tokens: Sequence[Token], first: int, after: int) -> int | None:
    """Where a title stands after a body's name: "Budget Committee Chairman Ivo Brandt" is two names."""
    titles, bodies = load_name_words().titles, load_organisation_words().words
    for index in range(first + 2, after - 1):
        if (
            tokens[index].text in titles
            and tokens[index - 1].text in bodies
            and tokens[index + 1].text[0].isupper()
        ):
            return None if tokens[index + 1].text in bodies else index
    return None


def _read_name(number: int, sentence: Sentence, first: int, after: int, setting: Setting) -> list[Proper]:
    tokens = sentence.tokens
    if first < after and is_place(tokens, first, after, setting):
        return [Proper(number, first, after, text_of(tokens, first, after), "place")]
    named_after = after - first > 2 and tokens[after - 1].text in load_organisation_words().words
    name_first = first if named_after else _after_titles(tokens, first, after, setting)
    if name_first == after and first + 1 < after and tokens[after - 1].text in load_name_words().surnames:
        name_first = after - 1
    if name_first >= after or (name_first > first and tokens[name_first].text in ("of", "for")):
        return []
    titles = _posts_in(tokens, first, name_first)
    titled = name_first > first or _has_small_title(tokens, name_first)
    kind = decide_kind(sentence, name_first, after, titled, setting)
    text = text_of(tokens, name_first, after)
    if kind not in ("person", None):
        return [Proper(number, name_first, after, text, kind)]
    owners = [p.country for t in tokens[first:name_first] if (p := setting.places.get(t.start))]
    post = appositive_post(tokens, after)
    roles = (*titles, post) if post else titles
    owner = owners[0] if owners else None
    return [
        Proper(number, name_first, after, text, kind, roles, owner, _with_titles(tokens, name_first, after))
    ]


def _with_titles(tokens: Sequence[Token], first: int, after: int) -> str:
    """A name with the titles right before it ("Captain Azar", "Mr. Azar"), "" where none stands there."""
    words, begins = load_name_words(), first
    titles = words.titles | {part for part in words.title_parts if part[0].isupper()}
    while begins and (tokens[begins - 1].text in titles or (tokens[begins - 1].text == "." and begins > 1)):
        if tokens[begins - 1].text == "." and tokens[begins - 2].text not in titles:
            break
        begins -= 1
    return text_of(tokens, begins, after) if begins < first else ""


def _has_small_title(tokens: Sequence[Token], first: int) -> bool:
    """Whether an office in lower case stands right before: "the president Rojas", "president Rojas"."""
    if not first or tokens[first - 1].text.capitalize() not in load_name_words().titles:
        return False
    before = tokens[first - 2].text.lower() if first > 1 else ""
    return tokens[first - 1].text.islower() and before not in ("a", "an", "to")


def _posts_in(tokens: Sequence[Token], first: int, after: int) -> tuple[str, ...]:
    """The post that the words before a name tell; "Mr" and "Dr" tell none."""
    while first < after and (tokens[first].text in load_name_words().courtesy or tokens[first].text == "."):
        first += 1
    return (_role_text(tokens, first, after),) if first < after else ()


def _role_text(tokens: Sequence[Token], first: int, after: int) -> str:
    """The title with the "former" or "then" that stands before it, without its point."""
    while first and tokens[first - 1].text.lower() in ("former", "ex", "then", "acting", "late", "deputy"):
        first -= 1
    return text_of(tokens, first, after).removesuffix(".")


def _trim(sentence: Sentence, first: int, after: int, setting: Setting) -> tuple[int, int]:
    """The stretch without what custom alone has raised: an opening word, a weekday, a nationality."""
    tokens, never = sentence.tokens, load_name_words().never
    while first < after and (
        _drops(sentence, first, after, setting) or _is_aside(tokens, first, after, setting)
    ):
        first += 1
        while first < after and not tokens[first].text[0].isupper():
            first += 1
    if not is_body(tokens, first, after):
        while first < after and (tokens[first].text in never or not tokens[first].text[0].isupper()):
            first += 1
        while after > first and tokens[after - 1].text in never and not _is_surname(tokens, first, after):
            after -= 1
    while after > first and not tokens[after - 1].text[0].isupper():
        after -= 1
    return first, after


def _is_surname(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a last word that is mostly no name is one behind a first name or a title: "Dr Ana Islam"."""
    words = load_name_words()
    opened = any(t.text in words.given or t.text in words.titles for t in tokens[first : after - 1])
    dated = after < len(tokens) and tokens[after].text[0].isdigit()
    return opened and not dated and tokens[after - 1].text in ("Islam", "May", "March", "West", "English")


def _drops(sentence: Sentence, first: int, after: int, setting: Setting) -> bool:
    """Whether the first word is no part of the name; a plain word may be one of an organisation's."""
    plain = sentence.tokens[first].tag.startswith(("NN", "JJ"))
    if plain and after - first > 1 and is_body(sentence.tokens, first + 1, after):
        return setting.strict(sentence)
    return _is_custom(sentence, first, setting)


def _is_aside(tokens: Sequence[Token], first: int, after: int, setting: Setting) -> bool:
    """Whether the first word only tells whose a known body is: "Russian" in "Russian TASS", "Cuban-led"."""
    if first + 1 >= after:
        return False
    place = setting.places.get(tokens[first].start)
    if place is None or not place.modifies:
        return False
    partly = place.span.end < tokens[first].end
    return partly or text_of(tokens, first + 1, after) in load_organisation_words().known


def _is_custom(sentence: Sentence, index: int, setting: Setting) -> bool:
    """Whether a word has its capital only from where it stands."""
    token = sentence.tokens[index]
    if not (opens(sentence, index) or setting.strict(sentence)):
        return False
    text, words = token.text, load_name_words()
    if text in setting.raised or text in words.given or is_acronym(text) or token.start in setting.places:
        return False
    if text in words.titles or is_role_head(text) or text in load_peoples():
        return False
    inflected = token.tag in ("NNS", "VBG", "VBN", "VBD", "VBZ") or text.endswith(("ly", "ing"))
    inflected = inflected or (text.endswith("ed") and _stands_before_noun(sentence, index))
    return inflected or token.tag in CLOSED or text.lower() in words.common


def _stands_before_noun(sentence: Sentence, index: int) -> bool:
    """Whether a plural in lower case follows: "Frightened neighbours"."""
    following = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else None
    return following is not None and following.tag == "NNS" and following.text.islower()


# Words of these tags are never names, however they are written.
CLOSED = frozenset(["IN", "DT", "PRP", "PRP$", "CC", "MD", "WDT", "WP", "WRB", "TO", "EX", "UH", "CD", "PDT"])


def _after_titles(tokens: Sequence[Token], first: int, after: int, setting: Setting) -> int:
    """Where the name proper begins after titles, posts and the countries before them."""
    words = load_name_words()
    index = last = first
    while index < after:
        text, place = tokens[index].text, setting.places.get(tokens[index].start)
        joined = last > first and tokens[index - 1].text in ("of", "for", "the") and text not in LINKS
        title = text.removesuffix("-elect") in words.titles or is_role_head(text)
        if title or (joined and text in words.title_parts) or (text == "." and last == index > first):
            last = index + 1
        elif place is not None:
            while index + 1 < after and tokens[index + 1].start < place.span.end:
                index += 1
        elif not (text in words.title_parts or text in LINKS):
            break
        index += 1
    following = tokens[last].text if last < after else ""
    return last if last > first and following not in ("of", "for") else first


LINKS = frozenset({"of", "for", "the", "and", "-", "&"})


def with_kind(proper: Proper, kind: NameKind) -> Proper:
    """The same name, its kind told by another mention of its bearer."""
    return replace(proper, kind=kind)
