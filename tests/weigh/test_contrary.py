"""Conflicts from the words to the account: dead and alive, resigned and dismissed, shots at people or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sayso


def conflicts(folder: Path, *reports: str) -> list[tuple[str, str]]:
    """Kind and quotes, joined, of every conflict of two outlets' reports."""
    for number, text in enumerate(reports):
        head = f"News from Ellin\n\nMay {number + 4}, 2031\n\n"
        (folder / f"{number}.txt").write_text(head + text, encoding="utf-8")
    with sayso.open(folder / "case.sayso") as case:
        for number in range(len(reports)):
            case.add(folder / f"{number}.txt", outlet=f"Tarn Post {number}")
        (text,) = case.export("json").values()
    data = json.loads(text)
    quote = {c["id"]: c["quote"] for c in data["claims"]}
    return [(k["kind"], " / ".join(sorted(quote[c] for c in k["claims"]))) for k in data["conflicts"]]


@pytest.mark.parametrize(
    "reports",
    [
        (
            "Captain Jon Orre was killed on the quay on Sunday, the ministry said.",
            "Captain Jon Orre is alive, his sister Ada Holm said on Monday.",
        ),
        (
            "Captain Jon Orre led the crew. He was dead, state radio reported on Sunday.",
            "Captain Jon Orre led the crew. He is still alive, his sister said on Monday.",
        ),
        (
            "Minister Ida Vael handed in her resignation on Sunday, according to her office.",
            "Minister Ida Vael was dismissed on Sunday, the palace said.",
        ),
        (
            "Minister Ida Vael stepped down on Sunday, according to her office.",
            "The council dismissed Minister Ida Vael on Sunday, radio reported.",
        ),
    ],
)
def test_one_person_cannot_be_both(tmp_path: Path, reports: tuple[str, str]) -> None:
    assert "conflict" in [kind for kind, _ in conflicts(tmp_path, *reports)]


@pytest.mark.parametrize(
    "reports",
    [
        (
            "Captain Jon Orre was killed on the quay on Sunday, the ministry said.",
            "Captain Piet Lund is alive, his sister said on Monday.",
        ),
        (
            "Twelve sailors were killed on Sunday, the ministry said.",
            "Thirty sailors are alive, the union said on Monday.",
        ),
        (
            "Minister Ida Vael stepped down on Sunday, according to her office.",
            "Minister Ida Vael dismissed her secretary on Sunday, radio reported.",
        ),
    ],
)
def test_two_persons_can(tmp_path: Path, reports: tuple[str, str]) -> None:
    assert "conflict" not in [kind for kind, _ in conflicts(tmp_path, *reports)]


@pytest.mark.parametrize(
    "denial",
    [
        "The police said their officers had fired only into the air at Ellin on Sunday.",
        "Not a single shot was fired at the crowd in Ellin on Sunday, the police said.",
        "The minister denied that the forces had used live ammunition in Ellin on Sunday.",
    ],
)
def test_shots_at_people_against_shots_into_the_air(tmp_path: Path, denial: str) -> None:
    told = "Police opened fire on the crowd in Ellin on Sunday, witnesses said."
    found = [quotes for kind, quotes in conflicts(tmp_path, told, denial) if kind == "conflict"]
    assert any("opened fire" in quotes for quotes in found)


@pytest.mark.parametrize(
    "other",
    [
        "Police fired tear gas in Ellin on Sunday, the mayor said.",
        "The police said their officers had fired into the air at Ellin on Sunday, May 11.",
        "The hunters fired into the air in Ellin on Sunday and went home.",
    ],
)
def test_other_shots_are_no_denial(tmp_path: Path, other: str) -> None:
    told = "Police opened fire on the crowd in Ellin on Friday, May 2, witnesses said."
    found = [quotes for kind, quotes in conflicts(tmp_path, told, other) if kind == "conflict"]
    assert not any("opened fire" in quotes for quotes in found)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("At least 41 people died in Norland, 26 of them in Ellin, the union said.", True),
        ("The ministry said 17 people were killed, among them eight guards.", True),
        ("The ministry counted 59 dead, including 20 sailors.", True),
        ("Of 300 pupils 12 were injured, the school said. Two porters were killed.", False),
    ],
)
def test_a_part_told_with_its_whole_is_scope(tmp_path: Path, text: str, part: bool) -> None:
    assert ("scope" in [kind for kind, _ in conflicts(tmp_path, text)]) is part


def test_a_denial_of_no_more_than_this_is_about_what_was_said_before(tmp_path: Path) -> None:
    text = "The league said that wardens had beaten three porters. Warden Holm denied this."
    found = [quotes for kind, quotes in conflicts(tmp_path, text) if kind == "conflict"]
    assert any("this" in quotes.split(" / ") and len(quotes.split(" / ")) > 1 for quotes in found)
