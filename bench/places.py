"""Score the places we find against LGL and TR-News.

    python bench/places.py FOLDER [--held-out] [--misses]

FOLDER holds ``lgl.xml`` and ``TR-News.xml``. Every fifth article of each file, from the fifth, is kept
apart and read only with --held-out. Finding: F1 over exact spans. Resolving: of the toponyms that were
found and have coordinates, the share that we set within 161 km or give the same GeoNames id (countries,
whose coordinates are a matter of taste).
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from sayso.annotate.gazetteer import load_gazetteer
from sayso.annotate.places import find_places
from sayso.annotate.tagging import load_tagger
from sayso.annotate.tokens import read_sentences
from sayso.model import Article, PlaceMention

NEAR = 161.0


class Gold(NamedTuple):
    """A toponym of the corpus; no coordinates where its annotators gave none."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    geonames: int | None


class Counts(NamedTuple):
    """What one article gives: spans in both, ours, theirs; of those in both with coordinates, near ones."""

    both: int = 0
    ours: int = 0
    theirs: int = 0
    near: int = 0
    placed: int = 0
    characters: int = 0


def read_corpus(path: Path, held_out: bool) -> Iterator[tuple[str, list[Gold]]]:
    """The articles to score, as text and toponyms."""
    for number, node in enumerate(ElementTree.parse(path).getroot().iter("article")):
        if (number % 5 == 4) == held_out:
            text = node.findtext("text") or ""
            yield text, [g for t in node.iter("toponym") if (g := read_toponym(t, text))]


def read_toponym(node: ElementTree.Element, text: str) -> Gold | None:
    """One toponym; where the offsets do not fit the text, the nearest place that has its words, if any."""
    phrase = node.findtext("phrase") or ""
    start = nearest(text, phrase, int(node.findtext("start") or -1))
    if start is None:
        return None
    tag = node.find("gaztag")
    lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
    number = tag.get("geonameid") if tag is not None else None
    geonames = int(number) if number else None
    return Gold(
        start, start + len(phrase), float(lat) if lat else None, float(lon) if lon else None, geonames
    )


def nearest(text: str, phrase: str, start: int) -> int | None:
    """Where ``phrase`` stands in ``text``, nearest to ``start``."""
    places = [m.start() for m in re.finditer(re.escape(phrase), text)] if phrase else []
    return min(places, key=lambda place: abs(place - start), default=None)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres along the great circle."""
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, chord)))


def is_near(gold: Gold, place: PlaceMention) -> bool:
    """The same place by its id, which settles it for countries, or one within 161 km."""
    if gold.geonames is not None and gold.geonames == place.geonames:
        return True
    spots = (gold.lat, gold.lon, place.lat, place.lon)
    return None not in spots and distance(spots[:2], spots[2:]) <= NEAR  # type: ignore[arg-type]


def score_article(text: str, gold: list[Gold], misses: bool) -> Counts:
    """Read one article and compare."""
    article = Article("a", "a", text, sha256(text.encode()).hexdigest())
    sentences = read_sentences(text, load_tagger("en"))
    started = time.perf_counter()
    ours = {
        (p.span.start, p.span.end): p
        for p in find_places(article, sentences, load_gazetteer())
        if not p.described
    }
    SPENT.append(time.perf_counter() - started)
    theirs = {(g.start, g.end): g for g in gold}
    both = [key for key in theirs if key in ours]
    placed = [(theirs[k], ours[k]) for k in both if theirs[k].lat is not None]
    near = [is_near(g, p) for g, p in placed]
    if misses:
        print_misses(text, theirs, ours, [pair for pair, ok in zip(placed, near, strict=True) if not ok])
    return Counts(len(both), len(ours), len(theirs), sum(near), len(near), len(text))


SPENT: list[float] = []


def print_misses(text: str, theirs: dict, ours: dict, far: list) -> None:  # type: ignore[type-arg]
    """Each toponym missed, wrongly found or set elsewhere, within its words."""
    for kind, keys in (("missed", theirs.keys() - ours.keys()), ("extra", ours.keys() - theirs.keys())):
        for start, end in sorted(keys):
            around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}"
            print(f"{kind}\t{' '.join(around.split())}")
    for gold, place in far:
        print(f"far\t{place.span.exact}: {place.name}, {place.country} for {gold.lat}, {gold.lon}")


def main() -> None:
    """Score both corpora."""
    folder, held_out, misses = Path(sys.argv[1]), "--held-out" in sys.argv, "--misses" in sys.argv
    for name in ("lgl.xml", "TR-News.xml"):
        SPENT.clear()
        counts = [score_article(text, gold, misses) for text, gold in read_corpus(folder / name, held_out)]
        both, ours, theirs, near, placed, characters = (sum(column) for column in zip(*counts, strict=True))
        print(
            f"{name}: {len(counts)} articles; finding P {both / ours:.3f} ({both}/{ours})"
            f" R {both / theirs:.3f} ({both}/{theirs}) F1 {2 * both / (ours + theirs):.3f};"
            f" within 161 km {near / placed:.3f} ({near}/{placed});"
            f" {characters / sum(SPENT):,.0f} characters a second"
        )


if __name__ == "__main__":
    main()
