"""The words that tell a core measure, looked up by form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.annotate.number_lines import Line
from sayso.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """Forms and their measures. ``actives``: verbs whose object is counted; ``participles``: in the
    passive, their subject; ``left_phrases``: several words before a figure ("rounded up")."""

    nouns: dict[str, str]
    states: dict[str, str]
    actives: dict[str, str]
    participles: dict[str, str]
    intransitives: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    left_phrases: dict[str, str]
    of_nouns: dict[str, str]
    of_people: frozenset[str]
    things: frozenset[str]
    strict: frozenset[str]
    reporting: frozenset[str]
    copulas: frozenset[str]
    force: frozenset[str]
    settlement: frozenset[str]
    population: frozenset[str]
    send: frozenset[str]
    homes: frozenset[str]
    any_core: frozenset[str]


@cache
def load_measure_words() -> MeasureWords:
    """The tables of data/en/quantities.toml, turned round."""
    table = load_vocabulary("en", "quantities")
    measures: dict[str, Any] = table["measures"]
    groups = {k: frozenset(v) for k, v in table["groups"].items()}
    verbs = [(m, v.split()) for m, t in measures.items() for v in t["transitive"]]
    actives = {form: m for m, forms in verbs for form in forms}
    participles = {forms[2]: m for m, forms in verbs}
    intransitives = {f: m for m, t in measures.items() for v in t["intransitive"] for f in v.split()}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for measure, entry in measures.items():
        for phrase in entry["phrases"]:
            parts = tuple(phrase.split())
            phrases.setdefault(parts[0], []).append((parts, measure))
    states = _by_word(measures, "states")
    return MeasureWords(
        nouns=_by_word(measures, "nouns"),
        states=states,
        actives=actives,
        participles=participles,
        intransitives=intransitives,
        phrases={k: tuple(v) for k, v in phrases.items()},
        left_phrases={p: m for m, t in measures.items() for p in t["left"]},
        of_nouns=_by_word(measures, "of"),
        of_people=groups["people"],
        things=groups["things"],
        strict=groups["strict"],
        reporting=groups["reporting"],
        copulas=groups["copulas"],
        force=groups["force"],
        settlement=groups["settlement"],
        population=groups["population"],
        send=groups["send"],
        homes=groups["homes"],
        any_core=frozenset(actives) | frozenset(intransitives) | frozenset(states) | frozenset(phrases),
    )


@cache
def core_measures() -> frozenset[str]:
    """The names of the core measures, and of those that words are listed for beside them."""
    return frozenset(load_vocabulary("en", "quantities")["measures"]) | {
        "population",
        "share",
        "price",
        "price_ratio",
    }


def _by_word(measures: dict[str, Any], key: str) -> dict[str, str]:
    return {word: measure for measure, entry in measures.items() for word in entry[key]}


def find_phrase(line: Line, at: int, words: MeasureWords) -> str | None:
    """The measure of the several words that start at ``at`` ("shot dead", "taken into custody")."""
    for phrase, measure in words.phrases.get(line.word(at), ()):
        if line.is_phrase(at, phrase):
            return measure
    return None
