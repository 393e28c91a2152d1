"""What tells one measured thing from another: measure, unit and population, and where it is set."""

from __future__ import annotations

from typing import NamedTuple

SHARES = ("share",)
# Of these a noun alone says what is counted; "messages" or "miles" may be of anything.
CORE = (
    *("killed", "injured", "detained", "missing", "displaced", "deployed", "survivor", "saved", "rescued"),
    *("damage", "destroyed", "attacked", "price", "price_ratio", "population"),
)
PEOPLE = CORE[:9]
KNOWN = (*CORE, *SHARES)


class Kind(NamedTuple):
    """What is counted, before the place is known."""

    measure: str
    unit: str
    population: str


class Key(NamedTuple):
    """What makes reports one figure. ``incident`` is the first day of a single incident, or ""."""

    kind: Kind
    place: str
    incident: str
