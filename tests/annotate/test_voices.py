"""Who speaks, by name where the page gives it; what is furniture and what only looks so; hostile pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from build import an_article
from sayso.annotate.furniture import mark_lines
from sayso.annotate.lines import load_words, read_lines
from sayso.annotate.voices import find_furniture, find_voices
from sayso.model import Voice
from sayso.spans import check_exact

LEDE = "The ferry did not leave the harbour on Monday, the crew said, and nobody could say when it would."
LONG = "I have been on this quay for thirty years and have never seen the gates shut in daylight before."


def voices(text: str) -> tuple[Voice, ...]:
    article = an_article(text)
    return find_voices(article, find_furniture(article))


def named(text: str) -> list[tuple[str, str | None]]:
    return [(voice.kind, voice.name.exact if voice.name else None) for voice in voices(text)]


def is_furniture(line: str) -> bool:
    lines = read_lines(f"A headline stands here\n\n{LEDE}\n\n{line}\n\n{LEDE}")
    return mark_lines(lines)[2]


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("intro", "name"),
    [
        ("Ruben Alder, a historian at the Coast Institute, told The Review what he fears:", "Ruben Alder"),
        ("We spoke to Dr. Marta Velling, who runs the Mercy Hospital.", "Marta Velling"),
        (
            "In an interview with the Courier, Vice President Odile Brandt defends the blockade.",
            "Odile Brandt",
        ),
        ("A docker who asked not to be named told the Courier what he saw.", None),
        ("Anna Roe and Peter Poe told the Courier what they saw.", None),
    ],
)
def test_name_of_the_interviewee(intro: str, name: str | None) -> None:
    assert named(f"On the quay\n\n{intro}\n\n— {LONG}\n\n— {LONG}") == [("interviewee", name)] * 2


def test_label_that_is_a_name_of_the_intro() -> None:
    turns = "\n\n".join(f"Courier: What then, and who told you?\n\nVelling: {LONG}" for _ in range(3))
    found = named(f"On the ward\n\nMarta Velling, a doctor, told the Courier what she saw.\n\n{turns}")
    assert found == [("interviewee", "Marta Velling")] * 3


def test_a_statement_put_to_the_one_who_answers_is_no_answer() -> None:
    answer = (
        "I was there when it began, and what I saw was a crowd that had waited for water since the morning."
    )
    prompt = "The mayor says that hired men were behind it."
    turns = [
        "What did you see?",
        answer,
        "Were you afraid?",
        answer,
        prompt,
        answer,
        "And what will you do?",
        answer,
    ]
    article = an_article("\n\n".join(["We asked Jane Roe, a pilot, about that day.", *turns]))
    voices = find_voices(article, find_furniture(article))
    assert len(voices) == 4
    assert all(prompt not in voice.span.exact for voice in voices)


def test_guests_of_a_talk_have_their_labels_for_names() -> None:
    turns = "\n\n".join(f"{name}: {LONG}" for name in ("ROE", "POE", "ROE", "POE"))
    assert named(f"A talk on the radio\n\n{LEDE}\n\n{turns}") == [
        ("interviewee", name) for name in ("ROE", "POE", "ROE", "POE")
    ]


def test_a_comment_is_signed_by_a_name_and_not_by_its_moment() -> None:
    comments = "\n\n".join(
        f"{name} says:\nMarch 16, 2031 at 8:{minute} am\n{LONG}"
        for name, minute in (("dockrat", 12), ("P. Marsh", 40))
    )
    found = named(f"The ferry stays\n\n{LEDE}\n\n{LEDE}\n\n2 Comments\n\n{comments}")
    assert found == [("comment", "dockrat"), ("comment", "P. Marsh")]


def test_issuer_of_a_document() -> None:
    text = f"{LEDE}\n\nThe letter from the Harbour Union to the mayor reads:\n\n“{LONG}”\n\n{LEDE}"
    ((kind, name),) = named(text)
    assert (kind, name) == ("document", "the Harbour Union")


# --- no voices ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "- Nine dead\n\n- Forty hurt\n\n- Ferries stopped",
        f"What they demand:\n\n- {LEDE}\n\n- {LEDE}",
        "— We saw smoke, — said the porter of the mill.\n\n— And then nothing, — added his wife at the door.",
        f"What happened?\n\n{LEDE}\n\nWho is to blame?\n\n{LEDE}",
        "Dead: 9\n\nHurt: 40\n\nMissing: 3\n\nDead: 9",
        "“Where were you?” he asked.\n\n“At home,” she said.",
        f"3 comments\n\n{LEDE}\n\n{LEDE}",
        f"Comments\n\n{LEDE}",
        f"The statement was short. He said:\n\n{LEDE}",
    ],
)
def test_what_only_looks_like_a_voice(body: str) -> None:
    assert voices(f"Ferry stopped at the quay\n\n{LEDE}\n\n{LEDE}\n\n{body}") == ()


# --- furniture ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "The Ministry of Flour",
        "What do the crews want?",
        "Elites flee to the west",
        "Nine dead.",
        "PORT MERIDEN, March 6",
        "6 March 2031",
        "“Subscribe to nobody,” read the banner.",
        "Share prices fell below 3,000 on Monday.",
        "Support for the channel fell in the north, the poll found.",
        "Like the others, the video was taken from the roof.",
        "Photographs of the dead were shown to the court.",
        "Related incidents were reported in two other towns.",
        "Video from the quay shows three men falling.",
        "The government blocked Facebook, Twitter and Telegram on Monday.",
        "More than 100 comments were removed, the paper said.",
        "Latest figures put the toll at nine.",
        "Tags were found on both bodies.",
        "Watch towers burned along the canal.",
        "The author of the law, Jane Roe, resigned.",
        "A photo by a guest shows the gate.",
        "Menu prices doubled.",
        "He signed up for the militia in March.",
        "Read the law, she told them.",
        "Reuters could not verify the report.",
        "Print works and the post office were seized.",
        "petroleum from 60 crowns a litre to 120, took to the streets",
    ],
)
def test_lines_of_the_article_are_not_marked(line: str) -> None:
    assert not is_furniture(line)


WORDS = load_words()


@pytest.mark.parametrize("line", sorted((WORDS.whole | WORDS.foreign) - {""}))
def test_every_known_line_is_marked(line: str) -> None:
    assert is_furniture(line.capitalize())


@pytest.mark.parametrize("label", sorted(WORDS.lists | WORDS.credits))
def test_every_label_is_marked_with_what_it_points_to(label: str) -> None:
    assert is_furniture(f"{label[0].upper()}{label[1:]}: The mill by night")


@pytest.mark.parametrize("opening", WORDS.openings)
def test_every_opening_is_marked(opening: str) -> None:
    assert is_furniture(f"{opening.capitalize()} the harbour")


def test_headline_may_open_like_furniture() -> None:
    lines = read_lines(f"Watch: crowd storms the depot\n\n{LEDE}\n\n{LEDE}")
    assert mark_lines(lines) == [False, False, False]


def test_tags_within_a_paragraph_are_cut_out() -> None:
    text = f'{LEDE} <img src="a.jpg" alt="x"> {LEDE}'
    (span,) = find_furniture(an_article(text))
    assert span.exact == '<img src="a.jpg" alt="x">'


def test_list_above_the_article_leaves_the_headline() -> None:
    lines = read_lines(f"Latest news\n\nFares rise\n\nMill sold\n\nFerry stopped\n\n{LEDE}\n\n{LEDE}")
    assert mark_lines(lines) == [True, True, True, False, False, False]


# --- anything -------------------------------------------------------------------------------------

PIECES = some.sampled_from(
    [
        *(
            "3 comments",
            "Related posts",
            "Photo: Roe",
            LEDE,
            f"— {LONG}",
            "— Why?",
            "Q: Why so?",
            f"A: {LONG}",
        ),
        *(
            "Jane Roe says:",
            "Leave a Reply",
            "<img src=a>",
            "We asked Jane Roe, a pilot.",
            "What did you see?",
        ),
        *(
            "The statement reads:",
            f"“{LONG}",
            f"{LONG}”",
            "> mail",
            "1. first",
            "…",
            "Read more",
            "",
            " ",
            "“",
        ),
    ]
)


@given(some.lists(PIECES | some.text(max_size=30), max_size=25))
def test_spans_are_exact_ordered_and_apart(pieces: list[str]) -> None:
    article = an_article("\n\n".join(pieces).encode("utf-8", "replace").decode("utf-8"))
    furniture = find_furniture(article)
    found = find_voices(article, furniture)
    for spans in (furniture, tuple(voice.span for voice in found)):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(check_exact(span, article.text) for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        *("1" * 100_000, "," * 100_000, '"' * 100_000, "<" * 100_000, "(Photo " * 15_000, "![" * 50_000),
        *("a | " * 25_000, "— a?\n\n" * 15_000, "Ab: cd?\n\n" * 12_000, "a" * 100_000 + "{", "Ab " * 30_000),
        f"{LEDE}\n\n3 comments\n\n" + "Al Bo\n\nhello.\n\n" * 8_000,
        "Related posts\n\nA title\n\n" * 6_000,
        "We asked him.\n\n" + "What did you see?\n\nI saw it.\n\n" * 5_000,
        'The statement reads:\n\n"' + "word\n\n" * 20_000,
    ],
    ids=range(15),
)
def test_hostile_pages_take_no_longer_than_their_length(text: str) -> None:
    # Anything worse than linear here takes minutes, as earlier versions did.
    article = an_article(text)
    assert find_voices(article, find_furniture(article)) is not None


def test_questions_that_were_put_to_somebody_need_not_address_him() -> None:
    intro = "The Centre's editor put these questions to senior analyst Vera Seel, who left on 14 March."
    turns = [
        "What happened at the weekend?",
        "An envoy thought that she had a truce, which was to run for three days.",
        "We have heard that an inspector died; I would be careful with that.",
        "Who broke the truce?",
        "Both sides say that the other did, and nobody has shown anything.",
        "Was it about pay?",
        "It began with pay; I have no doubt about that at all.",
    ]
    article = an_article("\n\n".join(["Eight questions on the mutiny", intro, *turns]))
    voices = find_voices(article, ())
    assert [voice.span.exact[:5] for voice in voices] == ["An en", "Both ", "It be"]
    explainer = an_article("\n\n".join(["Eight questions on the mutiny", "What we know so far.", *turns]))
    assert find_voices(explainer, ()) == ()
