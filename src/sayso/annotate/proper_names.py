"""Proper names: capitalised stretches cut to the name, with the titles before it and the kind of bearer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.annotate.bodies import load_organisation_words
from sayso.annotate.capitals import (
    is_acronym,
    is_headline,
    is_title_case,
    load_name_words,
    opens,
    read_stretches,
)
from sayso.annotate.people import personal_words
from sayso.annotate.toponyms import text_of
from sayso.model import NameKind, PlaceMention, Sentence, Token
from sayso.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Proper:
    """The words [first, after) of a sentence as a proper name; ``kind`` is None where nothing tells it."""

    sentence: int
    first: int
    after: int
    text: str
    kind: NameKind | None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole article says that a single stretch needs: places by offset, words of people, raised words."""

    places: dict[int, PlaceMention]
    personal: frozenset[str]
    raised: frozenset[str]


def read_setting(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> Setting:
    """The article's places by where they start, its personal words, and the words that have a capital mid-sentence."""
    raised = {
        token.text
        for sentence in sentences
        if not is_headline(sentence) and not is_title_case(sentence)
        for index, token in enumerate(sentence.tokens)
        if token.text[0].isupper() and not opens(sentence, index) and token.tag.startswith("NNP")
    }
    return Setting({p.span.start: p for p in places}, personal_words(sentences), frozenset(raised))


def read_proper_names(sentences: Sequence[Sentence], setting: Setting) -> list[Proper]:
    """Every proper name of the article in the order of its text."""
    out: list[Proper] = []
    for number, sentence in enumerate(sentences):
        if not is_headline(sentence):
            for first, after in _runs(sentence):
                out += _read_run(number, sentence, first, after, setting)
    return out


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Capitalised stretches, those joined by "of" or "for" after a word that asks for more taken together."""
    stretches, words = list(read_stretches(sentence)), load_organisation_words().words
    index = 0
    while index < len(stretches):
        first, after = stretches[index]
        while index + 1 < len(stretches) and _goes_on(
            sentence.tokens, first, after, stretches[index + 1][0], words
        ):
            index += 1
            after = stretches[index][1]
        yield first, after
        index += 1


def _goes_on(tokens: Sequence[Token], first: int, after: int, following: int, words: frozenset[str]) -> bool:
    between = [t.text for t in tokens[after:following]]
    if between == ["&"]:
        return True
    titles = load_name_words().titles
    joined = between in (["of"], ["for"], ["of", "the"], ["for", "the"], ["on"], ["in"][:0])
    heads = [t.text for t in tokens[first:after]]
    if joined:
        return heads[-1] in titles or any(h in words for h in heads)
    of_before = any(t.text in ("of", "for") for t in tokens[first:after])
    return between == ["and"] and of_before and any(h in words for h in heads)


def _read_run(number: int, sentence: Sentence, first: int, after: int, setting: Setting) -> list[Proper]:
    tokens = sentence.tokens
    first, after = _trim(sentence, first, after, setting)
    if first >= after:
        return []
    name_first = _after_titles(tokens, first, after, setting)
    roles = (text_of(tokens, first, name_first),) if name_first > first else ()
    if name_first >= after or (roles and tokens[name_first].text in ("of", "for")):
        return []
    kind = decide_kind(sentence, name_first, after, roles, setting)
    text = text_of(tokens, name_first, after)
    return [Proper(number, name_first, after, text, kind, roles if kind in ("person", None) else ())]


def _trim(sentence: Sentence, first: int, after: int, setting: Setting) -> tuple[int, int]:
    """The stretch without what custom alone has raised: an opening word, a weekday, a stray particle at the end."""
    tokens, never = sentence.tokens, load_name_words().never
    while first < after and (tokens[first].text in never or _is_custom(sentence, first, setting)):
        if first + 1 < after and text_of(tokens, first, after) in load_organisation_words().known:
            break
        first += 1
        while first < after and not tokens[first].text[0].isupper():
            first += 1
    while after > first and (tokens[after - 1].text in never or not tokens[after - 1].text[0].isalnum()):
        after -= 1
    return first, after


def _is_custom(sentence: Sentence, index: int, setting: Setting) -> bool:
    """Whether a word has its capital only from where it stands."""
    token = sentence.tokens[index]
    if not (opens(sentence, index) or is_title_case(sentence)):
        return False
    text, words = token.text, load_name_words()
    if text in setting.raised or text in words.given or is_acronym(text) or token.start in setting.places:
        return False
    if text in words.titles or text.lower() in load_organisation_words().role_heads:
        return False
    return not token.tag.startswith("NNP") or text in setting.raised


def _after_titles(tokens: Sequence[Token], first: int, after: int, setting: Setting) -> int:
    """Where the name proper begins after titles, posts and the countries before them."""
    words, heads = load_name_words(), load_organisation_words().role_heads
    index, last = first, first
    while index < after:
        text = tokens[index].text
        if text in words.titles or text.lower() in heads or (text == "." and last == index):
            last = index + 1
        elif not (
            text in words.title_parts
            or text in ("of", "for", "the", "and", "-")
            or tokens[index].start in setting.places
        ):
            break
        index += 1
    following = tokens[last].text if last < after else ""
    return last if last > first and following not in ("of", "for") else first


Rule = Callable[[Sentence, int, int, tuple[str, ...], Setting], NameKind | None]


def decide_kind(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    """The kind of bearer: rules in order, the first that knows decides."""
    for rule in RULES:
        kind = rule(sentence, first, after, roles, setting)
        if kind:
            return kind
    return None


def _known_body(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    text = text_of(sentence.tokens, first, after)
    return "organisation" if text in load_organisation_words().known and not roles else None


def _titled(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    return "person" if roles else None


def _place(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    place = setting.places.get(sentence.tokens[first].start)
    covered = place is not None and place.span.end >= sentence.tokens[after - 1].end
    return "place" if covered else None


def _body(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    texts, words = [t.text for t in sentence.tokens[first:after]], load_organisation_words()
    if len(texts) > 1 and texts[0] not in load_name_words().given and any(t in words.words for t in texts):
        return "organisation"
    if len(texts) > 1 and texts[-1] in words.words and len(texts) > 2:
        return "organisation"
    return None


def _acronym(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    text = text_of(sentence.tokens, first, after)
    return (
        "organisation" if after - first == 1 and is_acronym(text) and text not in setting.personal else None
    )


def _medium(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    tokens, words = sentence.tokens, load_organisation_words()
    following = tokens[after].text if after < len(tokens) else ""
    if following == "news" and after + 1 < len(tokens):
        following = tokens[after + 1].text
    by = first > 0 and tokens[first - 1].text.lower() in (
        "the",
        "a",
        "newspaper",
        "magazine",
        "agency",
        "website",
    )
    if by and following in words.media_cues and first > 0:
        return "organisation"
    return (
        "organisation" if after - first > 1 and tokens[after - 1].text in words.media_endings and by else None
    )


def _given(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    texts, words = [t.text for t in sentence.tokens[first:after]], load_name_words()
    return "person" if texts[0] in words.given and _is_personal_shape(texts) else None


def _is_personal_shape(texts: Sequence[str]) -> bool:
    names = [t for t in texts if t[0].isupper()]
    return (
        1 <= len(names) <= 5
        and not any(is_acronym(t) for t in names)
        and "&" not in texts
        and "of" not in texts
    )


def _bearer(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    texts = [t.text for t in sentence.tokens[first:after]]
    return "person" if texts[-1] in setting.personal and _is_personal_shape(texts) else None


def _by_company(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    """A person by what stands around: a verb of speech, an age, an apposition that names a role."""
    tokens, texts = sentence.tokens, [t.text for t in sentence.tokens[first:after]]
    if not _is_personal_shape(texts) or (
        first and tokens[first - 1].text.lower() in ("the", "a", "an", "this")
    ):
        return None
    if len(texts) > 1 or _speaks(tokens, first, after) or _has_apposition(tokens, after):
        return "person"
    return None


def _speaks(tokens: Sequence[Token], first: int, after: int) -> bool:
    speech = load_organisation_words().speech
    right = [t.lemma for t in tokens[after : after + 2] if t.tag[:1] in ("V", "M", "R")]
    left = [t.lemma for t in tokens[max(0, first - 1) : first] if t.tag.startswith("VB")]
    return any(lemma in speech for lemma in (*right, *left))


def _has_apposition(tokens: Sequence[Token], after: int) -> bool:
    if after + 2 >= len(tokens) or tokens[after].text != ",":
        return False
    if tokens[after + 1].text.isdigit() and len(tokens[after + 1].text) == 2:
        return True
    heads = load_organisation_words().role_heads
    near = tokens[after + 1 : after + 7]
    return near[0].text.lower() in ("a", "an", "the", "who", "former", "head", "director") and any(
        t.text in heads or t.text == "who" for t in near
    )


RULES: tuple[Rule, ...] = (
    _known_body,
    _titled,
    _place,
    _body,
    _acronym,
    _medium,
    _given,
    _bearer,
    _by_company,
)


def with_kind(proper: Proper, kind: NameKind) -> Proper:
    """The same name, its kind told by another mention of its bearer."""
    return replace(proper, kind=kind)
