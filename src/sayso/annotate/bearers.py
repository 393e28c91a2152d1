"""Which names of one article have one bearer: surnames with full names, acronyms with what they stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from sayso.annotate.capitals import load_name_words
from sayso.annotate.descriptions import Description
from sayso.annotate.folding import fold_name
from sayso.annotate.proper_names import Proper
from sayso.model import NameKind
from sayso.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Post:
    """A title or post that the text gives a bearer, and the country that it is of, where told."""

    words: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Bearers:
    """The bearers of one article: each name with its fullest, each bearer's posts, each description's holder."""

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


def read_bearers(propers: Sequence[Proper], beside: Sequence[tuple[Description, Proper]]) -> Bearers:
    """Who bears which names and posts; ``beside`` are the descriptions that stand right beside a name."""
    people = join_people([p.text for p in propers if p.kind == "person"])
    bodies = join_bodies([p.text for p in propers if p.kind == "organisation"])
    posts: dict[str, list[Post]] = defaultdict(list)
    for proper in propers:
        if proper.kind == "person":
            posts[people[proper.text]] += [Post(role, proper.country) for role in proper.roles]
    for description, proper in beside:
        posts[people[proper.text]].append(Post(description.head, description.country))
    held = {(d.sentence, d.first): people[p.text] for d, p in beside}
    return Bearers(people, bodies, {full: tuple(given) for full, given in posts.items()}, held)


def _holds(post: Post, description: Description) -> bool:
    words, head = post.words.lower(), description.head
    if words.startswith(("former", "ex-", "then", "late")):
        return False
    if description.country and post.country and description.country != post.country:
        return False
    leaders = load_vocabulary("en", "names")["roles"]["leaders"]
    return words.endswith(head) or (head == "leader" and any(words.endswith(leader) for leader in leaders))


# Bodies of which every country and town has one: the bare word says too little.
EVERYWHERE = frozenset({"government", "police", "army", "military", "administration", "regime", "company", "opposition"})


def _is_body_of(full: str, description: Description) -> bool:
    key, head = body_key(full).split(), body_key(description.head).split()
    if len(head) > 1:
        return key[-len(head) :] == head
    return head[0] in key and head[0] not in EVERYWHERE and len(key) > 1


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
    """Whether two full names (two words or more each) may be one person's: near surnames, near given names."""
    a, b = person_words(left), person_words(right)
    return near_words(a[-1], b[-1]) and near_words(a[0], b[0])


def join_people(names: Sequence[str]) -> dict[str, str]:
    """Each personal name with the fullest of its bearer; a part that two bearers share keeps its own words."""
    full = list(dict.fromkeys(n for n in names if len(person_words(n)) > 1))
    out: dict[str, str] = {}
    heads: list[str] = []
    for name in full:
        met = next((h for h in heads if same_person(h, name)), None)
        out[name] = met or name
        if met is None:
            heads.append(name)
    fullest = {
        head: max((n for n in full if out[n] == head), key=lambda n: (len(n.split()), -full.index(n)))
        for head in heads
    }
    out = {name: fullest[head] for name, head in out.items()}
    bearers = sorted(set(out.values()), key=full.index)
    for name in names:
        if name not in out:
            out[name] = _bearer_of(name, bearers) or name
    return out


def _bearer_of(part: str, bearers: Sequence[str]) -> str | None:
    """The one bearer whose surname, else given name, else any word is ``part``."""
    words = person_words(part)
    if len(words) != 1:
        return None
    tests = (
        [b for b in bearers if near_words(words[0], person_words(b)[-1]) and len(words[0]) > 1],
        [b for b in bearers if words[0] == person_words(b)[0]],
        [b for b in bearers if words[0] in person_words(b)],
    )
    met = next((t for t in tests if t), [])
    return met[0] if len(met) == 1 else None


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
    """Each organisation's name with its fullest: spellings, acronyms and their expansions, heads of one longer name."""
    distinct = list(dict.fromkeys(names))
    out: dict[str, str] = {}
    for name in distinct:
        out[name] = _expansion(name, distinct) or _first_spelling(name, distinct)
    return {name: out.get(full, full) for name, full in out.items()}


def _expansion(name: str, distinct: Sequence[str]) -> str | None:
    letters = name.replace(".", "")
    if not (letters.isupper() and len(letters) > 1):
        return None
    met = {body_key(n): n for n in reversed(distinct) if len(n.split()) > 1 and initials(n) == letters}
    return next(iter(met.values())) if len(met) == 1 else None


def _first_spelling(name: str, distinct: Sequence[str]) -> str:
    key = body_key(name)
    longer = {body_key(n): n for n in reversed(distinct) if _extends(body_key(n), key)}
    if len(longer) == 1:
        return next(iter(longer.values()))
    return next(n for n in distinct if body_key(n) == key)


def _extends(longer: str, key: str) -> bool:
    """ "National Security Committee of Chile" goes on from "National Security Committee"; "Bank of Chile" not from "Bank"."""
    return len(key.split()) > 1 and (longer.startswith(key + " of ") or longer.endswith(" " + key))


def gender_of(name: str) -> str | None:
    """ "m" or "f" where the given name tells it."""
    words, given = load_name_words(), name.split()[0]
    return "m" if given in words.male else "f" if given in words.female else None
