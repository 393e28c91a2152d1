"""What somebody is said to say, as the network reads it: a second opinion beside the rules of ``claims``."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate.reader import Attributed, Readings
from sayso.annotate.reader_decoding import Found
from sayso.model import Article, Saying
from sayso.spans import cut


def find_sayings(article: Article, readings: Readings) -> tuple[Saying, ...]:
    """What the network saw said, in the order of the cues; contents of one cue are pieces of one saying."""
    pieces: dict[Found, list[Attributed]] = {}
    for found in readings.attributed:
        if found.cue is not None:
            pieces.setdefault(found.cue, []).append(found)
    return tuple(_make_saying(article, cue, pieces[cue]) for cue in sorted(pieces))


def _make_saying(article: Article, cue: Found, pieces: Sequence[Attributed]) -> Saying:
    source = pieces[0].source
    return Saying(
        source=cut(article, source.start, source.end) if source else None,
        cue=cut(article, cue.start, cue.end),
        contents=tuple(cut(article, p.content.start, p.content.end) for p in pieces),
    )
