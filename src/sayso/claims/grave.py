"""Words for harms that call for an explanation, and for hazards that are one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.model import Token
from sayso.vocabulary import load_vocabulary


@cache
def cause_list(part: str, name: str = "words") -> frozenset[str]:
    """One word list of data/en/causes.toml."""
    return frozenset(load_vocabulary("en", "causes")[part][name])


@cache
def causing_verbs() -> frozenset[str]:
    """Verbs after which "what" asks for a cause: "what killed them", "what brought it down"."""
    return (
        cause_list("verbs", "causing")
        | cause_list("ruin", "verbs")
        | cause_list("ruin", "hazards")
        | {"happen", "start", "go", "call", "move", "anger", "worry", "set", "push", "tip", "explain"}
    )


@cache
def hazards() -> frozenset[str]:
    """Lemmas that, named by themselves, answer why something bad came about."""
    table = load_vocabulary("en", "causes")["hazards"]
    return frozenset(word for words in table.values() for word in words)


@cache
def hazards_of(kind: str) -> frozenset[str]:
    """The hazards of one kind in the list ("motive")."""
    return cause_list("hazards", kind)


@cache
def harms() -> frozenset[str]:
    """Lemmas of happenings that call for an explanation."""
    listed = load_vocabulary("en", "causes")["harms"]["words"]
    return frozenset(listed) | frozenset(load_vocabulary("en", "umbrellas")["heads"])


def is_hazard(token: Token) -> bool:
    """Whether the word names a hazard, a failing, a motive or a hand."""
    if not token.tag.startswith("VB"):
        return token.lemma in hazards()
    # "It was greed" tagged as a participle: no verb is written like its own past form.
    return token.text.lower() in hazards() and token.lemma != token.text.lower()


def speaks_of_harm(tokens: Sequence[Token], topics: frozenset[str]) -> bool:
    """Whether one of ``tokens`` names a harm, a hazard or what the article is about."""
    return any(t.lemma in harms() or t.lemma in topics or is_hazard(t) for t in tokens)
