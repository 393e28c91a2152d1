"""Capitals: which words of a sentence may belong to a name, and the stretches that they form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.model import Sentence, Token
from sayso.vocabulary import load_vocabulary

# A line with more of its words in capitals than this is a headline, where capitals say little.
HEADLINE = 0.6
# No name is longer; a text that goes on in capitals is cut here, so that no stage works on all of it at once.
LONGEST = 16


@dataclass(frozen=True, slots=True)
class NameWords:
    """The word lists that capitals are read with."""

    given: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    courtesy: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    title_parts: frozenset[str]
    never: frozenset[str]
    particles: frozenset[str]
    common: frozenset[str]


@cache
def load_word_list(language: str, name: str) -> frozenset[str]:
    """The words of ``data/<language>/<name>.txt``, one a line."""
    path = resources.files("sayso").joinpath("data", language, f"{name}.txt")
    return frozenset(path.read_text("utf-8").split())


@cache
def load_name_words(language: str = "en") -> NameWords:
    """The lists of given names, titles and never-names of ``language``."""
    names, given = load_vocabulary(language, "names"), load_vocabulary(language, "given_names")
    lists = {kind: frozenset(" ".join(groups.values()).split()) for kind, groups in given.items()}
    titles = frozenset(t for kind in ("courtesy", "rank", "office") for t in names["titles"][kind])
    return NameWords(
        given=lists["male"] | lists["female"] | lists["either"],
        male=lists["male"] - lists["female"] - lists["either"],
        female=lists["female"] - lists["male"] - lists["either"],
        courtesy=frozenset(names["titles"]["courtesy"]),
        surnames=frozenset(names["titles"]["surnames"]),
        titles=titles,
        title_parts=frozenset(names["titles"]["part"]) | titles,
        never=frozenset(names["words"]["never"]),
        particles=frozenset(names["words"]["particles"]),
        common=load_word_list(language, "common_words"),
    )


@cache
def load_peoples(language: str = "en") -> dict[str, str]:
    """The plural names of peoples ("Peruvians", "Poles") and the code of where they are at home."""
    words = load_vocabulary(language, "countries")
    out = {people: code for code, peoples in words["peoples"].items() for people in peoples}
    for code, adjectives in words["adjectives"].items():
        # "Chinese", "Dutch", "Swiss" and "Welsh" have no plural of their own.
        out |= {
            f"{a}s": code for a in adjectives if not a.endswith(("s", "sh", "ch", "ese", "x", "z", "ois"))
        }
    return out


def is_capitalised(token: Token) -> bool:
    """Whether a word opens with a capital, or hides one behind a prefix ("al-Assad")."""
    text = token.text
    return text[0].isupper() or ("-" in text and text.split("-")[-1][:1].isupper() and text[0].isalpha())


def is_acronym(word: str) -> bool:
    """Two or more letters, all capitals, perhaps with points ("CSO", "U.K.")."""
    letters = word.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 8 and letters.isupper() and letters.isalnum() and not letters.isdigit()


def is_headline(sentence: Sentence) -> bool:
    """Whether most longer words of a sentence are all in capitals, which then tell little."""
    words = [t.text for t in sentence.tokens if len(t.text) > 3 and t.text[0].isalpha()]
    shouted = sum(w.isupper() for w in words)
    return len(words) >= 3 and shouted > HEADLINE * len(words)


def is_title_case(sentence: Sentence) -> bool:
    """Whether a line writes its plain words with capitals as well, as English headlines do."""
    last = sentence.tokens[-1].text
    if last == "." or (last in {"?", "!", "”", '"'} and len(sentence.tokens) > 12):
        return False
    words = [t.text for t in sentence.tokens if len(t.text) > 3 and t.text[0].isalpha()]
    raised = sum(w[0].isupper() for w in words)
    custom = any(w[0].isupper() and w.lower() in load_name_words().common for w in words[1:])
    small = any(t.text in RAISED_SMALL for t in sentence.tokens[1:])
    return len(words) >= 2 and raised >= 0.75 * len(words) and (custom or small)


RAISED_SMALL = frozenset(
    [
        "In",
        "On",
        "At",
        "Of",
        "For",
        "To",
        "From",
        "With",
        "By",
        "Is",
        "Are",
        "Was",
        "As",
        "And",
        "Or",
        "But",
        "The",
        "A",
        "An",
        "It",
        "Not",
    ]
)


def opens(sentence: Sentence, index: int) -> bool:
    """Whether a word stands where any word has a capital: first, or first after a quotation mark or colon."""
    if index == 0:
        return True
    before, token = sentence.tokens[index - 1], sentence.tokens[index]
    if before.text in QUOTES:
        # A mark that a blank parts from the word closes what came before.
        begins = index < 2 or sentence.tokens[index - 2].text in STOPS
        return begins and before.end == token.start
    return before.text in OPENERS or (before.text[0].isdigit() and index == 1)


QUOTES = frozenset({'"', "“", "‘", "'", "«", "„", "(", "[", "``"})
STOPS = frozenset({",", ":", ".", "?", "!", "-", "–", "—"})
OPENERS = frozenset({":", "–", "—", ".", "?", "!", "|", ">", "#", "*", "•", "-"})


def read_stretches(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Stretches [first, after) of capitalised words; particles and points of initials may part them."""
    tokens, index = sentence.tokens, 0
    while index < len(tokens):
        if not (is_capitalised(tokens[index]) and tokens[index].text[0].isalpha()):
            index += 1
            continue
        end = _stretch_end(tokens, index)
        yield index, end
        index = end


def _stretch_end(tokens: tuple[Token, ...], first: int) -> int:
    particles, end, index = load_name_words().particles, first + 1, first + 1
    while index < min(len(tokens), first + LONGEST) and tokens[index].start - tokens[index - 1].end <= 1:
        token = tokens[index]
        if is_capitalised(token) and token.text[0].isalpha():
            end = index + 1
        elif not (token.text in particles or (token.text == "." and _is_initial(tokens[index - 1].text))):
            break
        index += 1
    return end


ABBREVIATED = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "St",
        "Mt",
        "Ft",
        "Gen",
        "Col",
        "Lt",
        "Sgt",
        "Capt",
        "Sen",
        "Rep",
        "Gov",
        "Prof",
        "Jr",
        "Sr",
        "Maj",
        "Cpl",
        "Adm",
        "Rev",
        "Hon",
        "Pres",
    ]
)


def _is_initial(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or word in ABBREVIATED
