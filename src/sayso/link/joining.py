"""What the articles say, joined: entities, events, figures and explanations across all of them."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.link.entities import EntityIndex, link_entities
from sayso.link.events import link_events
from sayso.link.explanations import link_explanations
from sayso.link.figures import link_figures
from sayso.link.tellings import Preparer
from sayso.model import Article, Judgement, Linked, Reading


def link_case(
    articles: Sequence[Article], readings: Sequence[Reading], judgements: Sequence[Judgement]
) -> Linked:
    """The case joined: a pure function of its inputs as sets, whatever their order; tuples sorted by id."""
    ordered = sorted(readings, key=lambda r: r.article_id)
    told = sorted(judgements, key=lambda j: (j.at, j.by, j.left, j.right, j.verdict, j.reason, j.id))
    entities, entity_links = link_entities(ordered, told)
    preparer = Preparer(articles, ordered, EntityIndex(entities))
    tellings = [preparer.prepare(claim) for reading in ordered for claim in reading.claims]
    events, event_links = link_events(tellings, told)
    return Linked(
        articles=tuple(sorted(articles, key=lambda a: a.id)),
        readings=tuple(ordered),
        entities=tuple(entities),
        events=tuple(events),
        figures=tuple(link_figures(tellings, told)),
        explanations=tuple(link_explanations(tellings, told)),
        links=tuple(sorted(entity_links + event_links, key=lambda k: (k.left_id, k.right_id, k.relation))),
        judgements=tuple(told),
    )
