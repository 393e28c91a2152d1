"""Which names of one article have one bearer: surnames with full names, acronyms with what they stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from sayso.annotate.bodies import load_organisation_words
from sayso.annotate.capitals import load_name_words
from sayso.annotate.descriptions import Description
from sayso.annotate.folding import fold_name
from sayso.annotate.name_kinds import short_name
from sayso.annotate.proper_names import Proper
from sayso.model import NameKind
from sayso.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Post:
    """A title or post that the text gives a bearer, and the country that it is of, where told."""

    words: str
    country: str | None
    department: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bearers:
    """The bearers of one article: their names with the fullest, their posts, who holds a description."""

    people: dict[str, str]
    bodies: dict[str, str]
    posts: dict[str, tuple[Post, ...]]
    beside: dict[tuple[int, int], str]

    def full_name(self, name: str, kind: NameKind) -> str:
        """The fullest name of the bearer of ``name``."""
        joined = self.people if kind == "person" else self.bodies
        return joined.get(name, name)

    def roles(self, full: str) -> tuple[str, ...]:
        """The titles and posts of a bearer, in the order of the text."""
        return tuple(dict.fromkeys(post.words for post in self.posts.get(full, ())))

    def holder(self, description: Description) -> str | None:
        """The full name that a description stands for, where exactly one bearer in the article is left."""
        beside = self.beside.get((description.sentence, description.first))
        if beside or not description.definite:
            return beside
        if description.kind == "person":
            fit = {full for full, posts in self.posts.items() if any(_holds(p, description) for p in posts)}
        elif description.kind == "organisation":
            fit = {full for full in self.bodies.values() if _is_body_of(full, description)}
        else:
            return None
        return next(iter(fit)) if len(fit) == 1 else None


def read_bearers(
    propers: Sequence[Proper],
    beside: Sequence[tuple[Description, Proper]],
    bracketed: Sequence[tuple[Proper, Proper]] = (),
) -> Bearers:
    """Who bears which names and posts; ``beside`` are the descriptions that stand right beside a name,
    ``bracketed`` organisations with the short name in brackets after them.
    """
    people = join_people([p.text for p in propers if p.kind == "person"])
    bodies = join_bodies([p.text for p in propers if p.kind == "organisation"])
    bodies |= {short.text: bodies[full.text] for full, short in bracketed}
    posts: dict[str, list[Post]] = defaultdict(list)
    for proper in propers:
        if proper.kind == "person":
            posts[people[proper.text]] += [Post(role, proper.country) for role in proper.roles]
    for description, proper in beside:
        post = Post(description.head, description.country, description.department)
        posts[people[proper.text]].append(post)
    held = {(d.sentence, d.first): people[p.text] for d, p in beside}
    return Bearers(people, bodies, {full: tuple(given) for full, given in posts.items()}, held)


def _holds(post: Post, description: Description) -> bool:
    words, head = post.words.lower(), description.head
    if words.startswith(("former", "ex-", "then", "late")):
        return False
    if description.country and post.country and description.country != post.country:
        return False
    if description.department and not _is_of_department(post, description.department):
        return False
    leaders = load_vocabulary("en", "names")["roles"]["leaders"]
    if head in LEADERS:
        return any(words.endswith(leader) for leader in leaders)
    *before, last = head.split()
    return words.endswith(head) or (words.endswith(last) and bool(before) and set(before) <= post.department)


# Heads of state and of government by any title.
LEADERS = frozenset({"leader", "head of state", "head of government"})


def _is_of_department(post: Post, department: frozenset[str]) -> bool:
    """Whether a post is of that department: a minister without one may be any minister, and is none."""
    told = post.department | {w.replace("defense", "defence") for w in fold_name(post.words).split()}
    return department <= told


# Bodies of which every country and town has one: the bare word says too little.
EVERYWHERE = frozenset(
    {"government", "police", "army", "military", "administration", "regime", "company", "opposition"}
)


def _is_body_of(full: str, description: Description) -> bool:
    key, head = body_key(full).split(), body_key(description.head).split()
    if not {body_key(w) for w in description.department} <= set(key):
        return False
    if len(head) > 1:
        return key[-len(head) :] == head
    of_all = head[0] in EVERYWHERE or (full in load_organisation_words().known and not description.department)
    return head[0] in key and not of_all and len(key) > 1


SMALL = frozenset(["of", "the", "for", "and", "on", "in", "de", "la", "del", "&", "to", "at"])


def person_words(name: str) -> list[str]:
    """The words of a personal name, folded, without initials' points and generation marks."""
    return [w for w in fold_name(name).split() if w not in ("jr", "sr", "ii", "iii")]


