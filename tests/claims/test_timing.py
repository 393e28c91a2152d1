"""When claims are set: their own words, the clause beside, the scene before; never the dateline."""

from __future__ import annotations

import pytest

from shortest import closest


def when(text: str, words: str) -> str | None:
    """The days of the shortest claim that holds ``words``, month and day alone."""
    interval = closest(text, words).when
    if interval is None:
        return None
    days = sorted({str(interval.earliest)[5:], str(interval.latest)[5:]})
    return "..".join(days) if interval.grain != "year" else str(interval.earliest)[:4]


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        # a clause tied by "and" takes the day of the one before
        (
            "The minister said that nine men were held on Monday and that two cars were burnt.",
            "burnt",
            "05-12",
        ),
        ("Nine men were held on Monday, and a tenth fled on Tuesday.", "fled", "05-13"),
        ("“They came on Monday,” he said, and the crowd cheered.", "cheered", None),
        ("Rebels took the gate on Monday, burning nine cars, while police fled.", "burning", "05-12"),
        ("Rebels took the gate on Monday, burning nine cars, while police fled.", "police fled", "05-12"),
        ("Rebels left on Tuesday, burning cars after Monday’s raid.", "burning", "05-13"),
        # what is told of a happening by "which" takes the time that its name tells
        ("He spoke of the fire of 2022, which cost nine lives, and of rain.", "nine lives", "2022"),
        ("He spoke of Monday’s crash, which killed nine men.", "killed", "05-12"),
        ("He spoke of the law of 2022, which has cost nine lives.", "nine lives", None),
        # the scene: its own day in its paragraph, up to the article's beyond it
        ("Rebels took the gate on Monday. They burnt the mill.", "mill", "05-12"),
        ("Rebels took the gate on Monday.\n\nThey burnt the mill.", "mill", "05-12..05-15"),
        ("Rebels took the gate on Monday. Nine people have fled.", "fled", "05-12..05-15"),
        ("Rebels took the gate on Monday. The mayor had fled.", "fled", None),
        # a look back to a year holds for its paragraph
        ("In 1998 rebels took the gate. They burnt the mill.", "mill", "1998"),
        ("Rebels took the gate on Monday.\n\nIn 1998 they lost it. They burnt the mill.", "mill", "1998"),
        ("Rebels, who lost the war of 1998, took the gate. They burnt the mill.", "mill", None),
        ("He wrote to the king in May 1998. Rebels burnt the mill.", "mill", "05-01..05-31"),
        ("The mill, built in 1987, fell on Monday. Rebels burnt the mill.", "Rebels", "05-12"),
        ("The mill had a tower built in 1987. Rebels burnt the gate.", "gate", None),
        # what is quoted, a term and a plan set no scene
        ("“We fled on Monday,” said Ann Lee.\n\nRebels burnt the mill.", "mill", None),
        ("The rebels must leave by Tuesday. They burnt the mill.", "mill", None),
        ("The king will speak on Friday. Rebels burnt the mill.", "mill", None),
        ("Since Monday there has been fighting. Rebels burnt the mill.", "mill", "05-12..05-15"),
        ("Ann Lee, mayor since 2012, fled. Rebels burnt the mill.", "mill", None),
        # a dateline is no event's day
        ("ORLEN, May 15 (Harbour Wire) - Rebels burnt the mill on Tuesday.", "mill", "05-13"),
        ("ORLEN, May 15 (Harbour Wire) - Rebels burnt the mill yesterday morning.", "mill", "05-14"),
        ("Rebels are burning the mill.", "mill", "05-15"),
        ("The mill exploded on Monday.\n\nPolice shot two men an hour before the fire.", "shot", "05-12"),
        (
            "The mill exploded on Monday. Police arrested six men in the weeks before the fire.",
            "arrested",
            None,
        ),
        ("Ann Lee, mayor since 2012, fled the town on Tuesday.", "fled", "05-13"),
        # a day in a clause that hangs on another, or of a saying, sets no scene where another is told
        (
            "Ten were freed on Tuesday, the first since rebels came on Monday. They crossed the river.",
            "crossed",
            "05-13",
        ),
        ("The mill burnt on Tuesday, after a storm hit it on Monday. Police shut the road.", "shut", "05-13"),
        ("The mill burnt on Monday, the mayor said on Tuesday. Police shut the road.", "shut", "05-12"),
        ("The mayor said on Tuesday the mill burnt on Monday. Police shut the road.", "shut", "05-12"),
        ("The mayor said on Tuesday that he had no news. Police shut the road.", "shut", "05-13"),
        ("Police, who took the gate on Monday, left. Rebels burnt the mill.", "burnt", "05-12"),
        # what happened where the sentence has gone is of its day
        ("She came on Monday and was driven to the palace, where she met the king.", "met", "05-12"),
    ],
)
def test_when_a_claim_is_set(text: str, words: str, days: str | None) -> None:
    assert when(text, words) == days
