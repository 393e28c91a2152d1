"""Whom a pronoun that speaks means: by the sentences before it."""

from __future__ import annotations

import pytest

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.claims.attribution import find_attributions


def last_source(text: str) -> str:
    doc = annotate_article(an_article(text), load_reader("en"))
    return find_attributions(doc)[-1].hops[-1].name


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("Anna Weller said the pier was safe. She added that the lamps were lit.", "Anna Weller"),
        ("Anna Weller said she believed the pier was safe.", "Anna Weller"),
        (
            "Peter Holm said the pier was safe. Jonas Berg visited the yard at noon. "
            "He said that the lamps were lit.",
            "Jonas Berg",
        ),
        (
            "Peter Holm said the pier was safe. A welder at the yard met reporters at noon. "
            "He said that the lamps were lit.",
            "A welder",
        ),
        ("The ministry said the pier was safe. It added that the lamps were lit.", "The ministry"),
        ("Two divers said the pier was safe. They added that the lamps were lit.", "Two divers"),
    ],
    ids=["speaker", "same sentence", "acting", "described and acting", "a body", "several"],
)
def test_the_bearer_before(text: str, bearer: str) -> None:
    assert last_source(text).startswith(bearer)


@pytest.mark.parametrize(
    "text",
    [
        "The pier had been closed. He said that the lamps were lit.",
        "Anna Weller said it was safe.\n\nThe market opened.\n\nThe shops opened.\n\nHe said it was calm.",
        "Peter Holm said the pier was safe. They added that the lamps were lit.",
    ],
    ids=["nobody before", "too far off and another's", "one is not several"],
)
def test_who_is_not_clear_is_told_so(text: str) -> None:
    assert last_source(text).endswith("(not clear who)")
