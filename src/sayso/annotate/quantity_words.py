"""Small groups of words that single rules on figures ask for."""

from __future__ import annotations

from functools import cache

from sayso.vocabulary import load_vocabulary


@cache
def word_set(name: str) -> frozenset[str]:
    """The group ``name`` of data/en/quantities.toml, lower case."""
    return frozenset(load_vocabulary("en", "quantities")["words"][name])
