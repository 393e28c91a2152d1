"""Marks of desks, transcribers, counters and posts: what is furniture by itself, and what only looks so."""

from __future__ import annotations

import pytest

from build import an_article
from sayso.annotate.furniture import find_stamps, mark_lines
from sayso.annotate.lines import read_lines
from sayso.annotate.stamps import forwarded_name, is_post_head, signature_end
from sayso.annotate.voices import find_furniture, find_voices

LEDE = "The ferry did not leave the harbour on Monday, the crew said, and nobody could say when it would."


def is_furniture(line: str) -> bool:
    lines = read_lines(f"A headline stands here\n\n{LEDE}\n\n{line}\n\n{LEDE}")
    return mark_lines(lines)[2]


def named(text: str) -> list[tuple[str, str | None]]:
    article = an_article(text)
    found = find_voices(article, find_furniture(article))
    return [(voice.kind, voice.name.exact if voice.name else None) for voice in found]


@pytest.mark.parametrize(
    "line",
    [
        "(Updates with toll, quotes from mayor; paragraphs 4 to 6)",
        "(Recasts throughout.)",
        "(With inputs from agencies)",
        "ADDS reaction from union, details",
        "Updates with second vessel",
        "(Additional reporting by Jane Roe in Meriden; Writing by A. Poe; Editing by B. Koss)",
        "[Reporting by Jane Roe, Editing by A. Poe]",
        "XNA/LO/JR/1810 hrs",
        "bur-abc/de/fg",
        "PTI ABC DEF GHI",
        "XNA-27 LEAD MINISTER-HARBOUR",
        "QUAY-FIRE/TOLL (UPDATE 2)",
        "BC-EU--Quay Fire, 3rd Ld-Writethru",
        "[JINGLE]",
        "(applause)",
        "[End of recording]",
        "(BEGIN VIDEO CLIP)",
        "[Figure 2: Fares, 2020-2030. Source: Coast Statistics]",
        "Chart 3: Fares by month",
        "[Embedded video]",
        "This dispatch is part of a project funded by the Coast Foundation.",
        "This series was supported by the Coast Fund.",
        "Saw it? Email tips@coast.example",
        "Call the newsroom on 0555 010 2030.",
        "Helpline for relatives: 0555 010 2031",
        "Jane Roe can be reached at jane.roe@coast.example.",
        "We use cookies to improve this website, and our partners do too.",
        "Accept all cookies | Manage settings",
        "Your rating: ★★★☆☆ (12 votes)",
        "Reply · 41 likes",
        "12.7K views · Report · Copy link",
        "Like Reply 2h",
        "👎 2.1K 😂 940",
        "Weather: 8°C, light rain",
        "Home News Courts Farming Sport",
        "Cite this article | Download PDF | Related: Who owns the quay?",
        "Harbour Watch, [8 March 2031, 07:10]",
        "[08.03.2031 07:10] Harbour Watch:",
        "Forwarded from Harbour Watch",
        "(This story has been refiled to fix a typo in paragraph 3)",
        "END/jr",
        "(END) XNA",
        "-- With Coast Press",
        "Jane Roe in Meriden contributed to this report.",
        "Guards at the depot on Monday [Jane Roe/Coast TV]",
        "Like (14) Dislike (3)",
        "If you have been affected by this story, the helpline is 0555 010 203.",
        "WhatsApp tip line: +47 55 01 02 03",
        "Page 3",
        "[laughs]",
        "Filed under Courts",
        "Follow @coasttimes",
    ],
)
def test_lines_that_are_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "(The company did not answer questions.)",
        "(Nine of the dead were children.)",
        "[The minister left the room.]",
        "Figures from the ministry put the toll at nine.",
        "Chart-topping singer among the dead",
        "The union adds that nobody was told.",
        "And/or both",
        "WAR-TORN TOWN COUNTS ITS DEAD",
        "COVID-19 WARD BURNS",
        "MH-17 WRECK FOUND",
        "AFP TEAM SHOT AT",
        "This project was funded by the Harbour Bank, the audit says.",
        "Relatives can call 0555 010 2031, the council said.",
        "Call me a liar, said the mayor.",
        "Contact with the crew was lost at 10:40.",
        "Text messages from the crew stopped in 2029-2030.",
        "Cookies and bread were handed out at the gate.",
        "Weather stopped the search.",
        "Home at last: crew walks free",
        "41 dead",
        "12 more",
        "9 March 2031: 40",
        "Views differ.",
        "The lead of the ministry fell by nine points. [XYZ/ABC]",
        "With the harbour shut, bread runs out.",
        "End of the blockade in sight",
        "If you are poor you wait longer.",
        "Harbour, March 8",
        "Jane Roe, mayor",
        "Also in the harbour that day was a ship with wheat, and nobody unloaded it, the crew said.",
    ],
)
def test_lines_of_the_article_are_left(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("dockrat, Leeds, 5 hours ago", "dockrat"),
        ("Mrs_Poe_77, 3 hours ago", "Mrs_Poe_77"),
        ("Jane Roe · 2h", "Jane Roe"),
        ("Jane Roe (Hull) 8 March 2031 at 09:12", "Jane Roe"),
        ("Jane Roe wrote on 8 March 2031:", "Jane Roe"),
        ("@dockrat | 8.3.2031, 09:12", "@dockrat"),
        ("The ferry sailed at 09:12", ""),
        ("The crew was freed 3 hours ago", ""),
        ("Nine dead, forty hurt", ""),
    ],
)
def test_signature(line: str, name: str) -> None:
    (read,) = read_lines(line)
    assert line[: signature_end(read)] == name


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Harbour Watch, [8 March 2031, 07:10]", True),
        ("Harbour Watch, [3/8/31 07:10 AM]", True),
        ("[08.03.2031 07:10] Harbour Watch:", True),
        ("[08.03.2031 07:10] Harbour Watch: the gate is shut.", False),
        ("Harbour Watch [the channel] says so", False),
        ("Coast Wire | 14.04.2031 | 21:15", False),
    ],
)
def test_head_of_a_post(line: str, expected: bool) -> None:
    (read,) = read_lines(line)
    assert is_post_head(read) is expected


