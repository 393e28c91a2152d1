from __future__ import annotations

from dataclasses import replace

import pytest

from build import a_span, an_article
from invented import a_claim
from sayso.model import Claim, Span
from sayso.show.marks import cut_segments, mark_text
from sayso.spans import InexactSpan

ARTICLE = an_article("The gauge rose. The keeper saw it rise, he said. Share")


def claims(*words: str) -> tuple[Claim, ...]:
    return tuple(a_claim(ARTICLE, each, head=each) for each in words)


def test_the_segments_are_the_text_whatever_overlaps() -> None:
    found = cut_segments(
        ARTICLE,
        claims("The gauge rose. The keeper", "rose. The", "keeper saw it", "it rise", "The gauge"),
        [a_span(ARTICLE, "Share")],
    )
    assert "".join(ARTICLE.text[segment.start : segment.end] for segment in found) == ARTICLE.text
    assert all(segment.start < segment.end for segment in found)


def test_each_claim_lies_on_just_its_own_words() -> None:
    made = claims("The gauge rose. The keeper", "rose. The", "keeper saw it", "it rise")
    found = cut_segments(ARTICLE, made, [])
    for claim in made:
        words = "".join(ARTICLE.text[s.start : s.end] for s in found if claim in s.claims)
        assert words == claim.span.exact


def test_furniture_is_told_from_the_rest() -> None:
    found = cut_segments(ARTICLE, (), [a_span(ARTICLE, "Share")])
    assert [ARTICLE.text[s.start : s.end] for s in found if s.furniture] == ["Share"]


def test_a_claim_can_be_reached_and_leads_on() -> None:
    claim = claims("rose")[0]
    html = mark_text(ARTICLE, (claim,), ())
    assert f'<span class="words" id="/reader/{claim.id}">rose</span>' in html
    assert f'<a href="#n-{claim.id}"' in html


def test_each_id_is_given_once_also_to_claims_that_begin_together() -> None:
    made = claims("The gauge", "The gauge rose", "The gauge rose. The")
    html = mark_text(ARTICLE, made, ())
    assert [html.count(f'id="/reader/{claim.id}"') for claim in made] == [1, 1, 1]


def test_markup_in_a_text_is_words() -> None:
    article = an_article("<script>alert(1)</script> & <b>bold")
    html = mark_text(article, (a_claim(article, "alert(1)</script> &"),), ())
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_an_empty_text_has_no_segments() -> None:
    assert cut_segments(an_article(""), (), ()) == ()


def test_words_that_are_not_there_are_refused() -> None:
    claim = replace(claims("rose")[0], span=Span(ARTICLE.id, 0, 4, "rose"))
    with pytest.raises(InexactSpan):
        mark_text(ARTICLE, (claim,), ())
