"""Proper names: capitalised stretches cut to the name, with the titles before it and the kind of bearer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
from sayso.annotate.people import personal_words
from sayso.annotate.toponyms import text_of
from sayso.model import NameKind, PlaceMention, Sentence, Token


@dataclass(frozen=True, slots=True)
class Proper:
    """The words [first, after) of a sentence as a proper name; ``kind`` is None where nothing tells it.

    ``roles`` are its titles and posts, ``country`` the country that the titles name, as a code.
    """

    sentence: int
    first: int
    after: int
    text: str
    kind: NameKind | None
    roles: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole article says that one stretch needs: places by offset, personal and raised words."""

    places: dict[int, PlaceMention]
    personal: frozenset[str]
    raised: frozenset[str]
    title_case: frozenset[int]

    def strict(self, sentence: Sentence) -> bool:
        """Whether a sentence is a headline, where a capital alone proves nothing."""
        return sentence.start in self.title_case


def read_setting(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> Setting:
    """The article's places by where they start, its personal words, those with a capital mid-sentence."""
    raised = {
        token.text
        for sentence in sentences
        if not is_headline(sentence) and not is_title_case(sentence)
        for index, token in enumerate(sentence.tokens)
        if token.text[0].isupper() and not opens(sentence, index) and token.tag.startswith("NNP")
    }
    title_case = frozenset(s.start for s in sentences if is_title_case(s))
    spots = {p.span.start: p for p in places if not p.described}
    return Setting(spots, personal_words(sentences), frozenset(raised), title_case)


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
    people = {w for p in propers if p.kind == "person" for w in p.text.split() if w[0].isupper()}
    bodies = {p.text for p in propers if p.kind == "organisation"}
    out: list[Proper] = []
    for index, proper in enumerate(propers):
        kind: NameKind | None = proper.kind
        if kind is None and proper.text in bodies:
            kind = "organisation"
        elif kind is None and (proper.text in people or _beside_person(propers, index, sentences)):
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
        if between in (["and"], ["or"]) and _is_personal_shape(proper.text.split()):
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
    if between != ["and"]:
        return between == ["&"]
    if any(h in ("of", "for") for h in heads) and any(h in words for h in heads):
        return True
    article = heads[0] == "The" or (first > 0 and tokens[first - 1].text.lower() == "the")
    rest = [t.text for t in tokens[following : following + 3] if t.text[0].isupper()]
    return article and not any(h in words for h in heads) and bool(rest) and rest[-1] in words


def _read_run(number: int, sentence: Sentence, first: int, after: int, setting: Setting) -> list[Proper]:
    tokens = sentence.tokens
    first, after = _trim(sentence, first, after, setting)
    name_first = _after_titles(tokens, first, after, setting)
    roles = (_role_text(tokens, first, name_first),) if name_first > first else ()
    if name_first >= after or (roles and tokens[name_first].text in ("of", "for")):
        return []
    kind = decide_kind(sentence, name_first, after, roles, setting)
    text = text_of(tokens, name_first, after)
    if kind not in ("person", None):
        return [Proper(number, name_first, after, text, kind)]
    owners = [p.country for t in tokens[first:name_first] if (p := setting.places.get(t.start))]
    roles += (post,) if (post := appositive_post(tokens, after)) else ()
    return [Proper(number, name_first, after, text, kind, roles, owners[0] if owners else None)]


def _role_text(tokens: Sequence[Token], first: int, after: int) -> str:
    """The title with the "former" or "then" that stands before it, without its point."""
    while first and tokens[first - 1].text.lower() in ("former", "ex", "then", "acting", "late", "deputy"):
        first -= 1
    return text_of(tokens, first, after).removesuffix(".")


def _trim(sentence: Sentence, first: int, after: int, setting: Setting) -> tuple[int, int]:
    """The stretch without what custom alone has raised: an opening word, a weekday, a nationality."""
    tokens, never = sentence.tokens, load_name_words().never
    while first < after and (
        _is_custom(sentence, first, setting) or _is_aside(tokens, first, after, setting)
    ):
        first += 1
        while first < after and not tokens[first].text[0].isupper():
            first += 1
    if not _is_body(tokens, first, after):
        while first < after and (tokens[first].text in never or not tokens[first].text[0].isupper()):
            first += 1
        while after > first and tokens[after - 1].text in never:
            after -= 1
    while after > first and not tokens[after - 1].text[0].isupper():
        after -= 1
    return first, after


def _is_body(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a stretch of several words has the word of an organisation, or is one known to all."""
    words = load_organisation_words()
    texts = [t.text for t in tokens[first:after]]
    known = text_of(tokens, first, after) in words.known if texts else False
    return known or (len(texts) > 1 and any(t in words.words for t in texts))


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
    return inflected or token.tag in CLOSED or text.lower() in words.common


# Words of these tags are never names, however they are written.
CLOSED = frozenset(["IN", "DT", "PRP", "PRP$", "CC", "MD", "WDT", "WP", "WRB", "TO", "EX", "UH", "CD", "PDT"])


def _after_titles(tokens: Sequence[Token], first: int, after: int, setting: Setting) -> int:
    """Where the name proper begins after titles, posts and the countries before them."""
    words = load_name_words()
    index = last = first
    while index < after:
        text = tokens[index].text
        joined = index > first and tokens[index - 1].text in ("of", "for", "the") and last > first
        title = text in words.titles or is_role_head(text)
        if title or (text == "." and last == index > first) or (joined and text in words.title_parts):
            last = index + 1
        elif not (text in words.title_parts or text in LINKS or tokens[index].start in setting.places):
            break
        index += 1
    following = tokens[last].text if last < after else ""
    return last if last > first and following not in ("of", "for") else first


LINKS = frozenset({"of", "for", "the", "and", "-"})


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


def _people(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    return "group" if after - first == 1 and sentence.tokens[first].text in load_peoples() else None


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
    texts = [t.text for t in sentence.tokens[first:after]]
    if not _is_body(sentence.tokens, first, after) or (setting.strict(sentence) and len(texts) < 3):
        return None
    personal = texts[0] in load_name_words().given and texts[-1] not in load_organisation_words().words
    return None if personal else "organisation"


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
    if not _is_personal_shape(texts) or setting.strict(sentence):
        return None
    if first and tokens[first - 1].text.lower() in ("the", "a", "an", "this"):
        return None
    strange = all(t.lower() not in load_name_words().common for t in texts)
    if strange and len(texts) in (2, 3):
        return "person"
    if strange and len(texts) == 1 and _owns_kin(tokens, after):
        return "person"
    return "person" if strange and (_speaks(tokens, first, after) or _has_apposition(tokens, after)) else None


def _owns_kin(tokens: Sequence[Token], after: int) -> bool:
    """Whether what follows is a person's: "Brandt's family", "Brandt's successor"."""
    if after + 1 >= len(tokens) or tokens[after].text not in ("'s", "’s", "'", "’"):
        return False
    near = [t.text for t in tokens[after + 1 : after + 4]]
    return any(w in load_organisation_words().belongings for w in near)


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
    _people,
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
