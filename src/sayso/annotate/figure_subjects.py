"""A figure in its sentence, as the rules that ask what it measures see it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.annotate.bounds import Bounded
from sayso.annotate.counted import Counted
from sayso.annotate.number_lines import Line


@dataclass(frozen=True, slots=True)
class Subject:
    """One figure in its line: number and noun stand from ``first`` to ``stop``."""

    line: Line
    first: int
    stop: int
    counted: Counted
    bounded: Bounded

    @property
    def bare(self) -> bool:
        """Whether no noun follows the number."""
        return self.counted.head is None
