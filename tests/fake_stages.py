"""Plain stand-ins for the stages between reading a file and weighing, to test the runner alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sayso.ids import claim_id
from sayso.model import (
    Amount,
    Article,
    Claim,
    DateEvidence,
    Doc,
    Event,
    Figure,
    Interval,
    Judgement,
    Linked,
    Quantity,
    Reading,
)
from sayso.read import find_pages, read_page
from sayso.run import Evidence, Stages
from sayso.spans import cut

DEAD = re.compile(r"(\d{1,6}) (?:people )?(?:died|dead)")
NEXT_DAY = Interval(date(2031, 5, 9), date(2031, 5, 9), "day", basis="case", why="the others are of that day")


def load_reader(language: str) -> str:
    return language


def annotate_article(article: Article, reader: str, hint: Interval | None) -> Doc:
    if "unreadable" in article.text:
        raise ValueError("a fault of ours")
    published = article.published or hint
    return Doc(article, (), published, DateEvidence(), (), (), (), (), (), ())


def extract_claims(doc: Doc) -> tuple[Claim, ...]:
    return tuple(read_toll(doc, match) for match in DEAD.finditer(doc.article.text))


def read_toll(doc: Doc, match: re.Match[str]) -> Claim:
    span = cut(doc.article, match.start(), match.end())
    number = float(match[1])
    amount = Amount("killed", Quantity(number, number, number), "people", span)
    key = claim_id("figure", span)
    return Claim(key, doc.article.id, "figure", span, "die", amount=amount, as_of=doc.published)


def count_numbers(doc: Doc, claims: Sequence[Claim]) -> int:
    return len(re.findall(r"\d+", doc.article.text)) - len(claims)


def date_case(evidences: Mapping[str, Evidence]) -> dict[str, Interval]:
    """An undated article is of the ninth, if another is dated at all."""
    undated = [key for key, (_, _, published) in evidences.items() if published is None]
    return dict.fromkeys(undated, NEXT_DAY) if len(undated) < len(evidences) else {}


def link_case(
    articles: Sequence[Article], readings: Sequence[Reading], judgements: Sequence[Judgement]
) -> Linked:
    """One figure of all tolls, whose id is its smallest claim's."""
    claims = tuple(sorted(claim.id for reading in readings for claim in reading.claims))
    figures = (Figure("f" + claims[0][1:], "killed", "people", None, None, claims),) if claims else ()
    events = tuple(Event("e" + key[1:], None, (key,)) for key in claims)
    order = sorted(articles, key=lambda article: article.id)
    return Linked(tuple(order), tuple(readings), (), events, figures, judgements=tuple(judgements))


FAKE = Stages(
    find_pages,
    read_page,
    load_reader,
    annotate_article,
    extract_claims,
    count_numbers,
    date_case,
    link_case,
)
