"""Fixes the canonical text of an article: line ends and stray control characters, and nothing else."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")
# NUL, other controls but tab and line feed, and byte order marks left inside by joined files.
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f﻿]")
SURROGATES = re.compile("[\ud800-\udfff]")
# A line this long is no title but a first paragraph.
LONGEST_TITLE = 160
# Below this many letters py3langid's best guess is chance: it calls "ok" Afrikaans.
FEWEST_LETTERS = 20
# Its sureness for headlines of one language lies above this, for lists of foreign names below.
SURE = 0.6


def clean_text(text: str) -> str:
    """``text`` to the letter but for line ends, control characters, byte order marks and surrogates."""
    if SURROGATES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text))


def first_line_title(text: str) -> str | None:
    """The first line of a plain text, if it stands alone over a body and does not read as a sentence."""
    head, _, rest = text.lstrip().partition("\n")
    head = head.strip()
    if not head or not rest.strip() or rest.lstrip(" \t")[:1] != "\n":
        return None
    return head if len(head) <= LONGEST_TITLE and head[-1] not in ".:,;" else None


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``, or None if unsure."""
    sample = text[:20_000]
    letters = sum(c.isalpha() for c in sample)
    if letters < FEWEST_LETTERS:
        return None
    language, confidence = _identifier().classify(sample)
    # Of a short text the model must be sure by itself; over a paragraph its best guess is right.
    return None if language == "zxx" else str(language) if confidence >= SURE or letters > 300 else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
