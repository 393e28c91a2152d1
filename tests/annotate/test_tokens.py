"""Paragraphs of text that is broken at a fixed width, and of lists in it."""

import pytest

from sayso.annotate.tokens import split_paragraphs

FIRST = "The barge went down off the north pier shortly before"
SECOND = "dawn on Friday, and the harbour office says that nobody"
THIRD = "who was below deck got out."


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in split_paragraphs(text)]


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    text = f"{FIRST}\n{SECOND}\n{THIRD}\n"
    assert paragraphs(text) == [text.strip()]


@pytest.mark.parametrize("mark", ["*", "•", "-", "–", "1."])
def test_the_points_of_a_list_stand_apart_though_their_lines_are_long(mark: str) -> None:
    points = [f"{mark} {line}" for line in (FIRST, SECOND, THIRD)]
    assert paragraphs("\n".join(points)) == points


@pytest.mark.parametrize("mark", ["-", "–", "12."])
def test_a_broken_line_that_opens_with_a_dash_or_a_number_goes_on(mark: str) -> None:
    text = f"{FIRST}\n{mark} {SECOND}\n{THIRD}"
    assert paragraphs(text) == [text]


def test_a_list_below_its_heading() -> None:
    points = [f"* {line}" for line in (FIRST, SECOND, THIRD)]
    heading = "What is known of the barge and of those who were aboard:"
    assert paragraphs("\n".join([heading, *points])) == [heading, *points]
