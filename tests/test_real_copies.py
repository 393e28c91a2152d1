"""The judged pairs of real articles: their form, how they were drawn, and the scorer on a tiny corpus."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from bench.origins_told import COMMON, COPY, INDEPENDENT
from bench.real_copies import (
    JUDGED,
    Joined,
    Judged,
    find_misses,
    find_passages,
    join_topics,
    main,
    read_judged,
    score,
)
from bench.real_pairs import (
    EACH,
    LEVELS,
    MOST,
    Pair,
    count_off,
    draw_pairs,
    find_pairs,
    join_sentence,
    read_articles,
)
from training.reader.event_corpora import DEV_TOPICS

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "events" / "ecbplus"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")
PAIRS = read_judged()

WIRE = (
    "The bridge at Velm closed on Monday after two of its cables snapped in the storm .",
    "Engineers will need at least three weeks to replace them and to test the others .",
    "Ferries carry people across the river until then , every half hour from six to midnight .",
)
LOCAL = "Shops on the east bank stood empty , and the baker gave his rolls away ."
OTHER = (
    "A library in Velm is lending out umbrellas this autumn .",
    "Readers bring them back when the sky has cleared .",
)
ADDRESS = "http : / / www . velmpost . example / bridge . html"


def write_corpus(folder: Path, documents: dict[str, tuple[str, ...]]) -> None:
    """Documents in the corpus's form, by name."""
    for name, sentences in documents.items():
        tokens = [
            f'<token sentence="{number}">{escape(word)}</token>'
            for number, sentence in enumerate(sentences)
            for word in sentence.split()
        ]
        path = folder / name.split("_")[0] / f"{name}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<Document>{''.join(tokens)}</Document>", encoding="utf-8")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A wire report, its copy with an address and a sentence more, and an article on something else."""
    write_corpus(tmp_path, {"2_1ecb": WIRE, "2_2ecbplus": (ADDRESS, *WIRE, LOCAL), "2_3ecb": OTHER})
    return tmp_path


def test_there_are_sixty_pairs_and_none_twice() -> None:
    assert len(PAIRS) == 60
    assert len({frozenset(pair.articles) for pair in PAIRS}) == 60


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "~".join(pair.articles))
def test_a_pair_has_a_known_verdict_and_no_more_than_it_needs(pair: Judged) -> None:
    assert len(set(pair.articles)) == 2
    assert all(re.fullmatch(r"\d+_\d+ecb(plus)?", name) for name in pair.articles)
    assert len({name.split("_")[0] for name in pair.articles}) == 1
    assert pair.topic in DEV_TOPICS
    assert pair.verdict in {COPY, COMMON, INDEPENDENT}
    assert pair.extent in ({"whole", "partial"} if pair.verdict == COPY else {None})
    assert pair.original in ({*pair.articles, None} if pair.verdict == COPY else {None})


def test_a_reason_is_short() -> None:
    assert all(1 <= len(pair.why.split()) <= 8 for pair in PAIRS)


@needs_corpus
def test_the_list_has_no_words_of_the_corpus() -> None:
    listed = count_off(JUDGED.read_text(encoding="utf-8"), 6)
    assert not any(listed & count_off(article.text, 6) for article in read_articles(CORPUS).values())


@needs_corpus
def test_the_pairs_are_those_that_were_drawn() -> None:
    drawn = draw_pairs(find_pairs(read_articles(CORPUS)))
    assert [pair.articles for pair in PAIRS] == [(pair.shorter, pair.longer) for pair in drawn]


def test_an_article_is_read_without_its_address(tiny: Path) -> None:
    article = read_articles(tiny)["2_2ecbplus"]
    assert article.site == "www.velmpost.example"
    assert article.text.startswith("The bridge at Velm closed")
    assert len(article.text.split("\n\n")) == 4


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("`` It did n't hold , '' she said .", '"It didn\'t hold," she said.'),
        ('"It held , " he said ( at 6 : 30 ) .', '"It held," he said (at 6:30).'),
        ("“ It ’ s over , ” she said on 8 / 2 .", "“It’s over,” she said on 8/2."),
        ('" It cost $ 3 .', '"It cost $3.'),
    ],
)
def test_words_are_joined_as_they_are_printed(words: str, sentence: str) -> None:
    assert join_sentence(words.split()) == sentence


def test_a_pair_shares_a_passage_and_is_of_two_sites(tiny: Path) -> None:
    (pair,) = find_pairs(read_articles(tiny))
    assert pair == Pair("2_1ecb", "2_2ecbplus", 1.0)
    write_corpus(tiny, {"2_1ecb": (ADDRESS, *WIRE)})
    assert not list(find_pairs(read_articles(tiny)))


def test_a_draw_takes_of_every_level_and_topic_and_no_article_often() -> None:
    shares = (0.05, *LEVELS)
    pairs = [
        Pair(f"{topic}_{x}ecb", f"{topic}_{y}ecb", shares[(x + y) % 4])
        for topic in ("2", "5", "12")
        for x in range(40)
        for y in range(x)
    ]
    drawn = draw_pairs(pairs)
    assert Counter(pair.level for pair in drawn) == dict.fromkeys(range(4), EACH)
    assert {pair.shorter.split("_")[0] for pair in drawn} == {"2", "5", "12"}
    assert max(Counter(name for pair in drawn for name in pair[:2]).values()) <= MOST
    assert drawn == draw_pairs(reversed(pairs))


JUDGED_BY_HAND = [
    Judged(("2_1", "2_2"), COPY, "", "whole", "2_1"),
    Judged(("2_1", "2_3"), COPY, "", "partial", "2_3"),
    Judged(("2_2", "2_3"), COPY, "", "partial"),
    Judged(("2_1", "2_4"), COMMON, ""),
    Judged(("2_2", "2_4"), INDEPENDENT, ""),
]


def test_copies_are_scored_against_the_rest() -> None:
    joined = Joined(
        {frozenset(("2_2", "2_1")), frozenset(("2_1", "2_3")), frozenset(("2_4", "2_1"))},
        {("2_2", "2_1"), ("2_1", "2_4"), ("2_3", "2_1")},
    )
    assert score(JUDGED_BY_HAND, joined) == [
        "precision: 0.667 (2/3)",
        "recall: 0.667 (2/3)",
        "F1: 0.667 (4/6)",
        "found, whole: 1.000 (1/1)",
        "found, partial: 0.500 (1/2)",
        "direction of those found: 0.500 (1/2)",
        "joined, common origin: 1.000 (1/1)",
        "joined, independent: 0.000 (0/1)",
    ]
    assert find_misses(JUDGED_BY_HAND, joined) == [JUDGED_BY_HAND[2], JUDGED_BY_HAND[3]]


def test_nothing_joined_has_no_precision() -> None:
    assert score(JUDGED_BY_HAND, Joined())[:2] == ["precision: none", "recall: 0.000 (0/3)"]


def test_a_copy_is_joined_by_sayso_and_by_the_baseline(tiny: Path) -> None:
    joined = join_topics(read_articles(tiny), ["2"])
    copies = {name: answer.copies for name, answer in joined.items()}
    pair = frozenset(("2_1ecb", "2_2ecbplus"))
    assert copies == {"sayso": {pair}, "baseline: near-duplicates": {pair}}


def test_passages_are_shown_as_they_stand() -> None:
    left = "First: the ferry had left at six,\n\nas it does every morning. Nobody saw it."
    right = "We hear that the ferry had left at six as it does every morning."
    assert list(find_passages(left, right)) == ["the ferry had left at six, as it does every morning"]


def test_without_the_corpus_nothing_is_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["real_copies", str(tmp_path / "none")])
    main()
    assert capsys.readouterr().out.startswith("no corpus at")
