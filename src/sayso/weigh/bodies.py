"""Who speaks for whom: the body that a person heads or answers for, as the articles say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sayso.link.entities import EntityIndex
from sayso.link.names import name_words, word_set
from sayso.model import Article, Hop, Linked, Reading, Span
from sayso.vocabulary import load_vocabulary
from sayso.weigh.describing import any_of, bag_of, description_key, is_body

AROUND = 170  # characters before and after a person's name that are looked at
TITLES = r"(?:(?:[A-Z][\w.'’-]*)\s+){0,3}"
WORDS = r"(?:[\w-]+\s+){0,4}?"
# The body after "a spokesman".
NAMED = re.compile(
    r"\s+(?:for|of|at|from)\s+((?:the\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*|the\s+[a-z]+(?:\s[a-z]+)?)"
)
MARK = re.compile(r"⟦(\d+)⟧")


class Body(NamedTuple):
    """A body as one article names it at one place."""

    start: int
    end: int
    key: str
    words: frozenset[str]


def source_key(hop: Hop) -> str:
    """What tells sources without an entity apart: the folded words of their name."""
    return " ".join(name_words(hop.name)) or hop.name


def find_spoken_for(article: Article, hop: Hop, bodies: Sequence[Body]) -> str | None:
    """The body of a spokesman without a name: "a spokesman for the mill", "a fire service spokesman"."""
    if hop.span is None or not _role_pattern().search(hop.name):
        return None
    start, end = hop.span.start, hop.span.end
    inside = [b for b in bodies if start <= b.start and b.end <= end]
    after = _mark(article.text, end, min(len(article.text), end + AROUND), bodies)
    match = re.match(r"\s+(?:for|of|at|from|with)\s+(?:the\s+)?⟦(\d+)⟧", after)
    if inside or match:
        return inside[0].key if inside else bodies[int(match[1])].key if match else None
    named = NAMED.match(after)
    told, within = (pattern.fullmatch(hop.name) for pattern in _spoken_patterns())
    words = next((match[1] for match in (within, named, told) if match), "")
    return " ".join(name_words(words)) or None


def find_author(article: Article, paper: Span, bodies: Sequence[Body]) -> str | None:
    """The body that the words for a paper name, or the subject before it where they say "its"."""
    inside = [body.key for body in bodies if paper.start <= body.start and body.end <= paper.end]
    if inside:
        return inside[0] if len(set(inside)) == 1 else None
    if re.search(r"\b(?:its|their)\b", paper.exact) is None:
        return None
    return _last_subject(_mark(article.text, max(0, paper.start - AROUND), paper.start, bodies), bodies)


@cache
def _spoken_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A spokesman with the body before the post, and with the body after it."""
    one, roles = r"(?:an?|the|one)\s+", any_of("roles")
    before = re.compile(rf"(?i){one}(.+?)(?:['’]s?)?\s+(?:{roles})")
    return before, re.compile(rf"(?i){one}(?:[\w-]+\s)?(?:{roles})\s(?:for|of|at|from)\s(.+)")


@cache
def _role_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{any_of('roles')})\b")


def find_bodies(linked: Linked, entities: EntityIndex) -> dict[str, str]:
    """For each person's entity the key of the one body that the articles say it speaks for."""
    read = {reading.article_id: reading for reading in linked.readings}
    told: defaultdict[str, set[str]] = defaultdict(set)
    for article in linked.articles:
        if article.id in read:
            for person, body in _read_article(article, read[article.id], entities):
                told[person].add(body)
    found = {person: min(bodies) for person, bodies in told.items() if len(bodies) == 1}
    return {**_head_bodies(linked, entities), **found}


def _read_article(article: Article, reading: Reading, entities: EntityIndex) -> Iterable[tuple[str, str]]:
    bodies = list_bodies(article, reading, entities)
    people = [m for m in reading.names if m.kind == "person" and m.proper]
    for mention in people:
        bearer = entities.of_mention(mention.id)
        apart = [b for b in bodies if b.end <= mention.span.start or b.start >= mention.span.end]
        body = bearer and _find_body(article.text, (mention.span.start, mention.span.end), apart)
        if bearer and body and body != bearer.id:
            yield bearer.id, body


