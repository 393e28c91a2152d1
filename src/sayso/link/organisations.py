"""Which bearers are one organisation: the same words, an abbreviation, or one with its country left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sayso.annotate.folding import fold_name
from sayso.annotate.name_kinds import short_name
from sayso.link.bearers import Bearer, Judged, choose_only, tells_place
from sayso.link.names import initials, is_abbreviation, name_words, spelling_key, word_set
from sayso.model import Reason
from sayso.vocabulary import load_vocabulary


class Form(NamedTuple):
    """A name of an organisation: what it is (``core``) and whose (``owners``, words that tell a place)."""

    core: str
    owners: frozenset[str]
    short: bool


def forms(bearer: Bearer) -> frozenset[Form]:
    """The forms of the bearer's names; a lone generic word counts only where nothing better is there."""
    names = [surface for surface, _ in bearer.surfaces] or [bearer.name]
    every = {form for name in names if (form := _read_form(name, bearer)) and form.core}
    telling = {form for form in every if form.core not in word_set("generic")}
    return frozenset(telling or every)


@cache
def _adjectives() -> dict[str, str]:
    """The folded adjectives of countries with their codes."""
    table = load_vocabulary("en", "countries")["adjectives"]
    return {fold_name(word): code for code, words in table.items() for word in words}


def _find_owner(word: str, bearer: Bearer) -> str | None:
    """The country code, or the place word, for which a word of a name stands."""
    code = _adjectives().get(word) or dict(bearer.nations).get(word)
    return code or (word if tells_place(word, bearer.places) else None)


def _read_form(name: str, bearer: Bearer) -> Form | None:
    words = [w for w in name_words(name) if w not in word_set("small")]
    owned = {w: owner for w in words if (owner := _find_owner(w, bearer))}
    owners = frozenset(owned.values())
    core = [w for w in words if w not in owned]
    while len(core) > 1 and core[-1] in word_set("suffixes"):
        core.pop()
    if not core:
        core, owners = list(words), frozenset()
    return Form("".join(sorted(map(spelling_key, core))), owners, is_abbreviation(name.strip()))


