"""What the claims of one event say together: when, where, and in whose words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.model import Claim, Interval
from sayso.show.index import Index

LABEL_LENGTH = 110  # two lines of a timeline on a phone, one in a terminal
STUB = 25  # fewer letters than this seldom say who did what
STOPS = re.compile(r"[.!?…:;](?:[\"”’»)]*\s|$)|\n|[\"“”«»]")
WEAK = ("inherited", "case")
GRAINS = ("minute", "hour", "part", "day", "week", "month", "season", "year", "decade", "century")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is set: its entity if it has one, and its name."""

    entity_id: str | None
    name: str


def agree_when(claims: Iterable[Claim]) -> Interval | None:
    """The narrowest interval that the claims agree on, else the hull of what they say; None if none says."""
    dated = [c.when for c in claims if c.when and (c.when.earliest or c.when.latest)]
    stated = [when for when in dated if when.basis not in WEAK]
    told = stated or dated
    if not told:
        return None
    return _meet(told) or _hull(told)


def _meet(told: Sequence[Interval]) -> Interval | None:
    """What all of ``told`` have in common, if each is a moment somewhere inside its bounds."""
    narrowest = min(told, key=_width)
    if any(when.extent != narrowest.extent for when in told):
        return None
    if narrowest.extent == "throughout":
        return narrowest if all(_bounds(when) == _bounds(narrowest) for when in told) else None
    earliest = max((when.earliest for when in told if when.earliest), default=None)
    latest = min((when.latest for when in told if when.latest), default=None)
    if earliest and latest and earliest > latest:
        return None
    return replace(narrowest, earliest=earliest, latest=latest)


def _hull(told: Sequence[Interval]) -> Interval:
    widest = max(told, key=lambda when: (GRAINS.index(when.grain), _width(when)))
    early = [when.earliest for when in told]
    late = [when.latest for when in told]
    return replace(
        widest,
        earliest=None if None in early else min(day for day in early if day),
        latest=None if None in late else max(day for day in late if day),
        clock="",
    )


def _bounds(when: Interval) -> tuple[date | None, date | None]:
    return when.earliest, when.latest


def _width(when: Interval) -> tuple[int, int]:
    """How wide an interval is: open ones last, then by days, then by grain."""
    days = (when.latest - when.earliest).days if when.earliest and when.latest else 10**7
    return days, GRAINS.index(when.grain)


def claim_place(index: Index, claim: Claim) -> Place | None:
    """Where a claim is set."""
    if claim.place is None:
        return None
    entity = index.entity_of(claim.place.mention_id)
    return Place(entity.id, entity.name) if entity else Place(None, claim.place.name)


def agree_place(index: Index, claims: Iterable[Claim]) -> Place | None:
    """Where more than half of the claims that say so set it, own words before inherited ones; else None."""
    placed = [(claim.place.inherited, claim_place(index, claim)) for claim in claims if claim.place]
    own = [place for inherited, place in placed if place and not inherited]
    said = own or [place for _, place in placed if place]
    if not said:
        return None
    place, votes = Counter(said).most_common(1)[0]
    return place if 2 * votes > len(said) else None


def all_places(index: Index, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Every place that the claims name, each once, in their order."""
    return tuple(dict.fromkeys(p.name for claim in claims if (p := claim_place(index, claim))))


def choose_label(index: Index, claims: Sequence[Claim]) -> str:
    """What a person called the event, else the clearest telling's own words, cut to a line."""
    by_hand = next((index.event_labels[c.id] for c in claims if c.id in index.event_labels), None)
    if by_hand:
        return by_hand
    clearest = max(claims, key=lambda claim: (_clarity(claim), -claim.span.start, claim.id))
    return shorten(index, clearest)


def _clarity(claim: Claim) -> float:
    """How well a claim's words stand alone: what it names, and a length that is neither stub nor screed."""
    named = (claim.place is not None and not claim.place.inherited) + (claim.when_span is not None)
    named += sum(role.mention_id is not None or role.name[:1].isupper() for role in claim.actors[:2])
    length = len(claim.span.exact)
    fit = 2.0 if STUB <= length <= LABEL_LENGTH else 0.5 if STUB <= length <= 200 else 0.0
    fit += 0.5 * claim.span.exact[:1].isupper()
    return fit + 0.5 * named + (claim.polarity == "asserted") + 0.5 * (claim.voice == "author")


def choose_telling(claims: Sequence[Claim]) -> Claim:
    """The claim whose words stand best alone."""
    return max(claims, key=lambda claim: (_clarity(claim), -claim.span.start, claim.id))


def shorten(index: Index, claim: Claim) -> str:
    """The claim's words on one line, cut at words around its trigger, with an ellipsis where cut.

    Words too few to stand alone are given with what stands around them in their sentence.
    """
    text, start, end = index.articles[claim.article_id].text, claim.span.start, claim.span.end
    if end - start < STUB:
        start, end = _widen(text, start, end)
    first = claim.trigger.start if claim.trigger else claim.span.start
    if end - start > LABEL_LENGTH:
        left = max(start, min(first - LABEL_LENGTH // 3, end - LABEL_LENGTH))
        words = cut_words(text, left, min(end, left + LABEL_LENGTH), (start, end))
    else:
        words = text[start:end]
    words = re.sub(r"\s+", " ", words).strip()
    return re.sub(r"^(?:that|which) (?=\S+ \S)", "", words)


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without a full stop or a line break around [start, end), as far as a label reaches."""
    left, right = max(0, start - LABEL_LENGTH // 2), min(len(text), end + LABEL_LENGTH // 2)
    before, *stopped = STOPS.split(text[left:start])[::-1]
    if left > 0 and not stopped:
        before = before.partition(" ")[2]
    after, *stopped = STOPS.split(text[end:right])
    if right < len(text) and not stopped:
        after = after.rpartition(" ")[0]
    return start - len(before.lstrip()), end + len(after.rstrip())


def cut_words(text: str, start: int, end: int, within: tuple[int, int] | None = None) -> str:
    """``text[start:end]`` without broken words at its ends; an ellipsis stands for what is left out.

    ``within`` are the bounds of what it is cut from, else the whole text.
    """
    first, last = within or (0, len(text))
    piece = text[start:end]
    if start > first and " " in piece[:-1]:
        piece = piece.split(" ", 1)[1]
    if end < last and " " in piece.strip():
        piece = piece.rsplit(" ", 1)[0]
    return ("… " if start > first else "") + piece.strip(" ,;") + (" …" if end < last else "")
