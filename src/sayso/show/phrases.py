"""Sentences that every view says in the same words."""

from __future__ import annotations

from sayso.show.rows import Backing, Coverage, Quote
from sayso.show.words import count


def say_coverage(coverage: Coverage) -> str:
    """The coverage in a sentence."""
    parts = [f"{count(coverage.read, 'article')} read of {coverage.articles}"]
    if coverage.undated:
        parts.append(f"{coverage.undated} without a date")
    if coverage.possible:
        parts.append(f"{coverage.possible} more perhaps published by then and not counted")
    numbers = count(coverage.numbers_not_read, "sentence")
    return f"Coverage: {', '.join(parts)}; {numbers} with numbers of which nothing was made."


def say_backing(backing: Backing) -> str:
    """On whose say-so, in words: named origins, unnamed ones, and outlets that do not say; never added up."""
    parts = [
        _some(backing.origins, "named origin"),
        f"{len(backing.unnamed)} unnamed" if backing.unnamed else "",
        f"{len(backing.unsourced)} unsourced" if backing.unsourced else "",
    ]
    told = "; ".join(part for part in parts if part) or "no named origin"
    return f"{told} ({count(backing.articles, 'article')})"


def _some(names: tuple[str, ...], one: str) -> str:
    if not names:
        return ""
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return f"{count(len(names), one)}: {shown}"


def say_chain(quote: Quote) -> str:
    """Whose say-so, through whom: the origin first, then each that passed it on, then the outlet."""
    passed = " ← ".join((*reversed(quote.chain), quote.outlet))
    kind = "" if quote.voice == "author" else f" ({quote.voice})"
    return passed + kind if quote.chain else f"{quote.outlet}, own words{kind}"