def test_name_of_a_channel_that_is_passed_on() -> None:
    text = "↪️ Forwarded from Bakers of the Quay"
    (line,) = read_lines(text)
    place = forwarded_name(line)
    assert place is not None
    assert text[slice(*place)] == "Bakers of the Quay"


def test_forwarded_post_is_a_document_up_to_the_next_post() -> None:
    text = (
        f"Harbour Watch, [8 March 2031, 07:10]\nForwarded from Bakers of the Quay\n{LEDE}\n{LEDE}\n\n"
        f"Harbour Watch, [8 March 2031, 09:10]\n{LEDE}"
    )
    article = an_article(text)
    (voice,) = find_voices(article, find_furniture(article))
    assert (voice.kind, voice.name and voice.name.exact) == ("document", "Bakers of the Quay")
    assert voice.span.exact == f"{LEDE}\n{LEDE}"


def test_heads_of_posts_are_kept_as_stamps_but_hours_ago_are_not() -> None:
    text = (
        f"Harbour Watch, [8 March 2031, 07:10]\n\n{LEDE}\n\n{LEDE}\n\nComments (1)\n\n"
        f"dockrat, Leeds, 5 hours ago\n\n{LEDE}\n\nReply · 3 likes"
    )
    article = an_article(text)
    stamps = find_stamps(article, find_furniture(article))
    assert [stamp.exact for stamp in stamps] == ["Harbour Watch, [8 March 2031, 07:10]"]


