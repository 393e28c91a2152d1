"""The invariants of a case: each is a function that yields a Problem for whatever breaks it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sayso.corrections import anchor_of
from sayso.model import Claim, Correction, Interval, Judgement, Linked, Problem, Quantity, Span, Weighed
from sayso.spans import InexactSpan, check_exact, find_spans, overlap

Invariant = Callable[[Linked], Iterator[Problem]]
ID = re.compile(r"[a-z]{1,2}[0-9a-f]{10}")


def check_case(linked: Linked) -> tuple[Problem, ...]:
    """What breaks the invariants of a case, in the order of their list."""
    return tuple(problem for invariant in INVARIANTS for problem in invariant(linked))


def count_spans(linked: Linked) -> int:
    """How many quotes a case holds."""
    return sum(1 for _ in find_spans((linked.readings, linked.links)))


def wrong(where: str, message: str) -> Problem:
    """A broken invariant."""
    return Problem("check", where, message)


def every_claim(linked: Linked) -> Iterator[Claim]:
    """All claims of a case."""
    return (claim for reading in linked.readings for claim in reading.claims)


# --- words ----------------------------------------------------------------------------------------


def check_quotes(linked: Linked) -> Iterator[Problem]:
    """Each quote stands in its text, to the letter."""
    texts = {article.id: article.text for article in linked.articles}
    for span in find_spans((linked.readings, linked.links)):
        if span.article_id not in texts:
            yield wrong(
                span.article_id, f"a quote of an article that is not in the case: {span.exact[:60]!r}"
            )
            continue
        try:
            check_exact(span, texts[span.article_id])
        except InexactSpan as error:
            yield wrong(span.article_id, str(error))


def check_homes(linked: Linked) -> Iterator[Problem]:
    """All that was read out of an article quotes that article alone."""
    for reading in linked.readings:
        for span in find_spans(reading):
            if span.article_id != reading.article_id:
                yield wrong(reading.article_id, f"quotes another article: {span.exact[:60]!r}")
        for claim in reading.claims:
            if claim.article_id != reading.article_id:
                yield wrong(claim.id, f"belongs to {claim.article_id}, read out of {reading.article_id}")


def check_furniture(linked: Linked) -> Iterator[Problem]:
    """No claim is read from page furniture."""
    for reading in linked.readings:
        for claim in reading.claims:
            if any(overlap(claim.span, span) for span in reading.furniture):
                yield wrong(claim.id, f"read from page furniture: {claim.span.exact[:60]!r}")


def check_details(linked: Linked) -> Iterator[Problem]:
    """A claim's amount touches its words. (Its trigger may not: "was meant not to end it but to slow it".)"""
    for claim in every_claim(linked):
        if claim.amount and not overlap(claim.span, claim.amount.span):
            yield wrong(claim.id, f"its amount {claim.amount.span.exact!r} lies outside its words")


# --- ids ------------------------------------------------------------------------------------------


def list_ids(linked: Linked) -> Iterator[tuple[str, str]]:
    """The kind and id of every record; a place's name may be one mention, read as a name and as a place."""
    made: tuple[tuple[Any, ...], ...] = (linked.entities, linked.events, linked.figures, linked.explanations)
    for records in (linked.articles, *made):
        yield from (("record", record.id) for record in records)
    for reading in linked.readings:
        yield from (("record", claim.id) for claim in reading.claims)
        yield from (("name", name.id) for name in reading.names)
        yield from (("place", place.id) for place in reading.places)


def check_ids(linked: Linked) -> Iterator[Problem]:
    """Ids are well formed, and no two records share one."""
    for (kind, record_id), times in sorted(Counter(list_ids(linked)).items()):
        if not ID.fullmatch(record_id):
            yield wrong(record_id, "is no id: a letter or two and ten hex digits")
        if times > 1:
            yield wrong(record_id, f"is the id of {times} {kind}s")


def check_readings(linked: Linked) -> Iterator[Problem]:
    """Each article has one reading, and each reading its article; what was not read holds no claims."""
    read = Counter(reading.article_id for reading in linked.readings)
    articles = {article.id for article in linked.articles}
    for key in sorted(articles ^ set(read)):
        yield wrong(key, "has no reading" if key in articles else "a reading of no article")
    for reading in linked.readings:
        if reading.unread and reading.claims:
            yield wrong(reading.article_id, "was not read, and has claims")