def same_owner(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of place words mean one place: equal up to a stem ("norlandic", "norland")."""
    return a == b or any(tells_place(word, b) for word in a)


def judge_organisations(bearers: Sequence[Bearer]) -> list[Judged]:
    """Links between bearers that are one organisation (weight above 0), two (below) or unsure (0)."""
    by_core: defaultdict[str, list[tuple[Bearer, Form]]] = defaultdict(list)
    for bearer in bearers:
        for form in forms(bearer):
            by_core[form.core].append((bearer, form))
    found: list[Judged] = []
    for core in sorted(by_core):
        found += _judge_core(by_core[core])
    return found + _join_owned(bearers)


def _join_owned(bearers: Sequence[Bearer]) -> list[Judged]:
    """Links between bearers of one name to the letter, which holds the word that tells whose it is.

    One article may know that word for a place and the other not.
    """
    by_words: defaultdict[tuple[str, ...], list[Bearer]] = defaultdict(list)
    for bearer in sorted(bearers, key=lambda b: b.id):
        words = name_words(bearer.name)
        if len(words) > 1:
            by_words[words].append(bearer)
    found: list[Judged] = []
    for _, same in sorted(by_words.items()):
        if any((form := _read_form(b.name, b)) and form.owners for b in same):
            found += [
                (same[0].id, b.id, Reason("the same words, whose it is among them", 3.0, b.name))
                for b in same[1:]
            ]
    return found


def _judge_core(told: Sequence[tuple[Bearer, Form]]) -> list[Judged]:
    """Links among bearers of one core: each to the first of its owner; the ownerless to the only owner."""
    owners: list[tuple[frozenset[str], Bearer]] = []
    found: list[Judged] = []
    for bearer, form in sorted(told, key=lambda t: (sorted(t[1].owners), t[0].id)):
        if not form.owners:
            continue
        match = next((other for words, other in owners if same_owner(form.owners, words)), None)
        if match is None:
            owners.append((form.owners, bearer))
        elif match.id != bearer.id:
            found.append((match.id, bearer.id, Reason("same organisation by name", 3.0, bearer.name)))
    found += [
        (a.id, b.id, Reason("one name, two countries or places", -3.0, f"{a.name} / {b.name}"))
        for n, (_, a) in enumerate(owners)
        for _, b in owners[n + 1 :]
        if a.id != b.id
    ]
    bare = sorted((b for b, form in told if not form.owners), key=lambda b: b.id)
    return found + _attach_bare(bare, [other for _, other in owners])


def _attach_bare(bare: Sequence[Bearer], owned: Sequence[Bearer]) -> list[Judged]:
    if len(owned) > 1:
        why = "one of " + ", ".join(sorted({o.name for o in owned}))
        return [(owned[0].id, b.id, Reason("several organisations of the name", 0.0, why)) for b in bare]
    first = [*owned, *bare][0]
    rule = "the only organisation of the name" if owned else "same organisation by name"
    return [(first.id, b.id, Reason(rule, 2.0, f"{b.name} = {first.name}")) for b in bare if b.id != first.id]


def attach_abbreviations(bearers: Sequence[Bearer], group_of: dict[str, str]) -> list[Judged]:
    """Links from an abbreviation to the only long name with its initials, its article's first."""
    long_names: defaultdict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        for surface, _ in bearer.surfaces:
            words = name_words(surface)
            if len(words) > 1:
                for letters in initials(words):
                    long_names[letters].append(bearer)
    found: list[Judged] = []
    for bearer in bearers:
        for letters in sorted({_letters(s) for s, _ in bearer.surfaces if is_abbreviation(s)}):
            options = long_names[letters]
            if not options or bearer in options:
                continue
            near = [b for b in options if b.article_id == bearer.article_id]
            found += choose_only(bearer, near or options, group_of, "initials of the long name", 2.0)
    return found


def attach_short_names(bearers: Sequence[Bearer], group_of: dict[str, str]) -> list[Judged]:
    """Links from a name of one word to the only longer one that goes by it: "Meridian" of "Meridian Wire"."""
    long_names: defaultdict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        for surface, proper in bearer.surfaces:
            if proper and (short := short_name(surface)):
                long_names[" ".join(name_words(short))].append(bearer)
    found: list[Judged] = []
    for bearer in bearers:
        words = name_words(bearer.name)
        options = long_names[words[0]] if bearer.proper and len(words) == 1 else []
        if bearer not in options:
            found += choose_only(bearer, options, group_of, "the only long name that goes by it", 2.0)
    return found


def attach_heads(bearers: Sequence[Bearer], group_of: dict[str, str]) -> list[Judged]:
    """Links from "the Observatory", its capital kept, to the only long name with that word at either end.

    Names of its own article come first; of two long names neither is chosen.
    """
    long_names: defaultdict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        for words in {name_words(surface) for surface, proper in bearer.surfaces if proper}:
            if len(words) > 1:
                for word in {words[0], words[-1]}:
                    long_names[word].append(bearer)
    found: list[Judged] = []
    for bearer in bearers:
        heads = {words[0] for s, _ in bearer.surfaces if len(words := name_words(s)) == 1 and _is_capital(s)}
        options = [b for head in sorted(heads) for b in long_names[head]]
        if not heads or bearer in options or len(name_words(bearer.name)) > 1:
            continue
        near = [b for b in options if b.article_id == bearer.article_id]
        found += choose_only(bearer, near or options, group_of, "the only long name with the word", 1.5)
    return found


def _is_capital(surface: str) -> bool:
    """Whether a name's one word keeps its capital after "the", so that it is no common noun."""
    words = surface.split()
    return len(words) == 2 and words[0].lower() == "the" and words[1][0].isupper() and not words[1].isupper()


def _letters(name: str) -> str:
    return name.replace(".", "").strip().lower()