def list_bodies(article: Article, reading: Reading, entities: EntityIndex) -> list[Body]:
    """The bodies that an article names, in the order of its text, none within another."""
    found = {}
    for mention in reading.names:
        bearer = entities.of_mention(mention.id)
        if bearer and (mention.kind == "organisation" or (mention.kind == "group" and mention.proper)):
            found[mention.span.start, mention.span.end] = bearer.id
    for hop in (hop for claim in reading.claims for hop in claim.attribution):
        if hop.span and hop.kind == "group" and entities.of_mention(hop.mention_id) is None:
            if _is_titled(hop.name):
                found.setdefault((hop.span.start, hop.span.end), source_key(hop))
            elif is_body(hop.name):
                found.setdefault((hop.span.start, hop.span.end), description_key(hop.name))
    for match in titled_pattern().finditer(article.text):
        if not any(start < match.end() and match.start() < end for start, end in found):
            found[match.span()] = " ".join(name_words(match[0]))
    bodies: list[Body] = []
    for (start, end), key in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not bodies or start >= bodies[-1].end:
            words = _words_of(article.text[start:end], article.text[end : end + 30])
            bodies.append(Body(start, end, key, words))
    return bodies


@cache
def titled_pattern() -> re.Pattern[str]:
    """A body's name that nothing else has found: capitals, the last of them a word for bodies."""
    nouns = "|".join(word.capitalize() for word in load_vocabulary("en", "origins")["bodies"])
    return re.compile(rf"\b(?:[A-Z][\w'’-]+\s){{1,4}}(?:{nouns})\b(?:\s(?:of|for)\s(?:the\s)?[A-Z]\w+)?")


def _is_titled(name: str) -> bool:
    """Whether a group's name is written as a body's: "The Weavers' Association", not "Two officials"."""
    words = [word for word in name.split() if word.lower() not in ("the", "of", "for", "and", "a", "an")]
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def _words_of(name: str, after: str) -> frozenset[str]:
    """The words of a name, with the common noun that follows it: "the Coast Guard district"."""
    noun = re.match(r"\s([a-z]+)\b", after)
    return frozenset((*name_words(name), *((noun[1],) if noun else ())))


# --- one person at one place ----------------------------------------------------------------------


def _find_body(text: str, place: tuple[int, int], bodies: Sequence[Body]) -> str | None:
    """The body for which the words around a person's name say that the person speaks."""
    before = _mark(text, max(0, place[0] - AROUND), place[0], bodies)
    after = _mark(text, place[1], min(len(text), place[1] + AROUND), bodies)
    for pattern, side in _patterns():
        beside = before if side == "before" else after
        if "body" in pattern.groupindex and "⟦" not in beside:
            continue
        match = pattern.search(beside)
        if match is None:
            continue
        named = match.groupdict()
        if named.get("body"):
            return bodies[int(named["body"])].key
        if named.get("noun"):
            return _by_noun(named["noun"], bodies)
        if side != "after":
            return _last_subject(before[: match.start()] if side == "before" else before, bodies)
    return _by_member(_words_in(offices_of(text, *place)), bodies)


def _by_member(posts: Iterable[str], bodies: Sequence[Body]) -> str | None:
    """The only body of the article of the kind for which a post speaks: the court, for a judge."""
    listed: list[dict[str, str]] = load_vocabulary("en", "origins")["members"]
    found = {key for one in listed if one["office"] in posts and (key := _by_noun(one["body"], bodies))}
    return found.pop() if len(found) == 1 else None


def _words_in(phrases: Iterable[str]) -> set[str]:
    return {word for phrase in phrases for word in phrase.split()}


