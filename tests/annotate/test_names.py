"""Names: marked sentences, one bearer's mentions, pronouns, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import an_article
from marked import put_marks, read_cases, strip_marks
from sayso.annotate.bearers import join_bodies, join_people
from sayso.annotate.gazetteer import load_gazetteer
from sayso.annotate.names import find_names, mention_covering, resolve_pronoun
from sayso.annotate.places import find_places
from sayso.annotate.tagging import load_tagger
from sayso.annotate.tokens import read_sentences
from sayso.model import NameMention, Sentence

CASES = Path(__file__).parents[1] / "cases" / "en"


def read_names(text: str) -> tuple[tuple[Sentence, ...], tuple[NameMention, ...]]:
    article = an_article(text)
    sentences = read_sentences(text, load_tagger("en"))
    return sentences, find_names(article, sentences, find_places(article, sentences, load_gazetteer()))


def label(mention: NameMention) -> str:
    told = mention.canonical != mention.span.exact
    return f"{mention.kind} = {mention.canonical}" if told else mention.kind


def cases(name: str) -> list[str]:
    return read_cases((CASES / name).read_text("utf-8").splitlines())


@pytest.mark.parametrize("marked", cases("names.txt"))
def test_proper_names(marked: str) -> None:
    text, _ = strip_marks(marked)
    proper = [n for n in read_names(text)[1] if n.proper and n.kind != "place"]
    assert put_marks(text, [(n.span.start, n.span.end, label(n)) for n in proper]) == marked


@pytest.mark.parametrize("marked", cases("described_names.txt"))
def test_described_names(marked: str) -> None:
    text, _ = strip_marks(marked)
    described = [n for n in read_names(text)[1] if not n.proper]
    assert put_marks(text, [(n.span.start, n.span.end, label(n)) for n in described]) == marked


def test_roles_are_gathered_over_the_article() -> None:
    text = "President Ana Rojas spoke. Ana Rojas, a former teacher, wept. Rojas left."
    people = [n for n in read_names(text)[1] if n.proper]
    assert [n.roles for n in people] == [("President", "former teacher")] * 3


def test_names_keep_the_titles_before_them() -> None:
    _, names = read_names("Captain Ivo Brandt spoke. Mr. Brandt left. Then Brandt slept.")
    assert [n.titled for n in names] == ["Captain Ivo Brandt", "Mr. Brandt", ""]


def test_a_place_has_the_same_id_as_name_and_as_place() -> None:
    article = an_article("Peru said no.")
    sentences = read_sentences(article.text, load_tagger("en"))
    places = find_places(article, sentences, load_gazetteer())
    names = find_names(article, sentences, places)
    assert [(n.id, n.kind, n.canonical) for n in names] == [(places[0].id, "place", "Peru")]


@pytest.mark.parametrize(
    ("text", "pronoun", "canonical"),
    [
        ("Ana Rojas spoke on Friday. She wept.", "She", "Ana Rojas"),
        ("Ana Rojas met Daniel Okoth. She wept.", "She", "Ana Rojas"),
        ("Ana Rojas met Daniel Okoth. He wept.", "He", "Daniel Okoth"),
        ("Luis Vidal met Daniel Okoth. He wept.", "He", None),
        ("The residents left. They wept.", "They", "The residents"),
        ("Ana Rojas left. It rained.", "It", None),
        ("Ana Rojas left. The sea rose. It rained. She wept.", "She", None),
        ("Ana Rojas left.", "left", None),
    ],
)
def test_pronouns(text: str, pronoun: str, canonical: str | None) -> None:
    sentences, names = read_names(text)
    found = resolve_pronoun(sentences, names, text.index(pronoun))
    assert (found.canonical if found else None) == canonical


def test_mention_covering_takes_the_largest_overlap() -> None:
    text = "The President of Peru and Ana Rojas met."
    _, names = read_names(text)
    found = mention_covering(names, 0, 21)
    assert found is not None
    assert found.span.exact == "The President of Peru"
    assert mention_covering(names, text.index("met"), len(text)) is None


def test_join_people_keeps_brothers_apart() -> None:
    names = ["Ana Rojas", "Luis Rojas", "Rojas", "Ana"]
    assert join_people(names) == {
        "Ana Rojas": "Ana Rojas",
        "Luis Rojas": "Luis Rojas",
        "Rojas": "Rojas",
        "Ana": "Ana Rojas",
    }


def test_join_people_takes_the_fullest_name() -> None:
    joined = join_people(["Ana Rojas", "Ana María Rojas", "Rojas"])
    assert set(joined.values()) == {"Ana María Rojas"}


def test_join_bodies_keeps_two_expansions_apart() -> None:
    names = ["Andean Water Board", "Alpine Weather Bureau", "AWB"]
    assert join_bodies(names)["AWB"] == "AWB"


PIECES = [
    "President",
    "of",
    "the",
    "Peru",
    "Ana",
    "Rojas",
    ",",
    ".",
    "and",
    "(",
    "“",
    "'s",
    "al",
    "-",
    "U.S.",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=30,
    )
)
def test_any_text_gives_exact_ordered_spans(words: list[str]) -> None:
    text = " ".join(words)
    _, names = read_names(text)
    assert all(text[n.span.start : n.span.end] == n.span.exact for n in names)
    assert [n.span.start for n in names] == sorted(n.span.start for n in names)


@pytest.mark.parametrize(
    "unit", ["Aa ", "Peruvian ", "Ministry of ", "President ", "A. ", "“", "7,", "the city "]
)
def test_hostile_text_takes_steps_in_proportion(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubling a hostile line must not square the work; counted in words read, not in seconds."""
    from sayso.annotate import toponyms

    def words_read(times: int) -> int:
        count = 0
        plain = toponyms.text_of

        def counted(tokens: object, first: int, after: int) -> str:
            nonlocal count
            count += after - first
            return plain(tokens, first, after)  # type: ignore[arg-type]

        for module in ("toponyms", "places", "proper_names", "descriptions"):
            monkeypatch.setattr(f"sayso.annotate.{module}.text_of", counted)
        read_names(unit * times)
        monkeypatch.undo()
        return count

    assert words_read(2000) <= 2.2 * words_read(1000) + 100
