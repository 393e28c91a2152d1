"""What the articles say, joined: entities, events, figures and explanations across all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.link.joining import link_case

__all__ = ["link_case"]


def __getattr__(name: str) -> Any:
    """The stage, imported when first named: a question to a joined case needs no more than the kinds."""
    if name == "link_case":
        from sayso.link.joining import link_case

        return link_case
    raise AttributeError(f"module 'sayso.link' has no attribute {name!r}")