def near_words(left: str, right: str) -> bool:
    """One word in two spellings: the same, an initial, or a slip of a letter or two in longer words."""
    if left == right or (min(len(left), len(right)) == 1 and left[0] == right[0]):
        return True
    allowed = 0 if min(len(left), len(right)) < 5 else 1 if max(len(left), len(right)) < 8 else 2
    return left[0] == right[0] and Levenshtein.distance(left, right, score_cutoff=allowed) <= allowed


def same_person(left: str, right: str) -> bool:
    """Whether two names of two words or more may be one person's: near surnames, near given names."""
    a, b = person_words(left), person_words(right)
    return near_words(a[-1], b[-1]) and near_words(a[0], b[0])


def join_people(names: Sequence[str]) -> dict[str, str]:
    """Each personal name with the fullest of its bearer; a part that two share keeps its own words."""
    distinct = list(dict.fromkeys(names))
    full = [n for n in distinct if len(person_words(n)) > 1]
    groups: dict[str, list[list[str]]] = defaultdict(list)
    for name in full:
        # Near words share their first letter, so that only bearers of one pair of initials need comparing.
        words = person_words(name)
        rivals = groups[words[0][0] + words[-1][0]]
        met = next((group for group in rivals if same_person(group[0], name)), None)
        if met is None:
            rivals.append([name])
        else:
            met.append(name)
    bearers = [group for rivals in groups.values() for group in rivals]
    fullest = {name: max(group, key=lambda n: len(n.split())) for group in bearers for name in group}
    parts = _parts_of(list(dict.fromkeys(fullest.values())))
    return {name: fullest.get(name) or _bearer_of(name, parts) or name for name in distinct}


def _parts_of(bearers: Sequence[str]) -> list[dict[str, list[str]]]:
    """The bearers by their surnames, by their given names, and by any of their words."""
    by_last: dict[str, list[str]] = defaultdict(list)
    by_first: dict[str, list[str]] = defaultdict(list)
    by_any: dict[str, list[str]] = defaultdict(list)
    for bearer in bearers:
        words = person_words(bearer)
        by_last[words[-1]].append(bearer)
        by_first[words[0]].append(bearer)
        for word in set(words):
            by_any[word].append(bearer)
    return [by_last, by_first, by_any]


def _bearer_of(part: str, parts: Sequence[dict[str, list[str]]]) -> str | None:
    """The one bearer whose surname, else given name, else any word is ``part``, or a slip of the surname."""
    words = person_words(part)
    if len(words) != 1:
        return None
    exact = next((p[words[0]] for p in parts if words[0] in p), None)
    met = exact or [b for last, bearers in parts[0].items() if near_words(words[0], last) for b in bearers]
    return met[0] if len(met) == 1 and len(words[0]) > 1 else None


def body_key(name: str) -> str:
    """An organisation's name in one spelling: folded, "organisation" and "organization" alike, no article."""
    return (
        fold_name(name)
        .removeprefix("the ")
        .replace("isation", "ization")
        .replace("centre", "center")
        .replace("defence", "defense")
    )


def initials(name: str) -> str:
    """The first letters of the capitalised words of a name: what its acronym would be."""
    return "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper() and w.lower() not in SMALL)


def join_bodies(names: Sequence[str]) -> dict[str, str]:
    """Each organisation's name with its fullest: other spellings, acronyms, heads of one longer name."""
    first: dict[str, str] = {}
    by_letters: dict[str, set[str]] = defaultdict(set)
    by_head: dict[str, set[str]] = defaultdict(set)
    for name in names:
        key = body_key(name)
        first.setdefault(key, name)
        if short := short_name(name):
            by_head[body_key(short)].add(key)
        if " " in key:
            by_letters[initials(name)].add(key)
            for head in _heads_of(key):
                by_head[head].add(key)
    out = {}
    for name in dict.fromkeys(names):
        key = _only(by_letters.get(name.replace(".", ""), set())) or body_key(name)
        key = _only(by_head.get(key, set())) or key
        out[name] = first[key]
    return out


def _only(keys: set[str]) -> str | None:
    return next(iter(keys)) if len(keys) == 1 else None


OF = frozenset({"of", "de", "del", "di", "du", "da", "do", "von"})


def _heads_of(key: str) -> list[str]:
    """The shorter names that go on in a longer one, "of chile" or after "chilean"."""
    words = key.split()
    heads = [" ".join(words[:i]) for i, w in enumerate(words) if w in OF and i > 1]
    return [*heads, *([" ".join(words[1:])] if len(words) > 2 and words[0] in national_words() else [])]


@cache
def national_words() -> frozenset[str]:
    """The adjectives of countries, folded: "Kenyan Red Cross" is the article's one "Red Cross"."""
    adjectives = load_vocabulary("en", "countries")["adjectives"].values()
    return frozenset(fold_name(word) for words in adjectives for word in words)


def gender_of(name: str) -> str | None:
    """ "m" or "f" where the given name tells it."""
    words, given = load_name_words(), name.split()[0]
    return "m" if given in words.male else "f" if given in words.female else None