def test_commenters_by_their_signatures() -> None:
    text = (
        f"Ferry stopped\n\n{LEDE}\n\n{LEDE}\n\nTOP COMMENTS (2 of 88)\n\n"
        "dockrat, Leeds, 5 hours ago\n\nI saw it burn.\n\nReply · 41 likes\n\n"
        "Jane Poe, 3 hours ago\n\nSo did I, from the roof.\n\nReply · 2 likes\n\nTOP STORIES\n\nFares rise"
    )
    assert named(text) == [("comment", "dockrat"), ("comment", "Jane Poe")]


def test_comments_without_a_head() -> None:
    text = (
        f"Ferry stopped\n\n{LEDE}\n\n{LEDE}\n\n"
        "dockrat, Leeds, 5 hours ago\n\nI saw it burn.\n\nReply · 41 likes · Report"
    )
    assert named(text) == [("comment", "dockrat")]


def test_first_turn_in_full_and_answers_of_a_word() -> None:
    turns = [
        "ODILE BRANDT: Good morning, doctor. How many dead are there on your wards today?",
        "MARTA VELLING: Eleven.",
        "BRANDT: And yesterday, when the council had nine?",
        "VELLING: Eleven.",
        "BRANDT: Would you say that in court?",
        "VELLING: Yes.",
    ]
    text = "\n\n".join(["Coast Radio, the Morning Hour", *turns])
    assert named(text) == [("interviewee", "MARTA VELLING")] * 3


def test_box_of_the_author_is_marked_but_news_of_authors_is_not() -> None:
    page = "A headline\n\nBy Jane Roe\n\n{lede}\n\n{lede}\n\n{last}"
    for last, expected in [
        ("Jane Roe covers the harbour for the Courier.", True),
        ("Dr Roe is the author of Tides.", True),
        ("The writer is a retired teacher.", True),
        ("Jane Roe was on board, the crew said.", False),
        ("Roe is survived by two sons.", False),
        ("John Doe is the mayor of the town.", False),
        ("The author was arrested on Friday.", False),
        ("The writer had left the town.", False),
    ]:
        lines = read_lines(page.format(lede=LEDE, last=last))
        assert mark_lines(lines)[-1] is expected, last


@pytest.mark.parametrize(
    "text",
    [
        "a/" * 50_000,
        "A-" * 50_000,
        "[" * 100_000,
        "(x" * 50_000,
        "1 " * 50_000 + "@",
        "a@" * 50_000,
        "👍 1" * 30_000,
        "★ " * 50_000,
        "cookie " * 15_000,
        "Jane Roe, 3 hours ago\n\n" * 5_000,
        f"{LEDE}\n\n" + "dockrat, 3 hours ago\n\nno.\n\nReply · 3 likes\n\n" * 4_000,
        "Forwarded from X\n\ntext here\n\n" * 5_000,
        "ROE: yes.\n\nPOE: no.\n\n" * 5_000,
        "[00:10] " * 12_000,
    ],
    ids=range(14),
)
def test_hostile_pages_take_no_longer_than_their_length(text: str) -> None:
    article = an_article(text)
    assert find_voices(article, find_furniture(article)) is not None


@pytest.mark.parametrize(
    ("line", "around"),
    [
        ("[Download PDF] [Listen to this story, 11 min]", True),
        ("[Print]", True),
        ("$50 $100 $250 Other", True),
        ("World ▸ Africa ▸ Long read", True),
        ("Support the Courier | Sign in", True),
        ("[The crew] said that nobody left", False),
        ("[The crew] [the port]", False),
        ("$50 was paid for each sack", False),
        ("Two ferries | Nobody left", False),
    ],
)
def test_what_a_page_offers_its_reader(line: str, around: bool) -> None:
    assert is_furniture(line) is around


@pytest.mark.parametrize(
    "text", ["[" * 60_000, "[Print] " * 20_000 + "x", "$1 " * 60_000 + "x"], ids=range(3)
)
def test_hostile_rows_of_offers(text: str) -> None:
    article = an_article(text)
    assert find_furniture(article) is not None
