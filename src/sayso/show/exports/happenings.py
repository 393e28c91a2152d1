"""Events with what forms for events ask of them: when, where, who, how many, on whose say-so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Literal

from sayso.model import Claim, Entity, Event, Interval, Quantity, RoleName, Support
from sayso.show.index import Index
from sayso.show.quotes import read_quote
from sayso.show.rows import Quote
from sayso.show.tellings import Place, agree_place, agree_when, choose_label, choose_telling

Precision = Literal["point", "town", "region", "country"]
PEOPLE = ("killed", "injured", "detained")
NOBODY = Support(0, (), (), ())


@dataclass(frozen=True, slots=True)
class Toll:
    """How many, as the tellings of one event give it; ``best`` if all of them give one number.

    ``shared``: another event is told with the same figure.
    """

    low: float | None
    best: float | None
    high: float | None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """One event with all its visible tellings; ``telling`` is the clearest of them."""

    event: Event
    claims: tuple[Claim, ...]
    telling: Claim
    label: str
    when: Interval | None
    place: Place | None
    entity: Entity | None
    precision: Precision | None
    inherited: bool
    country: str
    agents: tuple[str, ...]
    patients: tuple[str, ...]
    tolls: dict[str, Toll]
    support: Support
    origins: tuple[str, ...]
    unnamed: tuple[str, ...]
    quotes: tuple[Quote, ...]  # each words of an article once
    disputes: tuple[str, ...]

    @property
    def id(self) -> str:
        """The event's id."""
        return self.event.id

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where the place was found in the gazetteer."""
        if self.entity is None or self.entity.lat is None or self.entity.lon is None:
            return None
        return self.entity.lat, self.entity.lon

    @property
    def denied(self) -> bool:
        """Whether every telling denies it."""
        return all(claim.polarity == "denied" for claim in self.claims)

    @property
    def quote(self) -> Quote:
        """The clearest telling, with its chain of say-so."""
        return next(quote for quote in self.quotes if quote.claim_id == self.telling.id)


def list_happenings(index: Index) -> Iterator[Happening]:
    """Every event of the case, in the order of the chronology."""
    held = _count_holders(index)
    for event in index.events.values():
        yield _read_happening(index, event, held)


def _count_holders(index: Index) -> dict[str, int]:
    """In how many events each figure stands."""
    held: dict[str, int] = {}
    for event in index.events.values():
        claims = index.told(event.claim_ids)
        for figure in {figure for claim in claims for figure in _figures_of(index, claim)}:
            held[figure] = held.get(figure, 0) + 1
    return held


def _figures_of(index: Index, claim: Claim) -> list[str]:
    return [holder.id for holder in index.holders.get(claim.id, ()) if holder.id in index.figures]


def _read_happening(index: Index, event: Event, held: dict[str, int]) -> Happening:
    claims = index.told(event.claim_ids)
    telling = choose_telling(claims)
    place = agree_place(index, claims)
    entity = index.entities.get(place.entity_id) if place and place.entity_id else None
    support = index.weighed.event_support.get(event.id, NOBODY)
    relations = index.relations_of(claim.id for claim in claims)
    return Happening(
        event=event,
        claims=claims,
        telling=telling,
        label=choose_label(index, claims),
        when=agree_when(claims),
        place=place,
        entity=entity,
        precision=_agree_precision(index, claims, entity),
        inherited=all(claim.place.inherited for claim in claims if claim.place),
        country=name_country(entity.country) if entity and entity.country else "",
        agents=_names(index, claims, "agent"),
        patients=_names(index, claims, "patient"),
        tolls=_count_tolls(index, claims, held),
        support=support,
        origins=tuple(dict.fromkeys(index.name_of(key) for key in support.origins)),
        unnamed=tuple(dict.fromkeys(index.name_of(key) for key in support.unnamed)),
        quotes=_read_quotes(index, claims, telling),
        disputes=tuple(relation.why for relation in relations if relation.kind == "conflict"),
    )


def _count_tolls(index: Index, claims: tuple[Claim, ...], held: dict[str, int]) -> dict[str, Toll]:
    tolls = ((measure, _count_people(index, claims, measure, held)) for measure in PEOPLE)
    return {measure: toll for measure, toll in tolls if toll}


def _read_quotes(index: Index, claims: Iterable[Claim], telling: Claim) -> tuple[Quote, ...]:
    """The tellings; of several claims on the same words the clearest, or the first."""
    spans = {claim.span: claim for claim in reversed(tuple(claims))} | {telling.span: telling}
    return tuple(read_quote(index, spans.pop(c.span)) for c in claims if c.span in spans)


def _agree_precision(index: Index, claims: Iterable[Claim], entity: Entity | None) -> Precision | None:
    """How finely the entity is placed: the finest of what its mentions in these claims say."""
    if entity is None:
        return None
    mentions = (claim.place.mention_id for claim in claims if claim.place)
    ours = {mention for mention in mentions if mention and index.entity_of(mention) == entity}
    told = {index.places[mention].precision for mention in ours if mention in index.places}
    order: tuple[Precision, ...] = ("point", "town", "region", "country")
    return next((precision for precision in order if precision in told), None)


def _names(index: Index, claims: Iterable[Claim], role: RoleName) -> tuple[str, ...]:
    actors = [actor for claim in claims for actor in claim.actors if actor.role == role]
    bearers = ((index.entity_of(actor.mention_id), actor.name) for actor in actors)
    found: dict[str, str] = {}
    for bearer, name in bearers:
        word = bearer.name if bearer else name
        found.setdefault(word.casefold(), word)
    return tuple(found.values())


def _count_people(index: Index, claims: Iterable[Claim], measure: str, held: dict[str, int]) -> Toll | None:
    """The toll that the tellings give and do not deny: all of them, no part of a whole."""
    counted = [
        claim
        for claim in claims
        if claim.amount
        and claim.amount.measure == measure
        and claim.polarity != "denied"
        and not (claim.amount.of_whom or claim.amount.part_of or claim.amount.before)
        and _is_finite(claim.amount.quantity)
    ]
    if not counted:
        return None
    figures = {figure for claim in counted for figure in _figures_of(index, claim)}
    return _span_values(counted, any(held.get(figure, 0) > 1 for figure in figures))


def _is_finite(quantity: Quantity) -> bool:
    """Whether no bound is a number too great to be one."""
    return all(isfinite(value) for value in (quantity.low, quantity.best, quantity.high) if value is not None)


def _span_values(counted: list[Claim], shared: bool) -> Toll:
    """From the lowest to the highest of what the claims say; a bound that one leaves open is open.

    The range of their figure is of its last day, and the event may be long before that.
    """
    amounts = [claim.amount.quantity for claim in counted if claim.amount]
    lows = [a.low if a.low is not None else a.best for a in amounts]
    highs = [a.high if a.high is not None else a.best for a in amounts]
    low = None if None in lows else min(value for value in lows if value is not None)
    high = None if None in highs else max(value for value in highs if value is not None)
    return Toll(low, low if low == high else None, high, shared)


@cache
def name_country(code: str) -> str:
    """The English name of a country by its two letters; the letters where the gazetteer has none."""
    from sayso.annotate.gazetteer import load_gazetteer

    found = load_gazetteer().country(code)
    return found.name if found else code
