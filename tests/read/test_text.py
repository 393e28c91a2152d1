"""Encodings, the canonical text, titles and languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sayso.read.decode import Undecodable, decode_bytes
from sayso.read.text import clean_text, first_line_title, guess_language

SENTENCES = {
    "cp1252": "La préfecture a confirmé l’évacuation de la vallée, où l’eau monte toujours très vite.",
    "cp1251": "Паром не вышел из гавани в понедельник, сообщил экипаж, и никто не знает почему.",
    "utf-16": "The ferry did not leave the harbour on Monday, the crew said.",
    "utf-16-le": "The ferry did not leave the harbour on Monday, the crew said.",
    "utf-8-sig": "Żaden prom nie wypłynął w poniedziałek.",
    "iso8859_2": "Żaden prom nie wypłynął w poniedziałek z portu, mówi załoga, i śpią w poczekalni.",
    "shift_jis": "フェリーは月曜日に港を出なかったと乗組員は語った。乗客は待合室で眠った。",
}


@pytest.mark.parametrize("encoding", SENTENCES)
def test_encodings_are_found(encoding: str) -> None:
    text = SENTENCES[encoding] * 3
    assert clean_text(decode_bytes(text.encode(encoding))) == text


@given(some.binary(max_size=400))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        text = clean_text(decode_bytes(raw))
    except Undecodable:
        return
    assert text.encode("utf-8").decode("utf-8") == text


@given(some.text(some.characters(codec=None), max_size=200))
def test_cleaning_is_done_once(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean_text(cleaned) == cleaned
    assert not set(cleaned) & set("\r\x00\x07\x85\ufeff")


def test_text_is_kept_to_the_letter() -> None:
    text = "  “Quoted”\u00a0— 5\u202f000 m²\t…\n\n\n trailing  \u2028 e\u0301"
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ferry stopped\n\nIt did not leave.", "Ferry stopped"),
        ("\n\n  Ferry stopped  \n\nIt did not leave.", "Ferry stopped"),
        ("Who stopped the ferry?\n\nIt did not leave.", "Who stopped the ferry?"),
        ("The ferry did not leave.\n\nNobody knows why.", None),
        ("Ferry stopped", None),
        ("Ferry stopped\nby its crew\n\nIt did not leave.", None),
        ("F" * 200 + "\n\nIt did not leave.", None),
    ],
)
def test_title_of_a_plain_text(text: str, title: str | None) -> None:
    assert first_line_title(text) == title


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry did not leave the harbour on Monday, and nobody knows why.", "en"),
        ("Der Dampfer ist am Montag nicht ausgelaufen, und niemand weiß, warum.", "de"),
        ("Паром не вышел из гавани в понедельник, и никто не знает почему.", "ru"),
        ("ok", None),
        ("12:30 - 14:00", None),
        ("Almaty Astana Kyzylorda", None),
        ("", None),
    ],
)
def test_language_is_told_or_not_known(text: str, language: str | None) -> None:
    assert guess_language(text) == language
