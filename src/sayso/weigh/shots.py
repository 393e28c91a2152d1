"""Whether a force shot at people: who says so, against who says that it fired into the air or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from sayso.link.tellings import Preparer, Telling, gap, relate_places
from sayso.model import Claim
from sayso.weigh.lineage import Lineage

FORCES = (
    r"(?:polic(?:e|emen)|officers?|soldiers?|troops|army|military|gendarme\w*|guards?|marines|paratroopers?|"
    r"(?:security|special|armed|government|border|the) (?:forces|units?|men))"
)
FIRED = r"\b(?:fired|shot|fires|shoots|firing|shooting)\b"
ALOFT = re.compile(rf"(?i){FIRED}.{{0,24}}\b(?:in|into) the air\b")
NOBODY = re.compile(
    r"(?i)\b(?:nobody|no[ -]one|not (?:a|one)(?: single)?|no (?:live|single)?)\b"
    r".{0,30}\b(?:shot|fired|bullets?|ammunition|rounds)\b"
)
LIVE = re.compile(r"(?i)\blive (?:rounds?|ammunition|bullets?|fire)\b")
SHOT_AT = re.compile(
    rf"(?i)\b{FORCES}\b.{{0,60}}\b(?:live (?:rounds?|ammunition|bullets?)|opened fire|fired on|fired at|"
    r"shot at|shot dead|shot and killed|fired into the crowd)\b"
)
# Days between two articles within which a denial without a day of its own is taken to answer.
NEAR = 7


class Shots(NamedTuple):
    """Tellings on either side of one question."""

    denied: tuple[Telling, ...]
    told: tuple[Telling, ...]


def find_shots(claims: Iterable[Claim], preparer: Preparer, lineage: Lineage) -> list[Shots]:
    """For each shooting by a force that some tell and others deny, the tellings of both sides."""
    every = [c for c in claims if c.kind in ("event", "statement", "figure")]
    denied = [preparer.prepare(c) for c in every if denies_shots(c)]
    told = [preparer.prepare(c) for c in every if tells_shots(c)] if denied else []
    found: list[Shots] = []
    for telling in told:
        against = tuple(d for d in denied if _clash(d, telling, lineage))
        same = next((s for s in found if s.denied == against), None)
        if same is not None:
            found[found.index(same)] = Shots(against, (*same.told, telling))
        elif against:
            found.append(Shots(against, (telling,)))
    return found


def denies_shots(claim: Claim) -> bool:
    """Whether a claim says that nobody was shot at: "they fired into the air", "not a bullet was fired"."""
    words = claim.span.exact
    if claim.polarity == "asserted":
        return claim.subtype == "shooting" and ALOFT.search(words) is not None
    return claim.polarity == "denied" and (NOBODY.search(words) or LIVE.search(words)) is not None


def tells_shots(claim: Claim) -> bool:
    """Whether a claim says that a force shot at people or with live rounds."""
    words = claim.span.exact
    return claim.polarity == "asserted" and SHOT_AT.search(words) is not None and not ALOFT.search(words)


def _clash(denied: Telling, told: Telling, lineage: Lineage) -> bool:
    """Whether two sources can speak of one shooting."""
    if lineage.origin(denied.claim).key == lineage.origin(told.claim).key:
        return False
    if relate_places(denied.site, told.site) == "apart":
        return False
    days = gap(denied.claim.when, told.claim.when)
    if days is not None:
        return days <= 1
    return denied.claim.article_id == told.claim.article_id or (
        (gap(denied.published, told.published) or 0) <= NEAR
        and relate_places(denied.site, told.site) == "same"
    )
