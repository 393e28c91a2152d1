"""One thing of the case, opened by its id: its words in their context, and what it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sayso.corrections import anchor_of
from sayso.model import Claim, Weighed
from sayso.show.index import Index
from sayso.show.quotes import name_subject, read_passage, read_relation
from sayso.show.rows import Item
from sayso.show.tellings import agree_place, agree_when, choose_label, claim_place
from sayso.show.words import say_published, say_quantity, say_spread, say_when, with_unit

Facts = tuple[tuple[str, str], ...]


class UnknownItem(LookupError):
    """No item of the case, or more than one, has an id that begins so."""


def open_item(weighed: Weighed, item: str) -> Item:
    """The item whose id is ``item`` or alone begins with it; raises UnknownItem."""
    return find_item(Index(weighed), item)


def find_item(index: Index, item: str) -> Item:
    """The same in tables that are open already."""
    kinds: tuple[tuple[Iterable[str], Callable[[Index, str], Item]], ...] = (
        (index.claims, _open_claim),
        (index.events, _open_event),
        (index.figures, _open_figure),
        (index.explanations, _open_explanation),
        (index.conflicts, _open_conflict),
        (index.articles, _open_article),
        (index.entities, _open_entity),
    )
    openers = {key: opener for ids, opener in kinds for key in ids}
    item = _find_holder(index, item) if item and item not in openers else item
    matches = [item] if item in openers else sorted(key for key in openers if item and key.startswith(item))
    if len(matches) != 1:
        some = ", ".join(matches[:5]) + (" …" if len(matches) > 5 else "")
        raise UnknownItem(f"{item}: {'could be ' + some if matches else 'nothing has this id'}")
    return openers[matches[0]](index, matches[0])


def _find_holder(index: Index, item: str) -> str:
    """The row of which ``item`` would be the id if another of its members were its first one; else itself."""
    rows: dict[str, Iterable[tuple[str, tuple[str, ...]]]] = {
        "e": ((row.id, row.claim_ids) for row in index.events.values()),
        "f": ((row.id, row.claim_ids) for row in index.figures.values()),
        "x": ((row.id, row.claim_ids) for row in index.explanations.values()),
        "n": ((row.id, row.mention_ids) for row in index.entities.values()),
    }
    anchor = anchor_of(item)
    held = [key for key, members in rows.get(item[0], ()) if anchor in members]
    return held[0] if len(held) == 1 else item


def _make(
    index: Index,
    key: str,
    claims: Iterable[Claim],
    *,
    kind: str,
    title: str,
    facts: Facts,
    members: Iterable[str] = (),
) -> Item:
    """An item with its passages; ``members`` are the claims or mentions of which a row is made."""
    claims = tuple(claims)
    conflicts = index.relations_of(claim.id for claim in claims)
    passages = tuple(read_passage(index, claim) for claim in claims)
    told = tuple((name, value) for name, value in facts if value)
    relations = tuple(read_relation(index, k) for k in conflicts)
    return Item(key, kind, title, told, passages, relations, index.notes(key, members))


def _open_claim(index: Index, key: str) -> Item:
    claim = index.claims[key]
    place = claim_place(index, claim)
    amount = claim.amount
    value = with_unit(say_quantity(amount.quantity), amount.unit) if amount else ""
    holder_id, holder = name_subject(index, [key])
    facts = (
        ("kind", claim.kind),
        ("type", " / ".join(filter(None, (claim.event_type, claim.subtype)))),
        ("polarity", claim.polarity),
        ("when", say_when(claim.when) if claim.when else ""),
        ("as of", say_when(claim.as_of) if claim.as_of else ""),
        ("where", place.name if place else ""),
        ("value", f"{amount.measure}: {value}" if amount else ""),
        ("who", ", ".join(f"{role.name} ({role.role})" for role in claim.actors)),
        ("about", claim.about_id or ""),
        ("in", f"{holder} ({holder_id})" if holder_id else ""),
    )
    return _make(index, key, [claim], kind="claim", title=claim.span.exact, facts=facts)


def _open_event(index: Index, key: str) -> Item:
    event = index.events[key]
    claims = index.told(event.claim_ids)
    place = agree_place(index, claims)
    facts = (
        ("type", event.type or ""),
        ("when", say_when(agree_when(claims))),
        ("where", place.name if place else ""),
        ("part of", event.part_of or ""),
    )
    return _make(
        index,
        key,
        claims,
        kind="event",
        title=choose_label(index, claims),
        facts=facts,
        members=event.claim_ids,
    )


def _open_figure(index: Index, key: str) -> Item:
    figure = index.figures[key]
    reach = index.weighed.figure_ranges.get(key)
    spread = say_spread(reach.low, reach.high, figure.unit) if reach else ""
    facts = (("range", spread), ("why", reach.why if reach else ""))
    return _make(
        index,
        key,
        index.told(figure.claim_ids),
        kind="figure",
        title=index.figure_title(figure),
        facts=facts,
        members=figure.claim_ids,
    )


def _open_explanation(index: Index, key: str) -> Item:
    explanation = index.explanations[key]
    facts = (("question", explanation.question),)
    return _make(
        index,
        key,
        index.told(explanation.claim_ids),
        kind="explanation",
        title=explanation.label,
        facts=facts,
        members=explanation.claim_ids,
    )


def _open_conflict(index: Index, key: str) -> Item:
    conflict = index.conflicts[key]
    _, subject = name_subject(index, conflict.claim_ids)
    facts = (("why", conflict.why), ("about", subject))
    return _make(
        index, key, index.told(conflict.claim_ids), kind=conflict.kind, title=conflict.why, facts=facts
    )


def _open_article(index: Index, key: str) -> Item:
    article = index.articles[key]
    published = index.published(key)
    facts = (
        ("file", article.name),
        ("address", article.url or ""),
        ("by", article.byline or ""),
        ("published", say_published(published)),
        ("why", published.why if published else ""),
        ("language", article.language or ""),
        ("not read", index.why_unread(key)),
        ("supersedes", article.supersedes or ""),
    )
    title = f"{index.outlet(key)}: {article.title}" if article.title else index.outlet(key)
    return _make(index, key, index.claims_by_article.get(key, ()), kind="article", title=title, facts=facts)


def _open_entity(index: Index, key: str) -> Item:
    entity = index.entities[key]
    facts = (("kind", entity.kind), ("names", ", ".join(entity.names)), ("country", entity.country or ""))
    ours = set(entity.mention_ids)
    claims = [claim for claim in index.claims.values() if ours & _mentions_of(claim)]
    return _make(
        index, key, claims, kind=entity.kind, title=entity.name, facts=facts, members=entity.mention_ids
    )


def _mentions_of(claim: Claim) -> set[str]:
    ids = {hop.mention_id for hop in claim.attribution} | {role.mention_id for role in claim.actors}
    ids.add(claim.place.mention_id if claim.place else None)
    return {mention for mention in ids if mention}
