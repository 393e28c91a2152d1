"""How a count is told: as of when it held, as a change of what was said, as what might have been."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from sayso.link.compare import WEAK_BASES
from sayso.model import Claim, Interval
from sayso.vocabulary import load_vocabulary

COUNTERFACTUAL = re.compile(r"(?i)\b(?:would|could|might) (?:\w+ )?(?:have|be alive)\b")
OUTDATED = re.compile(r"(?i)\b(?:earlier|previously|at first|initially)\b")
PERFECT = re.compile(r"(?i)\bhad\b")


@cache
def _heads(name: str) -> frozenset[str]:
    return frozenset(load_vocabulary("en", "tolls")[name])


def told_on(claim: Claim) -> Interval | None:
    """When a count held, if its words say so: "as of Monday", "on Monday the toll stood at 12"."""
    if claim.as_of is not None:
        return claim.as_of
    when = claim.when
    if when is None or claim.when_span is None or claim.head.lower() not in _heads("told"):
        return None
    return when if when.basis not in WEAK_BASES and when.grain not in ("month", "year") else None


def is_moved(claim: Claim) -> bool:
    """Whether a claim tells that a count has changed: "was raised to 12", "the toll is now 12"."""
    if claim.head.lower() in _heads("moved"):
        return True
    if claim.amount is None:
        return False
    lead = claim.span.exact[: max(0, claim.amount.span.start - claim.span.start)].lower().split()
    return bool(_heads("now") & {*lead[:1], *lead[-3:]}) and "of" not in lead[-3:]


def is_outdated(claim: Claim) -> bool:
    """Whether a count is told as one that held before: "had put the toll at nine"."""
    words = claim.span.exact
    perfect = claim.head.lower() in _heads("told") and PERFECT.search(words) is not None
    return perfect or OUTDATED.search(words) is not None


def is_counterfactual(claim: Claim) -> bool:
    """Whether a claim tells what did not happen: "would have saved hundreds"."""
    return COUNTERFACTUAL.search(claim.span.exact) is not None


def speaks_for(claim: Claim, published: Interval | None) -> date | None:
    """The day for which a count speaks. A date inferred from the newest event lies close to that event."""
    held = told_on(claim)
    if held and held.latest:
        return held.latest
    if published is None:
        return None
    close = published.basis in ("inferred", "case")
    return (published.earliest or published.latest) if close else published.latest