def _mark(text: str, start: int, end: int, bodies: Sequence[Body]) -> str:
    """A stretch of the text with each body's name replaced by its number in brackets."""
    pieces, at = [], start
    for number in range(bisect_left(bodies, start, key=lambda body: body.start), len(bodies)):
        body = bodies[number]
        if body.start >= end:
            break
        if body.end <= end:
            pieces += [text[at : body.start], f"⟦{number}⟧"]
            at = body.end
    return "".join([*pieces, text[at:end]])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    role = any_of("roles")
    leads = any_of("leads")
    body, noun = r"⟦(?P<body>\d+)⟧", r"[Tt]he\s+(?P<noun>[a-z]+(?:\s[a-z]+)?)"
    near = rf"{WORDS}(?:{role})\b"
    post = (
        rf"(?:(?!(?:{any_of('outsiders')})\b)[a-z][\w-]*\s+){{0,4}}(?!(?:{any_of('outsiders')})\b)[a-z][\w-]*"
    )
    of = r"(?:of|for|at|from|with)\s+(?:the\s+)?"
    last = rf",?\s+{TITLES}$"
    return (
        (re.compile(rf"{body}(?:\s[a-z]+)?['’]s?\s+{post}{last}"), "before"),
        (re.compile(rf"\b{noun}['’]s?\s+{post}{last}"), "before"),
        (re.compile(rf"\b(?:[Ii]ts|[Tt]heir)\s+{post}{last}"), "before"),
        (re.compile(rf"\b(?:{role})\s+(?:of|for|at|from|with|in)\s+(?:the\s+)?{body}{last}"), "before"),
        (re.compile(rf"{body}\s+{near}{last}"), "before"),
        (re.compile(rf"^,\s+(?:the\s+)?{body}(?:\s[a-z]+)?['’]s?\s+{near}"), "after"),
        (re.compile(rf"^,\s+{noun}['’]s?\s+{near}"), "after"),
        (
            re.compile(rf"^,\s+(?:the\s+|an?\s+)?{near}\s+{of}{body}"),
            "after",
        ),
        (re.compile(rf"^,\s+(?:the\s+)?{near}\s+(?:of|for|at)\s+(?:its|their)\b"), "subject"),
        (re.compile(rf"^,\s+who\s+(?:{leads})\b[^.,;⟦]{{0,30}}{body}"), "after"),
        (re.compile(rf"^,\s+who\s+(?:{leads})\s+{noun}"), "after"),
        (re.compile(rf"^,\s+{body}\s+(?:{role})\b"), "after"),
    )


def _by_noun(noun: str, bodies: Sequence[Body]) -> str | None:
    """The only body of the article with the noun in its name: "the service" of "Rescue Service"."""
    wanted = set(name_words(noun))
    keys = {body.key for body in bodies if wanted & body.words}
    return keys.pop() if len(keys) == 1 else None


def _last_subject(before: str, bodies: Sequence[Body]) -> str | None:
    """The first body of the sentence before "its", or of the one before that."""
    for sentence in reversed(re.split(r"[.!?]['\"”’]?\s+", before)):
        marked = MARK.search(sentence)
        if marked:
            return bodies[int(marked[1])].key
    return None


def offices_of(text: str, start: int, end: int) -> Iterable[str]:
    """The offices that the words right beside a person's name give: "the returning officer, Ann Rowe"."""
    before, after, inside = _office_patterns()
    found = (
        before.search(text[max(0, start - 90) : start]),
        after.match(text[end : end + 60]),
        inside.match(text[start:end]),
    )
    yield from (match[1].lower() for match in found if match)


@cache
def _office_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """An office before a name, after it, and within it."""
    offices, place = any_of("offices"), r"(?:\sof\s[\w\s]{2,30})?"
    return (
        re.compile(rf"(?i)\b({offices}){place},?\s+(?-i:{TITLES})$"),
        re.compile(rf"(?i),\s+the\s+(?:[\w-]+\s)?({offices})\b"),
        re.compile(rf"(?i)(?:the\s)?({offices})\s"),
    )


# --- offices that head a body ------------------------------------------------------------------------


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    listed: list[dict[str, Any]] = load_vocabulary("en", "origins")["heads"]
    return tuple((one["office"], one["body"]) for one in listed)


def _head_bodies(linked: Linked, entities: EntityIndex) -> Mapping[str, str]:
    """For each holder of an office the body of that name: the energy minister's is the energy ministry."""
    by_words: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    for entity in linked.entities:
        if entity.kind == "organisation":
            for name in entity.names:
                by_words[bag_of(name)].add(entity.id)
    found = {}
    for entity in (e for e in linked.entities if e.kind == "person"):
        bags = {words for name in entity.names for words in _body_names(name) if len(words) > 1}
        keys = {key for words in bags for key in by_words[words]}
        if len(keys) == 1:
            found[entity.id] = keys.pop()
    return found


def _body_names(title: str) -> Iterable[frozenset[str]]:
    """The bodies of which a title makes its bearer the head: "Energy Minister Ana Ruiz"."""
    words = name_words(title)
    for office, body in _offices():
        if office in words:
            at = words.index(office)
            if " " in body:
                yield bag_of(body)
            else:
                yield frozenset({*words[max(0, at - 1) : at], body})
                yield frozenset({*words[max(0, at - 2) : at], body})
                yield frozenset({*(w for w in words[at + 1 : at + 3] if w not in word_set("small")), body})