# --- references -----------------------------------------------------------------------------------


def list_references(linked: Linked) -> Iterator[tuple[str, str, str]]:
    """What refers to a claim: who, to what, as what."""
    for claim in every_claim(linked):
        if claim.about_id:
            yield claim.id, claim.about_id, "about"
        if claim.amount and claim.amount.part_of:
            yield claim.id, claim.amount.part_of, "part of"
    groups: tuple[Iterable[Any], ...] = (linked.events, linked.figures, linked.explanations)
    for records in groups:
        for record in records:
            yield from ((record.id, claim_id, "holds") for claim_id in record.claim_ids)


def check_references(linked: Linked) -> Iterator[Problem]:
    """What refers to a claim refers to one that is there."""
    known = {claim.id for claim in every_claim(linked)}
    for source, target, relation in list_references(linked):
        if target not in known:
            yield wrong(source, f"{relation} {target}, which is no claim of the case")


def check_mentions(linked: Linked) -> Iterator[Problem]:
    """Mentions that claims and entities name are there, and no mention has two bearers."""
    known = set(list_mentions(linked))
    for claim in every_claim(linked):
        named = [role.mention_id for role in claim.actors]
        named.append(claim.place.mention_id if claim.place else None)
        for mention in named:
            if mention and mention not in known:
                yield wrong(claim.id, f"names the mention {mention}, which is not in the case")
    bearers = Counter(mention for entity in linked.entities for mention in entity.mention_ids)
    for mention, times in sorted(bearers.items()):
        if mention not in known:
            yield wrong(mention, "is a mention of an entity, and of no article")
        if times > 1:
            yield wrong(mention, f"is borne by {times} entities")


def list_mentions(linked: Linked) -> Iterator[str]:
    """The ids of all mentions: names, places, and the words that claims have for their sources."""
    for reading in linked.readings:
        yield from (name.id for name in reading.names)
        yield from (place.id for place in reading.places)
    for claim in every_claim(linked):
        yield from (hop.mention_id for hop in claim.attribution if hop.mention_id)


def check_containers(linked: Linked) -> Iterator[Problem]:
    """An event is part of one that is there, and of none that is part of it; a figure's place is known."""
    above = {event.id: event.part_of for event in linked.events}
    for event in linked.events:
        seen, here = {event.id}, event.part_of
        while here in above and here not in seen:
            seen.add(str(here))
            here = above[str(here)]
        if here is not None:
            yield wrong(
                event.id,
                f"is part of {here}, which " + ("contains itself" if here in above else "is not there"),
            )
    entities = {entity.id for entity in linked.entities}
    for figure in linked.figures:
        if figure.place_id and figure.place_id not in entities:
            yield wrong(figure.id, f"its place {figure.place_id} is no entity of the case")


# --- values ---------------------------------------------------------------------------------------


def list_intervals(linked: Linked) -> Iterator[tuple[str, Interval]]:
    """Every interval of a case with the record that it belongs to."""
    for article in linked.articles:
        if article.published:
            yield article.id, article.published
    for reading in linked.readings:
        yield from ((reading.article_id, when) for when in (reading.published, reading.hint) if when)
    for claim in every_claim(linked):
        yield from ((claim.id, when) for when in (claim.when, claim.as_of) if when)


def check_intervals(linked: Linked) -> Iterator[Problem]:
    """No interval ends before it begins."""
    for owner, when in list_intervals(linked):
        if when.earliest and when.latest and when.earliest > when.latest:
            yield wrong(owner, f"ends on {when.latest}, before it begins on {when.earliest}")


def check_amounts(linked: Linked) -> Iterator[Problem]:
    """Low, best and high of an amount are in order, and a vague one has no best."""
    for claim in every_claim(linked):
        if claim.amount and (reason := find_disorder(claim.amount.quantity)):
            yield wrong(claim.id, f"{claim.amount.span.exact!r}: {reason}")


def find_disorder(quantity: Quantity) -> str | None:
    """What is wrong with a quantity, if anything is."""
    bounds = [bound for bound in (quantity.low, quantity.best, quantity.high) if bound is not None]
    if bounds != sorted(bounds):
        return f"low {quantity.low}, best {quantity.best}, high {quantity.high} are out of order"
    return "is vague, and has a best value" if quantity.vague and quantity.best is not None else None


