"""The time of each stage of the whole path, one article after another on one thread."""

from __future__ import annotations

import importlib
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sayso.model import Article, Problem
from sayso.run import Stages, load_stages, read_one
from sayso.store import open_store
from sayso.store.sqlite import digest_inputs

# What annotate is made of: the name by which it calls each part, and the stage that this is told as.
PARTS = {
    "read_sentences": "annotate: words, sentences, tagger",
    "find_furniture": "annotate: furniture and voices",
    "find_stamps": "annotate: furniture and voices",
    "find_voices": "annotate: furniture and voices",
    "find_times": "annotate: times and the article's date",
    "find_posts": "annotate: times and the article's date",
    "date_article": "annotate: times and the article's date",
    "find_posted": "annotate: times and the article's date",
    "anchor_times": "annotate: times and the article's date",
    "collect_evidence": "annotate: times and the article's date",
    "find_places": "annotate: places",
    "find_names": "annotate: names",
    "find_quantities": "annotate: amounts",
    "find_sayings": "annotate: what the network says of sayings",
}
NETWORK, REST = "annotate: the network", "annotate: the rest"
LOADING = "loading, once"


@dataclass
class Clock:
    """Seconds of processor time by stage, in the order in which stages first ran."""

    seconds: dict[str, float] = field(default_factory=dict)

    def run(self, stage: str, call: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """What ``call`` gives, its time added to a stage."""
        started = time.process_time()
        try:
            return call(*given, **named)
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - started


@contextmanager
def timed_parts(clock: Clock) -> Iterator[None]:
    """The parts of annotate report to ``clock`` meanwhile."""
    annotate: Any = importlib.import_module("sayso.annotate")
    network: Any = importlib.import_module("sayso.annotate.reader").Reader
    kept = [(annotate, name, getattr(annotate, name)) for name in PARTS]
    kept.append((network, "read", network.read))
    for owner, name, call in kept:
        # A function and no partial: the network's is a method.
        setattr(owner, name, _time(clock, PARTS.get(name, NETWORK), call))
    try:
        yield
    finally:
        for owner, name, call in kept:
            setattr(owner, name, call)


def _time(clock: Clock, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *given, **named: clock.run(stage, call, *given, **named)


def time_stages(pages: Path) -> dict[str, float]:
    """Seconds of processor time by stage for the pages of a folder; what is loaded once has its own."""
    clock = Clock()
    stages = clock.run(LOADING, load_stages)
    reader = clock.run(LOADING, stages.load_reader, "en")
    found = clock.run("read: finding the pages", lambda: list(stages.find_pages(str(pages))))
    clock.run(LOADING, _read_once, found[0], reader, stages)
    with tempfile.TemporaryDirectory() as folder, timed_parts(clock):
        store = open_store(Path(folder) / "stages.sayso", create=True)
        timed = stages._replace(extract_claims=partial(clock.run, "claims", stages.extract_claims))
        for page in found:
            article = clock.run("read: the page", stages.read_page, page)
            if isinstance(article, Problem) or article.language != "en":
                continue
            reading = clock.run("annotate", read_one, article, reader, None, timed)
            inputs = digest_inputs(article, None)
            clock.run("store", store.add_article, article, page.raw, reading, inputs)
        _time_case(store, clock)
        store.close()
    return _part(clock.seconds)


def _read_once(page: Any, reader: Any, stages: Stages) -> None:
    """Loads what the first page alone would be charged with."""
    article = stages.read_page(page)
    if isinstance(article, Article):
        read_one(article, reader, None, stages)


def _time_case(store: Any, clock: Clock) -> None:
    """Times what is made of all articles together."""
    from sayso.run import date_articles, join_case, load_stages
    from sayso.show import build_account
    from sayso.weigh import weigh_case

    stages = load_stages()
    clock.run("date", date_articles, store, stages)
    linked = clock.run("link", join_case, store, stages)
    weighed = clock.run("weigh", weigh_case, linked, None)
    clock.run("show", build_account, weighed)


def _part(seconds: dict[str, float]) -> dict[str, float]:
    """The seconds, annotate's own less what its parts and the claims took, which were made within it."""
    if "annotate" not in seconds:
        return seconds
    inner = sum(spent for stage, spent in seconds.items() if stage.startswith("annotate: "))
    rest = seconds["annotate"] - inner - seconds.get("claims", 0.0)
    return {
        (REST if stage == "annotate" else stage): spent
        for stage, spent in {**seconds, "annotate": rest}.items()
    }


def name_slowest(seconds: dict[str, float]) -> str:
    """The stage that takes most of the time that grows with the articles."""
    return max((stage for stage in seconds if stage != LOADING), key=seconds.__getitem__)
