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
        ("In the old town, a teacher said, the pumps were dry.\n\n“They were shut,” she said.", "a teacher"),
        (
            "I asked the new guard whether the gate was shut.\n\n“They shut it at noon,” he said.",
            "the new guard",
        ),
        ("Jon Bell was beaten so badly that his wife fainted. She said that he was deaf now.", "his wife"),
        ("My brother-in-law is one of them. He says that nine were hurt.", "My brother-in-law"),
        ("The mayor's office holds to its list. It says that nine were hurt.", "The mayor's office"),
        ("“Haro,” 31, a docker, told the Lake Courier that he hid. “They found me,” he said.", "Haro"),
        (
            "Jon Bell told the Lake Courier that the men fell in combat and denied that any was shot.",
            "Jon Bell",
        ),
    ],
    ids=[
        "speaker",
        "same sentence",
        "acting",
        "described and acting",
        "a body",
        "several",
        "told aside",
        "asked",
        "kin",
        "in-law",
        "a body described",
        "a pseudonym",
        "not the hearer",
    ],
)
def test_the_bearer_before(text: str, bearer: str) -> None:
    assert last_source(text).startswith(bearer)


@pytest.mark.parametrize(
    "text",
    [
        "The pier had been closed. He said that the lamps were lit.",
        "Anna Weller said it was safe.\n\nThe market opened.\n\nThe shops opened.\n\nHe said it was calm.",
        "Peter Holm said the pier was safe. They added that the lamps were lit.",
        "Our correspondent saw the pier on Monday. He says that the lamps were lit.",
    ],
    ids=["nobody before", "too far off and another's", "one is not several", "whom the outlet sent"],
)
def test_who_is_not_clear_is_told_so(text: str) -> None:
    assert last_source(text).endswith("(not clear who)")


@pytest.mark.parametrize(
    ("text", "words", "bearer"),
    [
        (
            "Rolf Bell says it was late. Somebody lost his nerve. “One shot. Then none.”",
            "“One shot. Then none.”",
            "Rolf Bell",
        ),
        (
            "A seller described what she saw:\n\n“There was one who knelt. He aimed.”",
            "“There was one who knelt. He aimed.”",
            "A seller",
        ),
        (
            "Ida Ruud, the secretary, keeps the list.\n\n“When the ministry says we lie, I ask why,” "
            "Ruud said. “When the police say so, I laugh.”",
            "“When the police say so, I laugh.”",
            "Ida Ruud",
        ),
    ],
    ids=["after an indirect saying", "below a colon", "with a saying in it"],
)
def test_a_quotation_without_a_cue(text: str, words: str, bearer: str) -> None:
    doc = annotate_article(an_article(text), load_reader("en"))
    (found,) = [a for a in find_attributions(doc) if a.content.exact == words]
    assert found.hops[-1].name == bearer


@pytest.mark.parametrize(
    "text",
    [
        "Rolf Bell says it was late.\n\nThe gate is of iron.\n\n“One shot. Then none.”",
        "The menu had two lines:\n\n“Soup of the day. Bread.”",
    ],
    ids=["a paragraph between", "nobody tells"],
)
def test_a_quotation_that_is_nobodys(text: str) -> None:
    doc = annotate_article(an_article(text), load_reader("en"))
    assert not [a for a in find_attributions(doc) if a.content.exact.startswith("“")]
