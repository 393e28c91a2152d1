"""What kind of bearer a capitalised name has: small rules in order, the first that knows decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.annotate.bodies import load_organisation_words
from sayso.annotate.capitals import is_acronym, load_name_words, load_peoples
from sayso.annotate.toponyms import load_place_words, text_of
from sayso.model import NameKind, PlaceMention, Sentence, Token


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole article says that one stretch needs: places by offset, personal and raised words."""

    places: dict[int, PlaceMention]
    personal: frozenset[str]
    raised: frozenset[str]
    often: frozenset[str]
    title_case: frozenset[int]

    def strict(self, sentence: Sentence) -> bool:
        """Whether a sentence is a headline, where a capital alone proves nothing."""
        return sentence.start in self.title_case


Rule = Callable[[Sentence, int, int, bool, Setting], NameKind | None]


def decide_kind(
    sentence: Sentence, first: int, after: int, titled: bool, setting: Setting
) -> NameKind | None:
    """The kind of bearer: rules in order, the first that knows decides."""
    for rule in RULES:
        kind = rule(sentence, first, after, titled, setting)
        if kind:
            return kind
    return None


def _people(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    return "group" if after - first == 1 and sentence.tokens[first].text in load_peoples() else None


def _known_body(
    sentence: Sentence, first: int, after: int, titled: bool, setting: Setting
) -> NameKind | None:
    text = text_of(sentence.tokens, first, after)
    return "organisation" if text in load_organisation_words().known and not titled else None


def _titled(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    texts = [t.text for t in sentence.tokens[first:after]]
    plain = len(texts) == 1 and texts[0].lower() in load_name_words().common
    return "person" if titled and not plain and is_personal_shape(texts) else None


def _place(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    return "place" if is_place(sentence.tokens, first, after, setting) else None


def is_place(tokens: Sequence[Token], first: int, after: int, setting: Setting) -> bool:
    """Whether these words, all of them, are one of the article's places."""
    place = setting.places.get(tokens[first].start)
    people = after - first == 1 and tokens[first].text in load_peoples()
    return place is not None and place.span.end >= tokens[after - 1].end and not people


def _body(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    texts = [t.text for t in sentence.tokens[first:after]]
    if not is_body(sentence.tokens, first, after) or (setting.strict(sentence) and len(texts) < 3):
        return None
    personal = texts[0] in load_name_words().given and texts[-1] not in load_organisation_words().words
    return None if personal else "organisation"


def _foreign_body(
    sentence: Sentence, first: int, after: int, titled: bool, setting: Setting
) -> NameKind | None:
    """ "Minera Xyz", "El Xyz": a firm or a paper by its first word in another language."""
    texts = [t.text for t in sentence.tokens[first:after]]
    if titled or len(texts) < 2 or setting.strict(sentence) or opens_only(sentence, first):
        return None
    article = texts[0] in ARTICLES and texts[-1] not in setting.personal
    return "organisation" if article or texts[0] in load_organisation_words().first else None


def opens_only(sentence: Sentence, first: int) -> bool:
    """Whether the first word is an English one that has its capital from where it stands."""
    return first == 0 and sentence.tokens[0].text.lower() in load_name_words().common


ARTICLES = frozenset(["El", "Los", "Las", "Il", "Der", "Die", "Das"])


def _firm(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    """An unknown name that stands as a firm's: "shares in Xyz", "Xyz, a unit of", "the Xyz company"."""
    tokens, words = sentence.tokens, load_organisation_words()
    if titled or setting.strict(sentence) or tokens[first].text in load_name_words().given:
        return None
    before = [t.text.lower() for t in tokens[max(0, first - 2) : first]]
    following = [t.text.lower() for t in tokens[after : after + 3]]
    held = before[1:] in (["of"], ["in"]) and before[0] in words.firm_parts
    called = before[-1:] == ["the"] and following[:1] != [] and following[0] in words.firms
    apposed = following[:1] == [","] and following[1:2] in (["a"], ["an"], ["the"])
    apposed = apposed and following[-1] in words.firms
    announced = before[-1:] != [] and before[-1] in words.announced
    owns = following[:1] in (["'s"], ["’s"]) and following[1:2] != [] and following[1] in words.boards
    if first and tokens[first - 1].text in PARTING:
        announced = False
    return "organisation" if held or called or apposed or announced or owns else None


PARTING = frozenset({",", ".", ";", ":"})


def _acronym(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    text, words = text_of(sentence.tokens, first, after), load_name_words()
    if after - first != 1 or not is_acronym(text) or text in setting.personal:
        return None
    shouted = text.lower() in words.common and text not in setting.often
    if shouted or text in words.never or text.title() in words.courtesy:
        return None
    return None if len(text) > LONGEST_ACRONYM or _opens_dateline(sentence, first) else "organisation"


# Longer words in capitals are shouted, not cut short.
LONGEST_ACRONYM = 6


def _opens_dateline(sentence: Sentence, first: int) -> bool:
    """Whether a word in capitals opens its sentence as a dateline does: "BOGOTA, Colombia (AP) -"."""
    following = sentence.tokens[1].text if len(sentence.tokens) > 1 else ""
    return first == 0 and following in {",", "(", "-", "–", "—", "--", ":"}


def _paper(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    """ "The Daily Xyz"."""
    texts = [t.text for t in sentence.tokens[first:after]]
    named = texts[1:] if texts[0] == "The" else texts
    paper = len(named) == 2 and named[0] in load_organisation_words().papers
    return "organisation" if paper and not titled and not setting.strict(sentence) else None


def _medium(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    tokens, words = sentence.tokens, load_organisation_words()
    following = [t.text for t in tokens[after : after + 2]]
    before = tokens[first - 1].text.lower() if first else ""
    told = before in ("the", "a", "newspaper", "magazine", "agency", "website")
    if told and (following[:1] == ["news"] or any(t in words.media_cues for t in following[:1])):
        return "organisation"
    ends = after - first > 1 and tokens[after - 1].text in words.media_endings
    bracketed = before == "(" and following[:1] == [")"]
    return "organisation" if ends and (told or bracketed or _speaks(tokens, first, after)) else None


def _given(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    texts, words = [t.text for t in sentence.tokens[first:after]], load_name_words()
    return "person" if texts[0] in words.given and is_personal_shape(texts) else None


def is_personal_shape(texts: Sequence[str]) -> bool:
    """Whether words may be a personal name: one to five with capitals, no acronym, no "of", no "Street"."""
    names, places = [t for t in texts if t[0].isupper()], load_place_words()
    if not 1 <= len(names) <= 5 or len(names[-1]) == 1 or any(is_acronym(t) for t in names):
        return False
    spot = names[-1] in places.points | places.land and names[0] not in load_name_words().given
    return not spot and "&" not in texts and "of" not in texts


def _bearer(sentence: Sentence, first: int, after: int, titled: bool, setting: Setting) -> NameKind | None:
    texts = [t.text for t in sentence.tokens[first:after]]
    return "person" if texts[-1] in setting.personal and is_personal_shape(texts) else None


def _by_company(
    sentence: Sentence, first: int, after: int, titled: bool, setting: Setting
) -> NameKind | None:
    """A person by what stands around: a verb of speech, an age, an apposition that names a role."""
    tokens, texts = sentence.tokens, [t.text for t in sentence.tokens[first:after]]
    if not is_personal_shape(texts) or setting.strict(sentence):
        return None
    if len(texts) == 1 and texts[0] in load_organisation_words().words:
        return "organisation" if _speaks(tokens, first, after) else None
    if first and tokens[first - 1].text.lower() in ("the", "a", "an", "this"):
        return None
    if first and tokens[first - 1].text.lower() in WHERE:
        return None
    strange = all(t.lower() not in load_name_words().common for t in texts)
    if strange and len(texts) in (2, 3):
        return "person"
    if not strange:
        return None
    if _owns_kin(tokens, after) or _has_apposition(tokens, after):
        return "person"
    if not _speaks(tokens, first, after):
        return None
    return "organisation" if _next_pronoun(tokens, after) in ("it", "its") else "person"


def _next_pronoun(tokens: Sequence[Token], after: int) -> str:
    """The first pronoun in the rest of the sentence, which tells a firm from a person."""
    return next((t.text.lower() for t in tokens[after:] if t.text.lower() in PRONOUNS), "")


PRONOUNS = frozenset({"it", "its", "he", "she", "his", "her", "him"})


# After these an unknown name is a place's as easily as a person's.
WHERE = frozenset({"in", "at", "near", "from", "into", "across", "around", "outside"})


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
    _foreign_body,
    _firm,
    _acronym,
    _paper,
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


def short_name(name: str) -> str | None:
    """What an organisation goes by without its generic word: "Meridian" for "Meridian Wire"."""
    words, bodies = name.removeprefix("The ").split(), load_organisation_words()
    if len(words) == 3 and words[2] in bodies.suffixes:
        words.pop()
    if len(words) != 2:
        return None
    if words[0] in bodies.papers:
        return words[1]
    if words[0] in bodies.first:
        return words[1]
    plain = words[0].lower() in load_name_words().common or is_acronym(words[0])
    return words[0] if words[1] in bodies.words | bodies.media_endings and not plain else None
