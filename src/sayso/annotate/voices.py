"""Who is speaking where: interviewees, commenters and quoted documents; everything else is the author."""

from __future__ import annotations

from sayso.annotate.furniture import find_furniture
from sayso.model import Article, Span, Voice

__all__ = ["find_furniture", "find_voices"]


def find_voices(article: Article, furniture: tuple[Span, ...]) -> tuple[Voice, ...]:
    return ()
