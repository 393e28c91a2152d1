"""A figure in one short line, as tests and harnesses write it: "=12 people killed"."""

from __future__ import annotations

from sayso.model import Quantity, QuantityMention


def describe_bounds(quantity: Quantity) -> str:
    """The bounds: "=12" exact, ">=12", "<=12", "~12" near it, "~<=12" nearly, "10..15", "?24..99" vague."""
    low, best, high = (
        None if x is None else str(int(x)) if x == int(x) else f"{x:g}"
        for x in (quantity.low, quantity.best, quantity.high)
    )
    mark = "?" if quantity.vague else ""
    if low is not None and low == best == high:
        return f"={low}"
    if best is not None:
        return f"~<={best}" if high == best else f"~{best}"
    if low is not None and high is not None:
        return f"{mark}{low}..{high}"
    return f"{mark}>={low}" if low is not None else f"{mark}<={high}"


def describe_quantity(mention: QuantityMention) -> str:
    """Bounds, unit and measure, a dash where none, then what else is told ("of children", "part")."""
    words = [
        describe_bounds(mention.quantity),
        (mention.unit or "-").replace(" ", "_"),
        mention.measure or "-",
    ]
    if mention.of_whom:
        words.append("of " + mention.of_whom)
    if mention.part_of:
        words.append("part")
    if mention.before:
        words.append("before")
    return " ".join(words)
