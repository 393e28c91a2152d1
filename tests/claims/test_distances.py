"""Days told by their distance from another happening."""

from __future__ import annotations

import pytest

from shortest import closest


def when(text: str, words: str) -> str | None:
    interval = closest(text, words).when
    if interval is None:
        return None
    return "..".join(sorted({str(interval.earliest)[5:], str(interval.latest)[5:]}))


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        # from a day told within what is counted from
        ("The mayor fled two days after Monday's raid.", "fled", "05-14"),
        ("The mayor fled two days after the raid on Monday.", "fled", "05-14"),
        ("The bridge fell three days before the vote on Monday.", "fell", "05-09"),
        ("The minister resigned two days after police shot a man on Monday.", "resigned", "05-14"),
        ("Two days after police shot a man on Monday, the minister resigned.", "minister resigned", "05-14"),
        # back to what is counted from
        ("Rebels held the port on Wednesday, four days after soldiers seized it.", "seized", "05-10"),
        ("Police shot a man on Tuesday, a day after they had raided the mill.", "raided", "05-12"),
        ("The bridge fell on Monday, two nights before the king fled.", "king fled", "05-14"),
        ("Ten died on 4 May, three weeks after floods hit the town.", "floods", "04-11..04-15"),
        # from a happening that the article has dated
        ("Police raided the mill on Monday. A bid was lodged on the eve of the raid.", "lodged", "05-11"),
        ("The mill exploded on Monday. The day after the explosion, nine men fled.", "fled", "05-13"),
        ("A blast hit the mill on Monday. Rebels cut the wires the night before the blast.", "cut", "05-11"),
        ("A blast hit the mill on Monday. Police searched homes hours after the blast.", "searched", "05-12"),
        # and where it has not, or on two days, no day is taken over
        ("Rebels burnt the mill on Monday. Nine men fled two days before the vote.", "fled", None),
        (
            "Police raided a mill on Monday. Police raided a port on Friday. He fled a day after the raid.",
            "fled",
            None,
        ),
        ("Rebels burnt the mill on Monday. Nine men fled two days after a raid.", "fled", None),
        (
            "The press conference was held on Monday. He fled two days before the Orlen conference.",
            "fled",
            None,
        ),
        # a day of its own stays
        ("On Friday, a day after the strike, the mayor fled.", "fled", "05-09"),
        # what is no distance from a happening
        ("Rebels burnt the mill the day before yesterday.", "burnt", "05-13"),
        ("It burnt on the night of the 12th.", "burnt", "05-12"),
        ("Rebels came on Monday. Two days after that they fled.", "they fled", "05-12"),
    ],
)
def test_a_distance_tells_the_day(text: str, words: str, days: str | None) -> None:
    assert when(text, words) == days


def test_the_words_that_tell_the_day_are_kept() -> None:
    span = closest("The mayor fled two days after Monday's raid.", "fled").when_span
    assert span is not None
    assert span.exact == "two days after Monday's raid"
