"""sayso: on whose say-so?

``sayso.open("x.sayso")`` opens a case, or makes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from sayso.library import Case
    from sayso.store import CaseError

__all__ = ["Case", "CaseError", "__version__", "open"]


def open(path: str | Path, *, create: bool = True) -> Case:
    """The case at ``path``, made if there is none and ``create``; raises CaseError if it cannot be used."""
    from sayso.library import open_case

    return open_case(path, create=create)


def __getattr__(name: str) -> Any:
    """The public classes, imported when first named, so that ``import sayso`` stays light."""
    if name in ("Case", "CaseError"):
        from sayso import library

        return getattr(library, name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