def check_kinds(linked: Linked) -> Iterator[Problem]:
    """A claim carries what its kind promises, and a certainty between nothing and all."""
    for claim in every_claim(linked):
        if claim.kind == "figure" and not claim.amount:
            yield wrong(claim.id, "is a figure without an amount")
        if claim.kind == "explanation" and not claim.because:
            yield wrong(claim.id, "is an explanation without a cause")
        if not 0 <= claim.certainty <= 1:
            yield wrong(claim.id, f"has a certainty of {claim.certainty}")


# --- the record -----------------------------------------------------------------------------------


def check_record(linked: Linked) -> Iterator[Problem]:
    """What persons judged and set right has a name, a date and a reason, and speaks of what is there."""
    known = {claim.id for claim in every_claim(linked)} | set(list_mentions(linked))
    known |= {article.id for article in linked.articles}
    misread = {c.item for c in linked.corrections if c.field == "misread" and not c.withdrawn}
    entries: tuple[Judgement | Correction, ...] = (*linked.judgements, *linked.corrections)
    for entry in entries:
        if not (entry.by and entry.at) or not (entry.reason or getattr(entry, "field", "") == "checked"):
            yield wrong(entry.id, "is on record without a name, a date or a reason")
        sides = entry.sides if isinstance(entry, Judgement) else ((anchor_of(entry.item),),)
        gone = [side for side in sides if known.isdisjoint(side) and misread.isdisjoint(side)]
        if not entry.withdrawn and any(side[0][:1] != "k" for side in gone):
            yield wrong(
                entry.id, f"speaks of {gone[0][0]}, which is no longer read so; undo it, or say it anew"
            )


INVARIANTS: tuple[Invariant, ...] = (
    check_quotes,
    check_homes,
    check_furniture,
    check_details,
    check_ids,
    check_readings,
    check_references,
    check_mentions,
    check_containers,
    check_intervals,
    check_amounts,
    check_kinds,
    check_record,
)


# --- the case as weighed --------------------------------------------------------------------------


def check_weighed(weighed: Weighed) -> tuple[Problem, ...]:
    """What breaks the invariants of what was worked out for a day."""
    return (*check_derivations(weighed), *check_conflicts(weighed), *check_ranges(weighed))


def check_derivations(weighed: Weighed) -> Iterator[Problem]:
    """Passages that stand for a derivation are in their texts, and its ends are there."""
    texts = {article.id: article.text for article in weighed.linked.articles}
    known = texts.keys() | {entity.id for entity in weighed.linked.entities}
    for derivation in weighed.derivations:
        yield from check_passages(derivation.passages, texts)
        if derivation.derived_id not in texts:
            yield wrong(derivation.derived_id, "rests on another, and is no article of the case")
        if derivation.kind == "copies" and derivation.origin_id not in known:
            yield wrong(derivation.origin_id, "is copied, and is not in the case")


def check_passages(passages: Iterable[tuple[Span, Span | None]], texts: dict[str, str]) -> Iterator[Problem]:
    """Each passage stands in its text, to the letter."""
    for span in find_spans(tuple(passages)):
        if texts.get(span.article_id, "")[span.start : span.end] != span.exact:
            yield wrong(span.article_id, f"does not hold the passage {span.exact[:60]!r}")


def check_conflicts(weighed: Weighed) -> Iterator[Problem]:
    """Each conflict has a reason and two claims or more, all of them visible."""
    for conflict in weighed.conflicts:
        if len(set(conflict.claim_ids)) < 2 or not conflict.why:
            yield wrong(conflict.id, "joins fewer than two claims, or does not say why")
        for claim_id in conflict.claim_ids:
            if claim_id not in weighed.visible:
                yield wrong(conflict.id, f"rests on {claim_id}, which is not visible on the day")


def check_ranges(weighed: Weighed) -> Iterator[Problem]:
    """A figure's range is in order."""
    for figure_id, reach in sorted(weighed.figure_ranges.items()):
        if reason := find_disorder(Quantity(reach.low, reach.best, reach.high)):
            yield wrong(figure_id, reason)
