"""A small invented crisis, weighed by hand: a dam, four towns, five articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from build import a_span, an_article
from sayso.ids import claim_id
from sayso.model import (
    Amount,
    Article,
    Because,
    Claim,
    Conflict,
    DateEvidence,
    Derivation,
    Entity,
    Event,
    Explanation,
    Figure,
    FigureRange,
    Hop,
    Interval,
    Linked,
    PlaceReference,
    Quantity,
    Reading,
    Reason,
    Role,
    Support,
    Voice,
    Weighed,
)

POST = an_article(
    "Dam bursts above Ellin\n\nThe Ellin dam burst on Friday evening. At least 12 people died, the Water "
    "Board said.\n\nShare this page\n\nNeglected valves caused the flood, said engineer Ada Brun.",
    name="post.txt",
    outlet="Tarn Post",
    published="2031-05-03",
)
HERALD = an_article(
    "The Ellin dam burst on Friday evening. At least 12 people died, the Water Board said.",
    name="herald.txt",
    outlet="Hollow Herald",
    published="2031-05-04",
)
RADIO = an_article(
    "The hospital counted 47 dead by Monday. The minister denied that valves had been neglected. "
    "Residents said the dam burst on Thursday.",
    name="radio.txt",
    outlet="Vale Radio",
    published="2031-05-06",
)
LETTER = an_article(
    "Dozens are dead, people here say. The valves may have been opened on purpose.", name="letter.txt"
)
COURRIER = replace(
    an_article("Le barrage a cédé.", name="courrier.txt", outlet="Le Courrier", published="2031-05-05"),
    language="fr",
)
ARTICLES = (POST, HERALD, RADIO, LETTER, COURRIER)


def days(first: str, last: str | None = None, **more: Any) -> Interval:
    """An interval of ISO days."""
    grain = more.pop("grain", "day")
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first), grain, **more)


def a_claim(article: Article, words: str, kind: Any = "event", **more: Any) -> Claim:
    """A claim on ``words``; string values of place, cue and when_span become spans of the article."""
    span = a_span(article, words)
    for key in ("cue", "when_span", "trigger"):
        if key in more:
            more[key] = a_span(article, more[key])
    if "place" in more:
        more["place"] = PlaceReference(more["place"], a_span(article, more["place"]), "m-ellin")
    return Claim(claim_id(kind, span), article.id, kind, span, more.pop("head", "be"), **more)


def a_hop(article: Article, words: str, mention_id: str, kind: Any = "organisation") -> Hop:
    """A source named by ``words``."""
    return Hop(words, kind, "says", a_span(article, words), mention_id)


def killed(article: Article, words: str, low: float | None, best: float | None, high: float | None) -> Amount:
    """A count of the dead."""
    modifier = "at least" if best is None and high is None else "dozens" if best is None else None
    quantity = Quantity(low, best, high, modifier, vague=modifier == "dozens")
    return Amount("killed", quantity, "people", a_span(article, words), cumulative=True)


BURST = "The Ellin dam burst on Friday evening"
FRIDAY = days("2031-05-02", grain="part", clock="TEV", basis="anchored")


def _burst(article: Article) -> Claim:
    return a_claim(
        article, BURST, when=FRIDAY, when_span="Friday evening", place="Ellin", head="burst", trigger="burst"
    )


def _twelve(article: Article) -> Claim:
    return a_claim(
        article,
        "At least 12 people died",
        "figure",
        amount=killed(article, "At least 12 people", 12, None, None),
        as_of=days(str(article.published.latest) if article.published else "2031-05-03"),
        attribution=(a_hop(article, "the Water Board", f"m-board-{article.name}"),),
        cue="said",
    )


C_BURST, C_BURST_COPY = _burst(POST), _burst(HERALD)
C_TWELVE, C_TWELVE_COPY = _twelve(POST), _twelve(HERALD)
C_VALVES = a_claim(
    POST,
    "Neglected valves caused the flood",
    "explanation",
    attribution=(a_hop(POST, "engineer Ada Brun", "m-brun", "person"),),
    because=Because(
        "why did the dam burst?", a_span(POST, "Neglected valves"), a_span(POST, "the flood"), "asserts"
    ),
)
C_HOSPITAL = a_claim(
    RADIO,
    "47 dead by Monday",
    "figure",
    amount=killed(RADIO, "47 dead", 47, 47, 47),
    as_of=days("2031-05-05"),
    attribution=(a_hop(RADIO, "The hospital", "m-hospital"),),
)
C_DENIAL = a_claim(
    RADIO,
    "valves had been neglected",
    "explanation",
    polarity="denied",
    attribution=(a_hop(RADIO, "The minister", "m-minister", "person"),),
    because=Because("why did the dam burst?", a_span(RADIO, "valves had been neglected"), None, "denies"),
    about_id=C_VALVES.id,
)
C_THURSDAY = a_claim(
    RADIO,
    "the dam burst on Thursday",
    when=days("2031-05-01", basis="anchored"),
    when_span="Thursday",
    attribution=(a_hop(RADIO, "Residents", "m-residents", "group"),),
    actors=(Role("agent", "the dam", a_span(RADIO, "the dam")),),
    head="burst",
)
C_DOZENS = a_claim(
    LETTER,
    "Dozens are dead",
    "figure",
    amount=killed(LETTER, "Dozens", 24, None, 99),
    attribution=(a_hop(LETTER, "people here", "m-people", "group"),),
)
C_PURPOSE = a_claim(
    LETTER,
    "The valves may have been opened on purpose",
    "explanation",
    polarity="hedged",
    because=Because("why did the dam burst?", a_span(LETTER, "opened on purpose"), None, "hedges"),
)

CLAIMS = (
    (POST, (C_BURST, C_TWELVE, C_VALVES)),
    (HERALD, (C_BURST_COPY, C_TWELVE_COPY)),
    (RADIO, (C_HOSPITAL, C_DENIAL, C_THURSDAY)),
    (LETTER, (C_DOZENS, C_PURPOSE)),
    (COURRIER, ()),
)

ENTITIES = (
    Entity(
        "n-board", "organisation", "Water Board", ("Water Board",), ("m-board-post.txt", "m-board-herald.txt")
    ),
    Entity("n-brun", "person", "Ada Brun", ("Ada Brun",), ("m-brun",)),
    Entity("n-ellin", "place", "Ellin", ("Ellin",), ("m-ellin",), 77, 51.5, -3.25, "XX"),
    Entity("n-hospital", "organisation", "the hospital", ("the hospital",), ("m-hospital",)),
    Entity("n-minister", "person", "the minister", ("the minister",), ("m-minister",)),
    Entity("n-residents", "group", "Residents", ("Residents",), ("m-residents",)),
)


def _reading(article: Article, claims: tuple[Claim, ...]) -> Reading:
    unread = f"language: {article.language}" if article.language != "en" else None
    furniture = (a_span(POST, "Share this page"),) if article is POST else ()
    voices = (Voice(a_span(LETTER, LETTER.text), "comment"),) if article is LETTER else ()
    return Reading(
        article.id,
        "1",
        article.published,
        DateEvidence(),
        furniture=furniture,
        voices=voices,
        claims=claims,
        numbers_not_read=1 if article is RADIO else 0,
        unread=unread,
    )


LINKED = Linked(
    ARTICLES,
    tuple(_reading(article, claims) for article, claims in CLAIMS),
    ENTITIES,
    events=(Event("e-burst", None, (C_BURST.id, C_BURST_COPY.id, C_THURSDAY.id)),),
    figures=(
        Figure(
            "f-killed",
            "killed",
            "people",
            "n-ellin",
            None,
            (C_TWELVE.id, C_TWELVE_COPY.id, C_HOSPITAL.id, C_DOZENS.id),
        ),
    ),
    explanations=(
        Explanation("x-valves", "why did the dam burst?", "neglected valves", (C_VALVES.id, C_DENIAL.id)),
        Explanation("x-purpose", "why did the dam burst?", "opened on purpose", (C_PURPOSE.id,)),
    ),
)

COPY = Derivation(
    HERALD.id,
    POST.id,
    "copies",
    None,
    ((a_span(HERALD, BURST), a_span(POST, BURST)),),
    (Reason("shared passage", 1.0, "14 words in common, published a day later"),),
)
CITED = Derivation(POST.id, "n-board", "cites", C_TWELVE.id, ((a_span(POST, "the Water Board"), None),), ())
CONFLICTS = (
    Conflict("k-day", "conflict", (C_BURST.id, C_THURSDAY.id), "the burst is set on 2 May and on 1 May"),
    Conflict("k-toll", "update", (C_TWELVE.id, C_HOSPITAL.id), "a later count"),
    Conflict("k-why", "conflict", (C_VALVES.id, C_DENIAL.id), "one asserts it, one denies it"),
)


def weigh_by_hand() -> Weighed:
    """The whole case."""
    every = frozenset(claim.id for _, claims in CLAIMS for claim in claims)
    return Weighed(
        None,
        LINKED,
        every,
        frozenset(),
        (CITED, COPY),
        CONFLICTS,
        {"e-burst": Support(3, (), ("n-residents",), (POST.id,))},
        {"f-killed": Support(4, ("n-board", "n-hospital"), ("people here",), ())},
        {"f-killed": FigureRange(12, None, 47, date(2031, 5, 5), "no two named origins give one value")},
        ("e-burst",),
    )


def weigh_early() -> Weighed:
    """The case as of 4 May: the Post and the Herald alone."""
    seen = frozenset(c.id for article, claims in CLAIMS[:2] for c in claims)
    return replace(
        weigh_by_hand(),
        as_of=date(2031, 5, 4),
        visible=seen,
        conflicts=(),
        event_support={"e-burst": Support(2, (), (), (POST.id,))},
        figure_support={"f-killed": Support(2, ("n-board",), (), ())},
        figure_ranges={"f-killed": FigureRange(12, None, None, date(2031, 5, 4), "one origin only")},
    )


def weigh_nothing() -> Weighed:
    """A case without articles."""
    return replace(
        weigh_by_hand(),
        linked=replace(LINKED, articles=(), readings=(), events=(), figures=(), explanations=()),
        derivations=(),
        conflicts=(),
        visible=frozenset(),
    )
