"""Times linking and weighing on made-up cases of growing size: python bench/big_case.py 100 1000."""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta
from hashlib import sha256

from sayso.ids import claim_id, mention_id
from sayso.link import link_case
from sayso.model import (
    Amount,
    Article,
    Because,
    Claim,
    ClaimKind,
    DateEvidence,
    Hop,
    Interval,
    NameMention,
    PlaceMention,
    PlaceReference,
    Quantity,
    Reading,
    Role,
    Span,
)
from sayso.weigh import weigh_case

CLAIMS = 30
HEADS = (
    "march",
    "clash",
    "arrest",
    "fire",
    "deploy",
    "withdraw",
    "speak",
    "strike",
    "storm",
    "resign",
    "kill",
)
KINDS = ("PROTEST", "ASSAULT", "COERCE", "MOBILIZE", "CONSULT")
FIRST = ("Ivo", "Mara", "Tomas", "Lena", "Karl", "Ines", "Piet", "Olga")
LAST = ("Beric", "Halvor", "Quist", "Marten", "Sorel", "Dahl", "Vance", "Okri", "Lund", "Teller")
BODIES = ("Rescue Service", "Harbour Ministry", "Physicians League", "Council of Guards", "Farmers Union")
CAUSES = ("foreign agents stirred up the crowd", "low wages and rising prices", "a quarrel between clans")
START = date(2031, 3, 1)


def make_case(size: int, claims: int = CLAIMS) -> tuple[list[Article], list[Reading]]:
    """``size`` articles with ``claims`` claims each, the same for the same size."""
    chance = random.Random(size)
    pairs = [_make_article(number, claims, chance) for number in range(size)]
    return [a for a, _ in pairs], [r for _, r in pairs]


def _make_article(number: int, claims: int, chance: random.Random) -> tuple[Article, Reading]:
    words: list[str] = []
    for n in range(claims):
        filler = " ".join(f"w{chance.randrange(5000)}" for _ in range(12))
        person = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        town = f"Town{chance.randrange(60)}"
        body = chance.choice(BODIES)
        cause = chance.choice(CAUSES)
        what = f"{chance.choice(HEADS)} {chance.randrange(900)} in {town}"
        words.append(f"On day {n} {person} {what} {cause} {filler} {body}.")
    text = "\n".join(words)
    day = START + timedelta(chance.randrange(20))
    digest = sha256(f"{number} {text}".encode()).hexdigest()
    article = Article("a" + digest[:10], f"{number}.txt", text, digest, outlet=f"Outlet {number % 200}")
    reading = _read(article, words, day, chance)
    return article, reading


def _read(article: Article, sentences: list[str], day: date, chance: random.Random) -> Reading:
    names, places, claims, at = [], [], [], 0
    for sentence in sentences:
        parts = sentence.split(" ")
        start = at
        at += len(sentence) + 1

        def cut(words: str, start: int = start, sentence: str = sentence) -> Span:
            place = start + sentence.index(words)
            return Span(article.id, place, place + len(words), words)

        person = cut(" ".join(parts[3:5]))
        town = cut(parts[8])
        body = cut(" ".join(parts[-2:]).rstrip("."))
        name = NameMention(mention_id("person", person), person, "person", person.exact)
        source = NameMention(mention_id("organisation", body), body, "organisation", body.exact)
        number = int(town.exact[4:])
        place = PlaceMention(
            mention_id("toponym", town), town, town.exact, 100 + number, country="XN", precision="town"
        )
        names += [name, source]
        places.append(place)
        when = Interval(day - timedelta(chance.randrange(3)), day, "day")
        span = Span(article.id, start, start + len(sentence), sentence)
        kind: ClaimKind = chance.choice(("event", "event", "event", "figure", "explanation"))
        value = float(parts[6])
        claims.append(
            Claim(
                claim_id(kind, span),
                article.id,
                kind,
                span,
                parts[5],
                event_type=chance.choice(KINDS) if kind == "event" else None,
                when=when,
                place=PlaceReference(town.exact, town, place.id),
                actors=(Role("agent", person.exact, person, name.id),),
                amount=Amount("killed", Quantity(value, value, value), "people", span)
                if kind == "figure"
                else None,
                attribution=(Hop(body.exact, "organisation", "says", body, source.id),) if value % 2 else (),
                because=Because("", span, None, "asserts") if kind == "explanation" else None,
            )
        )
    return Reading(
        article.id,
        "bench",
        Interval(day, day, "day"),
        DateEvidence(),
        names=tuple(names),
        places=tuple(places),
        claims=tuple(claims),
    )


def main() -> None:
    """Prints seconds of processor time for each size."""
    for size in map(int, sys.argv[1:] or ("100", "1000")):
        articles, readings = make_case(size)
        start = time.process_time()
        linked = link_case(articles, readings, ())
        middle = time.process_time()
        weighed = weigh_case(linked, None)
        end = time.process_time()
        seconds = f"link {middle - start:.2f} s, weigh {end - middle:.2f} s"
        print(
            f"{size} articles, {size * CLAIMS} claims: {seconds}; "
            f"{len(linked.entities)} entities, {len(linked.events)} events, {len(linked.figures)} figures, "
            f"{len(linked.links)} links, {len(weighed.conflicts)} conflicts"
        )


if __name__ == "__main__":
    main()
