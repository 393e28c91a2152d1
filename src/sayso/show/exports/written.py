"""What an export is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.show.exports.losses import Loss


@dataclass(frozen=True, slots=True)
class Written:
    """The files of one form by name, and what they do not hold."""

    files: Mapping[str, str | bytes]
    losses: tuple[Loss, ...] = ()
