"""Word lists that tell organisations, news media among them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class OrganisationWords:
    """Word lists for organisations, media among them."""

    words: frozenset[str]
    first: frozenset[str]
    firms: frozenset[str]
    firm_parts: frozenset[str]
    announced: frozenset[str]
    papers: frozenset[str]
    boards: frozenset[str]
    suffixes: frozenset[str]
    known: frozenset[str]
    media_cues: frozenset[str]
    media_endings: frozenset[str]
    role_heads: frozenset[str]
    role_endings: tuple[str, ...]
    speech: frozenset[str]
    belongings: frozenset[str]


@cache
def load_organisation_words(language: str = "en") -> OrganisationWords:
    """The lists of organisations and media of ``language``."""
    names, media = load_vocabulary(language, "names"), load_vocabulary(language, "media")
    listed = [n for kind in ("agencies", "broadcasters", "papers", "magazines") for n in media[kind]]
    return OrganisationWords(
        words=frozenset(names["organisations"]["words"]),
        first=frozenset(names["organisations"]["first"]),
        firms=frozenset(names["organisations"]["firms"]),
        firm_parts=frozenset(names["organisations"]["firm_parts"]),
        announced=frozenset(names["organisations"]["announced"]),
        papers=frozenset(names["organisations"]["papers"]),
        boards=frozenset(names["organisations"]["boards"]),
        suffixes=frozenset(names["organisations"]["suffixes"]),
        known=frozenset([*names["organisations"]["known"], *listed]),
        media_cues=frozenset(media["cues"]),
        media_endings=frozenset(media["endings"]),
        role_heads=frozenset(r for r in names["roles"]["person"] if " " not in r),
        role_endings=tuple(names["roles"]["endings"]),
        speech=frozenset(names["words"]["speech"]),
        belongings=frozenset(names["words"]["belongings"]),
    )


def is_role_head(word: str) -> bool:
    """Whether a word says what a person is: "minister", "oceanographer"."""
    words, lower = load_organisation_words(), word.lower()
    return lower in words.role_heads or (len(lower) > 7 and lower.endswith(words.role_endings))
