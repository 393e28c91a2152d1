"""What the network sees said, as spans of the article."""

from __future__ import annotations

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.annotate.sayings import find_sayings
from sayso.annotate.tokens import read_sentences

READER = load_reader("en")
AROUND = "“We heard the wall crack,” said Jonas Lindqvist, a welder, “and then the water came.”"


def test_the_pieces_around_a_cue_are_one_saying() -> None:
    article = an_article(AROUND)
    (saying,) = find_sayings(article, READER.network.read(read_sentences(AROUND, READER.tagger)))
    assert saying.cue.exact == "said"
    assert saying.source is not None
    assert saying.source.exact.startswith("Jonas Lindqvist")
    assert [c.exact.strip("“”,. ") for c in saying.contents] == [
        "We heard the wall crack",
        "and then the water came",
    ]


def test_an_empty_text_has_no_sayings() -> None:
    assert find_sayings(an_article(""), READER.network.read(())) == ()


def test_furniture_says_nothing() -> None:
    text = "The mayor said the bridge was safe.\n\nShare this article\n\nSubscribe to our newsletter"
    doc = annotate_article(an_article(text), READER)
    assert [s.cue.exact for s in doc.sayings] == ["said"]
