"""A second small invented crisis, weighed by hand: guards, miners, and four events between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from build import a_span, an_article
from invented import a_claim, a_hop, days
from sayso.model import (
    Amount,
    Claim,
    Conflict,
    DateEvidence,
    Entity,
    Event,
    Figure,
    FigureRange,
    Linked,
    PlaceMention,
    Quantity,
    Reading,
    Role,
    Support,
    Weighed,
)

SHOT = "Guards shot three miners dead in Ellin on Friday"
UNION = an_article(
    f"{SHOT}, the union said. Miners blocked the bridge on Saturday and Sunday.",
    name="union.txt",
    outlet="Tarn Post",
    published="2031-05-03",
)
CLINIC = an_article(
    "At Ellin guards killed at least five miners, the clinic said. Rebels seized a depot. "
    "The mayor denied that guards had beaten a student on Friday.",
    name="clinic.txt",
    outlet="Hollow Herald",
    published="2031-05-05",
)
FRIDAY = days("2031-05-02", basis="anchored")
WEEKEND = days("2031-05-03", "2031-05-04", extent="throughout", basis="anchored")


def killed(claim: Claim, words: str, low: float, best: float | None) -> Claim:
    """The claim with so many killed in it."""
    article = UNION if claim.article_id == UNION.id else CLINIC
    quantity = Quantity(low, best, best, None if best else "at least")
    return replace(claim, amount=Amount("killed", quantity, "people", a_span(article, words)))


def role(article: object, name: str, kind: str, words: str, mention: str) -> Role:
    """Somebody who does or suffers it."""
    return Role(kind, name, a_span(article, words), mention)  # type: ignore[arg-type]


C_THREE = killed(
    a_claim(
        UNION,
        SHOT,
        event_type="ASSAULT",
        subtype="shooting",
        when=FRIDAY,
        place="Ellin",
        trigger="shot",
        actors=(
            role(UNION, "Guards", "agent", "Guards", "m-guards"),
            role(UNION, "three miners", "patient", "three miners", "m-miners"),
        ),
        attribution=(a_hop(UNION, "the union", "m-union"),),
    ),
    "three miners",
    3,
    3,
)
C_BRIDGE = a_claim(
    UNION,
    "Miners blocked the bridge on Saturday and Sunday",
    event_type="PROTEST",
    subtype="blockade",
    when=WEEKEND,
    trigger="blocked",
    actors=(role(UNION, "Miners", "agent", "Miners", "m-miners"),),
)
C_FIVE = killed(
    a_claim(
        CLINIC,
        "guards killed at least five miners",
        event_type="ASSAULT",
        subtype="death",
        when=FRIDAY,
        trigger="killed",
        actors=(role(CLINIC, "guards", "agent", "guards", "m-guards"),),
        attribution=(a_hop(CLINIC, "the clinic", "m-clinic"),),
    ),
    "at least five miners",
    5,
    None,
)
C_DEPOT = a_claim(
    CLINIC,
    "Rebels seized a depot",
    event_type="ASSAULT",
    subtype="seizure",
    actors=(role(CLINIC, "Rebels", "agent", "Rebels", "m-rebels"),),
)
C_BEATEN = a_claim(
    CLINIC,
    "guards had beaten a student on Friday",
    event_type="ASSAULT",
    subtype="attack",
    polarity="denied",
    when=FRIDAY,
    actors=(role(CLINIC, "guards", "agent", "guards had", "m-guards"),),
    attribution=(a_hop(CLINIC, "The mayor", "m-mayor", "person"),),
)
CLAIMS = ((UNION, (C_THREE, C_BRIDGE)), (CLINIC, (C_FIVE, C_DEPOT, C_BEATEN)))
ELLIN = PlaceMention("m-ellin", a_span(UNION, "Ellin"), "Ellin", 77, 51.5, -3.25, "PE", "town")
READINGS = tuple(
    Reading(
        article.id,
        "1",
        article.published,
        DateEvidence(),
        places=(ELLIN,) if article is UNION else (),
        claims=claims,
    )
    for article, claims in CLAIMS
)
LINKED = Linked(
    (UNION, CLINIC),
    READINGS,
    entities=(
        Entity("n-clinic", "organisation", "the clinic", ("the clinic",), ("m-clinic",)),
        Entity("n-ellin", "place", "Ellin", ("Ellin",), ("m-ellin",), 77, 51.5, -3.25, "PE"),
        Entity("n-guards", "group", "the guards", ("the guards",), ("m-guards",)),
        Entity("n-union", "organisation", "Miners’ Union", ("Miners’ Union",), ("m-union",)),
    ),
    events=(
        Event("e-shots", "ASSAULT", (C_THREE.id, C_FIVE.id)),
        Event("e-bridge", "PROTEST", (C_BRIDGE.id,)),
        Event("e-depot", "ASSAULT", (C_DEPOT.id,)),
        Event("e-beaten", "ASSAULT", (C_BEATEN.id,)),
    ),
    figures=(Figure("f-killed", "killed", "people", "n-ellin", None, (C_THREE.id, C_FIVE.id)),),
)


def weigh_clash() -> Weighed:
    """The whole case: three killed says the union, five or more says the clinic."""
    every = frozenset(claim.id for _, claims in CLAIMS for claim in claims)
    return Weighed(
        None,
        LINKED,
        every,
        frozenset(),
        (),
        (Conflict("k-toll", "conflict", (C_THREE.id, C_FIVE.id), "three against at least five"),),
        {"e-shots": Support(2, ("n-union", "n-clinic"), (), ())},
        {"f-killed": Support(2, ("n-union", "n-clinic"), (), ())},
        {"f-killed": FigureRange(3, None, None, date(2031, 5, 2), "no two named origins agree")},
        ("e-shots", "e-beaten", "e-bridge"),
    )


def weigh_saying(words: str) -> Weighed:
    """The same case where every name, title and quote of the first article is ``words``."""
    article = replace(an_article(words), id=UNION.id, outlet=words, title=words, url=f"https://x/{words}")
    span = a_span(article, words)
    claim = replace(
        C_THREE,
        span=span,
        trigger=span,
        place=None,
        actors=(Role("agent", words, span),),
        attribution=(replace(C_THREE.attribution[0], name=words, span=span, mention_id=None),),
        amount=replace(C_THREE.amount, span=span) if C_THREE.amount else None,
    )
    reading = replace(READINGS[0], claims=(claim,), places=())
    linked = replace(LINKED, articles=(article, CLINIC), readings=(reading, READINGS[1]))
    return replace(weigh_clash(), linked=linked, conflicts=())
