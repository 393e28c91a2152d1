"""The day at which a count holds, told by the words alone."""

from __future__ import annotations

import pytest

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.claims import extract_claims

WRITTEN = "2031-05-15"  # a Thursday


def as_of(text: str, count: int, published: str | None = WRITTEN) -> str | None:
    """The day at which the claim of ``count`` holds, month and day alone."""
    doc = annotate_article(an_article(text, published=published), load_reader("en"))
    amounts = [(c, c.amount.quantity) for c in extract_claims(doc) if c.amount]
    claims = [c for c, q in amounts if count in (q.low, q.best, q.high)]
    assert claims, f"no claim counts {count}"
    days = {str(c.as_of.latest)[5:] if c.as_of else None for c in claims}
    assert len(days) == 1
    return days.pop()


@pytest.mark.parametrize(
    ("text", "count", "day"),
    [
        ("As of Monday 44 people had died.", 44, "05-12"),
        ("About 140 people were missing on Monday.", 140, "05-12"),
        (
            "At least 31 people were killed and about 140 were missing on Monday after a bridge fell.",
            31,
            "05-12",
        ),
        ("Late on Monday the mayor put the death toll at nine.", 9, "05-12"),
        ("Last night the mayor raised the toll to 58 dead.", 58, "05-14"),
        ("The toll stood at 58 when I wrote this on Monday.", 58, "05-12"),
        ("The mayor said on Sunday night that 74 people had died.", 74, "05-11"),
        ("UPDATE, 13 May: The toll is now 64.", 64, "05-13"),
        ("UPDATE 2, 13 May: 71 dead.", 71, "05-13"),
        ("The toll is now 64.", 64, "05-15"),
        ("So far 64 people have died.", 64, "05-15"),
        ("Divers found nine on Tuesday, taking the toll of Monday's wreck to 67 dead.", 67, "05-13"),
        ("Police detained 38 people on Monday.", 38, "05-12"),
        ("At least two killed, dozens wounded", 2, "05-15"),
        # what happened on a day is no state of that day
        ("Nine people were killed on Monday.", 9, None),
        ("A flood killed 270 people in 2019.", 270, None),
        ("Nine people died.", 9, None),
        # other amounts where a state is told
        ("The price stood at 58 dollars on Monday.", 58, "05-12"),
        ("The price rose by 58 dollars on Monday.", 58, None),
        # who counts or reports
        ("The ministry reported 14 dead on Monday.", 14, "05-12"),
        ("Nine deaths had been confirmed on Monday.", 9, "05-12"),
        ("The union said yesterday 14 people had died.", 14, "05-14"),
        ("Fourteen people were killed (as of Monday evening).", 14, "05-12"),
        ("As of Monday evening: 14 dead, 30 hurt", 14, "05-12"),
        ("At least 14 people have been killed.", 14, "05-15"),
        ("As at Monday 14 people had died.", 14, "05-12"),
        # "by then" is the day last told, the first of its sentence
        ("Police arrested nine men on Monday. By then 14 people had died.", 14, "05-12"),
        (
            "The mayor raised the toll to 20 on Tuesday, up from 11 on Monday. By then 14 women had died.",
            14,
            "05-13",
        ),
        ("By then 14 people had died.", 14, None),
        # a pronoun goes on with what was said on a day
        ("The mayor said on Monday that ten had died. He said 14 people were wounded.", 14, "05-12"),
        ("In a letter of May 12, the army denied it. It said that 14 people were killed.", 14, "05-12"),
        ("The mayor said on Monday that ten had died. The union said 14 people were killed.", 14, None),
        # the day of the number compared with is not the count's
        ("The union counts 14 dead, up from nine dead on Monday.", 14, None),
        ("The toll, which stood at nine dead on Sunday, rose to 14 on Monday.", 14, "05-12"),
        # prices and states said on a day hold that day
        ("Rice sold at 14 dollars a kilo on Monday.", 14, "05-12"),
        ("Flour went for 14 dollars on Monday.", 14, "05-12"),
        ("The party said on Monday that it had 2,100 complaints.", 2100, "05-12"),
        ("The party said on Monday that it burnt 2,100 papers.", 2100, None),
    ],
)
def test_the_day_at_which_a_count_holds(text: str, count: int, day: str | None) -> None:
    assert as_of(text, count) == day


def test_now_tells_no_day_where_the_article_tells_none() -> None:
    assert as_of("The toll is now 64.", 64, published=None) is None
