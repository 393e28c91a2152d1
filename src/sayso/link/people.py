"""Which bearers are one person: full names first, then surnames alone, then roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sayso.link.bearers import Bearer, Judged, choose_only, role_bag
from sayso.link.candidates import propose_pairs
from sayso.link.names import is_slip, name_words, same_given, same_surname, slip_keys, spelling_key, word_set
from sayso.model import Reason

SLIP_SURNAME = 7  # letters from which a surname alone may be misspelt


def compare_people(a: Bearer, b: Bearer) -> Reason:
    """Whether two full names may be one person's: positive for the same, negative for two people."""
    x, y = _core(a.words), _core(b.words)
    said = f"{a.name} / {b.name}"
    if x == y:
        return Reason("same full name", 3.0, said)
    shorter, longer = sorted((x, y), key=len)
    if set(map(spelling_key, shorter)) <= set(map(spelling_key, longer)):
        return Reason("one full name within the other", 2.5, said)
    if same_surname(x[-1], y[-1]) and same_given(x[0], y[0]):
        exact = spelling_key(x[-1]) == spelling_key(y[-1]) or spelling_key(x[0]) == spelling_key(y[0])
        return Reason("another spelling of the name", 2.0 if exact else 1.0, said)
    return Reason("two first names or surnames", -3.0, said)


@lru_cache(maxsize=65536)
def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(w for w in words if w not in word_set("particles"))
    return kept if len(kept) > 1 else words


def _surname_keys(bearer: Bearer) -> Iterable[str]:
    core = _core(bearer.words)
    bones = {"bones " + "".join(c for c in spelling_key(core[-1]) if c not in "aeiou")}
    # Of two surnames the first alone is often told: "Ana Rojas" is "Ana Rojas Vidal".
    return bones.union(*(slip_keys(word) for word in core[1:]), slip_keys(core[-1]))


def _full_keys(bearer: Bearer) -> Iterable[str]:
    core = _core(bearer.words)
    return {f"{key} {spelling_key(core[0])[:1]}" for key in _surname_keys(bearer)} | {
        spelling_key(w) for w in core
    }


def _name_keys(bearer: Bearer) -> Iterable[str]:
    return [" ".join(spelling_key(w) for w in _core(bearer.words))]


def judge_people(bearers: Sequence[Bearer]) -> list[Judged]:
    """Pairs of full-named bearers, each with the reason that they are one person or two.

    Equal names are linked to the first of them, so that cost grows with the names and not with their uses.
    """
    first: dict[tuple[str, ...], Bearer] = {}
    judged = []
    for bearer in (b for b in bearers if is_full(b)):
        other = first.setdefault(_core(bearer.words), bearer)
        if other.id != bearer.id:
            judged.append((other.id, bearer.id, compare_people(other, bearer)))
    levels = [_surname_keys, _full_keys, _name_keys]
    pairs = propose_pairs(list(first.values()), levels, lambda bearer: bearer.id)
    return judged + [(a.id, b.id, compare_people(a, b)) for a, b in pairs]


def is_full(bearer: Bearer) -> bool:
    """Whether a bearer goes by a proper name of two words or more."""
    return bearer.proper and len(_core(bearer.words)) > 1


def attach_surnames(bearers: Sequence[Bearer], group_of: dict[str, str]) -> list[Judged]:
    """For each name of one word the one full bearer it can mean: in its article first, else in the case.

    Where none is, equal single names are one; where two are, it stays alone and the reason says so.
    """
    full = [b for b in bearers if is_full(b)]
    lone = [b for b in bearers if b.proper and len(_core(b.words)) == 1]
    by_surname, by_given = _index(full, -1), _index(full, 0)
    by_slip = _index_slips(full)
    found: list[Judged] = []
    first: dict[str, str] = {}
    for bearer in lone:
        key = spelling_key(_core(bearer.words)[0])
        near = [b for b in by_surname[key] + by_given[key] if b.article_id == bearer.article_id]
        options = [b for b in near or by_surname[key] if not _other_title(bearer, b)]
        found += choose_only(bearer, options, group_of, "the only full bearer of the name")
        if not options:
            slips = [
                b for s in sorted(slip_keys(key)) for b in by_slip[s] if is_slip(key, _core(b.words)[-1])
            ]
            options = slips if len(key) >= SLIP_SURNAME else []
            found += choose_only(bearer, options, group_of, "the only full bearer, one letter amiss", 1.0)
        other = bearer.id if options else first.setdefault(key, bearer.id)
        if other != bearer.id:
            found.append((other, bearer.id, Reason("the same single name", 1.5, bearer.name)))
    return found


def _other_title(a: Bearer, b: Bearer) -> bool:
    """Whether two bearers have titles that no one person bears together."""
    left, right = (_titles(x) & word_set("exclusive") for x in (a, b))
    return bool(left and right and not left & right)


def _titles(bearer: Bearer) -> frozenset[str]:
    return frozenset(
        word for name in (*bearer.roles, *(s for s, _ in bearer.surfaces)) for word in name_words(name)
    )


def _index_slips(bearers: Iterable[Bearer]) -> defaultdict[str, list[Bearer]]:
    index: defaultdict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        for key in slip_keys(_core(bearer.words)[-1]):
            index[key].append(bearer)
    return index


def _index(bearers: Iterable[Bearer], position: int) -> defaultdict[str, list[Bearer]]:
    index: defaultdict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        index[spelling_key(_core(bearer.words)[position])].append(bearer)
    return index


def attach_roles(bearers: Sequence[Bearer], group_of: dict[str, str]) -> list[Judged]:
    """Links from a role of two words or more ("the president of Norland") to the only person who bears it."""
    owners: defaultdict[frozenset[str], list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        if bearer.proper:
            for bag in _bags(bearer):
                owners[bag].append(bearer)
    found: list[Judged] = []
    first: dict[frozenset[str], str] = {}
    for bearer in bearers:
        bag = role_bag(bearer.name)
        if bearer.proper or len(bag) < 2:
            continue
        found += choose_only(bearer, owners[bag], group_of, "the only bearer of the role")
        other = first.setdefault(bag, bearer.id)
        if other != bearer.id and not owners[bag]:
            found.append((other, bearer.id, Reason("the same role", 1.0, bearer.name)))
    return found


def _bags(bearer: Bearer) -> set[frozenset[str]]:
    said = [surface for surface, proper in bearer.surfaces if not proper] + list(bearer.roles)
    return {bag for bag in map(role_bag, said) if len(bag) > 1}
