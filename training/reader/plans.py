"""What is read how often and learnt how fast: a long run, and a short one that goes on from it."""

from __future__ import annotations

from dataclasses import dataclass

# How often each corpus is read in turn, up to the switch and after it: the small corpora and the names need
# a low rate most; attribution, the largest, has by then learnt nearly all that it will. Factuality is
# read few times: it is soon known by heart.
EARLY = {
    "names": 5.5,
    "social": 0.7,
    "attribution": 3.2,
    "ecb": 10.0,
    "timebank": 8.0,
    "facts": 3.0,
    "crowd": 1.2,
    "roles": 3.0,
}
LATE = {
    "names": 4.5,
    "social": 0.0,
    "attribution": 0.8,
    "ecb": 6.0,
    "timebank": 3.0,
    "facts": 2.2,
    "crowd": 0.5,
    "roles": 0.4,
}
# Names, event words of ECB+ and facts, which the long run leaves short; of the others so much that they stay.
LAST = {
    "names": 5.0,
    "gum": 2.0,
    "social": 0.0,
    "attribution": 0.6,
    "ecb": 6.0,
    "timebank": 2.0,
    "facts": 5.0,
    "crowd": 0.6,
    "roles": 0.15,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How often each corpus is read before and after ``switch``, millions of pieces, and top rates."""

    repeats: tuple[dict[str, float], dict[str, float]]
    switch: float
    pieces: float
    encoder_rate: float
    head_rate: float


LONG = Plan((EARLY, LATE), 0.68, 9.5, 1.5e-4, 1e-3)
SHORT = Plan((LAST, LAST), 1.0, 3.0, 6e-5, 3e-4)
