"""What kind of bearer a capitalised name has: small rules in order, the first that knows decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.annotate.bodies import load_organisation_words
from sayso.annotate.capitals import is_acronym, load_name_words, load_peoples
from sayso.annotate.toponyms import text_of
from sayso.model import NameKind, PlaceMention, Sentence, Token


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
    if not is_body(sentence.tokens, first, after) or (setting.strict(sentence) and len(texts) < 3):
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
    return "person" if texts[0] in words.given and is_personal_shape(texts) else None


def is_personal_shape(texts: Sequence[str]) -> bool:
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
    return "person" if texts[-1] in setting.personal and is_personal_shape(texts) else None


def _by_company(
    sentence: Sentence, first: int, after: int, roles: tuple[str, ...], setting: Setting
) -> NameKind | None:
    """A person by what stands around: a verb of speech, an age, an apposition that names a role."""
    tokens, texts = sentence.tokens, [t.text for t in sentence.tokens[first:after]]
    if not is_personal_shape(texts) or setting.strict(sentence):
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


def is_body(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a stretch of several words has the word of an organisation, or is one known to all."""
    words = load_organisation_words()
    texts = [t.text for t in tokens[first:after]]
    known = text_of(tokens, first, after) in words.known if texts else False
    return known or (len(texts) > 1 and any(t in words.words for t in texts))
