"""Where the rules are silent the network is heard, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.claims.attribution import find_attributions
from sayso.model import Doc, Saying
from sayso.spans import cut

READER = load_reader("en")


def read(text: str, *said: tuple[str, str, str]) -> Doc:
    """The text with these sources, cues and contents as what the network saw."""
    article = an_article(text)
    spots = [[cut(article, text.index(w), text.index(w) + len(w)) for w in words] for words in said]
    sayings = tuple(Saying(source, cue, (content,)) for source, cue, content in spots)
    return replace(annotate_article(article, READER), sayings=sayings)


def tell(doc: Doc) -> list[tuple[str, str, str]]:
    return [(a.hops[-1].name, a.cue.exact, a.content.exact) for a in find_attributions(doc)]


UNKNOWN = "The union frobbed that the cranes would stand still."


def test_a_cue_that_no_rule_knows() -> None:
    assert tell(read(UNKNOWN)) == []
    seen = read(UNKNOWN, ("The union", "frobbed", "that the cranes would stand still"))
    assert tell(seen) == [("The union", "frobbed", "the cranes would stand still")]


def test_what_is_said_in_a_noun_phrase() -> None:
    text = "The union frobbed the new cranes."
    assert tell(read(text, ("The union", "frobbed", "the new cranes"))) == [
        ("The union", "frobbed", "the new cranes")
    ]


def test_the_rules_come_first() -> None:
    text = "The union said that the cranes would stand still."
    assert tell(read(text, ("cranes", "would stand", "still"))) == tell(read(text))
    assert tell(read(text, ("The union", "said", "the cranes"))) == tell(read(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The council declared a curfew.", ("The council", "declared", "a curfew")),
        ("Lima recorded 48 degrees.", ("Lima", "recorded", "48 degrees")),
        ("The firm that runs the jetty did not comment.", ("The firm", "did not comment", "the jetty")),
        ("The mayor declined what we asked.", ("The mayor", "declined", "what we asked")),
        ("I frob that the cranes stand still.", ("I", "frob", "that the cranes stand still")),
    ],
    ids=["a deed", "a place", "denied", "a refusal", "the author"],
)
def test_what_tells_nothing_is_left(text: str, said: tuple[str, str, str]) -> None:
    assert tell(read(text, said)) == []


def test_a_source_in_another_sentence_is_not_taken() -> None:
    text = "The union met. Frobbing that the cranes would stand still went on."
    assert tell(read(text, ("The union", "Frobbing", "the cranes would stand still"))) == []
