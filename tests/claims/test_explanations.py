"""What an explanation is told by, on marked sentences and on the examples of the list of constructions."""

from __future__ import annotations

from pathlib import Path

import pytest

from build import an_article
from marked import put_marks, read_cases, strip_marks
from sayso.annotate import annotate_article, load_reader
from sayso.claims import extract_claims
from sayso.claims.constructions import FARTHEST, NEEDS
from sayso.model import Claim
from sayso.vocabulary import load_vocabulary

CASES = Path(__file__).parents[1] / "cases" / "en" / "explanations.txt"
CONSTRUCTIONS = load_vocabulary("en", "constructions")["construction"]


def explain(text: str) -> list[Claim]:
    """The claims of a text that put an explanation forward or take a stand on one."""
    claims = extract_claims(annotate_article(an_article(text), load_reader("en")))
    return [claim for claim in claims if claim.because is not None]


def mark(text: str) -> str:
    """The text with the causes that are put forward in it, each with its question and stance."""
    found = [c.because for c in explain(text) if c.because]
    return put_marks(text, {(b.cause.start, b.cause.end, f"{b.question}, {b.stance}") for b in found})


@pytest.mark.parametrize("marked", read_cases(CASES.read_text("utf-8").splitlines()))
def test_an_explanation_is_found_with_its_stance(marked: str) -> None:
    assert mark(strip_marks(marked)[0]) == marked


@pytest.mark.parametrize("entry", CONSTRUCTIONS, ids=lambda entry: str(entry["name"]))
def test_the_example_of_a_construction_names_its_cause(entry: dict[str, str]) -> None:
    before, _, rest = entry["example"].partition("[")
    cause, _, after = rest.partition("]")
    assert cause in {c.because.cause.exact for c in explain(before + cause + after) if c.because}


@pytest.mark.parametrize("sentence", [s for entry in CONSTRUCTIONS for s in entry["not"]])
def test_what_only_looks_like_a_construction_explains_nothing(sentence: str) -> None:
    assert not explain(sentence)


def test_a_construction_needs_only_what_is_known() -> None:
    assert {need for entry in CONSTRUCTIONS for need in entry.get("needs", ())} == NEEDS.keys()


def test_no_construction_looks_farther_than_is_known() -> None:
    assert max(entry.get("reach", 0) for entry in CONSTRUCTIONS) <= FARTHEST


def test_the_names_of_constructions_differ() -> None:
    names = [entry["name"] for entry in CONSTRUCTIONS]
    assert len(names) == len(set(names))


def test_what_a_source_denies_it_denies() -> None:
    (claim,) = [c for c in explain("The brewers deny having paid anyone.") if c.because]
    assert claim.because is not None
    assert claim.because.stance == "denies"
    # The network's source goes with or without the article.
    assert str(claim.attribution[-1].name).removeprefix("The ") == "brewers"


def test_a_claim_that_is_listed_to_be_checked_is_only_reported() -> None:
    (claim,) = explain("CLAIM 3: A spark caused the fire.")
    assert claim.because is not None
    assert claim.because.stance == "reports"


def test_why_a_source_stays_unnamed_is_no_explanation() -> None:
    assert not explain("A clerk, who asked not to be named for fear of the strikers, opened the gate.")
