"""Claims read from short invented reports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build import an_article
from sayso.annotate import annotate_article, load_reader
from sayso.claims import count_unread_numbers, extract_claims
from sayso.model import Claim
from sayso.spans import check_exact


def claims_of(text: str, published: str | None = "2031-03-08") -> tuple[Claim, ...]:
    return extract_claims(annotate_article(an_article(text, published=published), load_reader("en"), None))


def the(claims: tuple[Claim, ...], words: str, kind: str) -> Claim:
    found = [c for c in claims if words in c.span.exact and c.kind == kind]
    assert found, f"no {kind} with {words!r} among {[(c.kind, c.span.exact) for c in claims]}"
    return min(found, key=lambda c: len(c.span.exact))


def test_a_figure_has_its_measure_place_time_and_source() -> None:
    claims = claims_of("At least 12 miners were killed in Lima on Friday, the police said.")
    claim = the(claims, "12 miners", "figure")
    assert claim.amount is not None
    assert (claim.amount.measure, claim.amount.quantity.low, claim.amount.quantity.high) == (
        "killed",
        12,
        None,
    )
    assert claim.place is not None
    assert claim.place.name == "Lima"
    assert claim.when is not None
    assert str(claim.when.earliest) == "2031-03-07"
    assert [h.name.lower() for h in claim.attribution] in (["police"], ["the police"])


def test_a_figure_counts_the_event_once() -> None:
    claims = claims_of("Nine sailors drowned in Oslo.")
    assert [c.kind for c in claims if "drowned" in c.span.exact] == ["figure"]


def test_a_part_names_its_total() -> None:
    claims = claims_of("The flood killed 310 people, including 24 children.")
    total, part = (
        the(claims, "310", "figure"),
        next(c for c in claims if c.amount and c.amount.quantity.best == 24),
    )
    assert part.amount is not None
    assert part.amount.part_of == next(c.id for c in claims if c.amount and c.amount.quantity.best == 310)
    assert total.attribution == ()


def test_what_will_be_is_a_forecast_with_its_condition() -> None:
    claims = claims_of("If the dam breaks, the market will flood.")
    claim = the(claims, "the market will flood", "forecast")
    assert claim.forecast is not None
    assert claim.forecast.condition == "If the dam breaks"
    assert not [c for c in claims if c.kind == "event" and c.polarity == "asserted"]


def test_not_by_one_but_by_another_is_two_claims() -> None:
    claims = claims_of("The riot was led not by the dockers, but by the clerks.")
    polarities = {c.span.exact: c.polarity for c in claims if c.kind in ("event", "statement")}
    assert sorted(polarities.values()) == ["asserted", "denied"]


def test_a_cause_is_an_explanation_with_the_speakers_stance() -> None:
    claims = claims_of("The strike was triggered by a cut in wages. The fire was not caused by lightning.")
    stances = {c.because.cause.exact: c.because.stance for c in claims if c.because}
    assert stances["a cut in wages"] == "asserts"
    assert stances["lightning"] == "denies"


def test_theories_are_told_without_a_word_for_cause() -> None:
    text = (
        "The dam fell on Friday. The dam was old, and the dam was full. The ministry speaks of sabotage. "
        "The police found no sign of explosives. The sabotage theory is nonsense. "
        "Rain had overwhelmed the dam."
    )
    stances = {c.because.cause.exact: c.because.stance for c in claims_of(text) if c.because}
    assert stances["sabotage"] == "asserts"
    assert stances["explosives"] == "denies"
    assert stances["The sabotage theory"] == "denies"
    assert stances["Rain"] == "asserts"


def test_traces_of_a_metal_are_no_theory() -> None:
    assert not [c for c in claims_of("Traces of lead were found in the river.") if c.because]


def test_a_doubt_points_at_what_it_doubts() -> None:
    text = "The council claims that spies burned the mill. But that claim does not withstand scrutiny."
    claims = claims_of(text)
    doubt = the(claims, "does not withstand scrutiny", "statement")
    doubted = next(c for c in claims if c.id == doubt.about_id)
    assert doubt.polarity == "denied"
    assert doubted.span.exact == "spies burned the mill"


def test_what_a_source_denies_is_denied() -> None:
    claims = claims_of("The ministry denied that troops had entered the town.")
    assert the(claims, "troops had entered the town", "event").polarity == "denied"


def test_an_interviewee_speaks_in_an_interview() -> None:
    text = (
        "Anna Weller, a surveyor at the Harbour Institute, told us who was to blame for the collapse:\n\n"
        "– The quay was old and nobody had looked at its piles for years. The crane fell at noon.\n\n"
        "– The owners knew it because we had written to them twice. They closed the gate too late.\n"
    )
    claim = the(claims_of(text), "The crane fell", "event")
    assert (claim.voice, [h.name for h in claim.attribution]) == ("interviewee", ["Anna Weller"])


def test_the_scene_of_a_dated_sentence_holds_for_the_next() -> None:
    claims = claims_of("On 4 March the bridge collapsed. Firemen searched the river.")
    searched = the(claims, "Firemen searched", "event")
    assert searched.when is not None
    assert searched.when.basis == "inherited"
    assert str(searched.when.earliest) == "2031-03-04"


def test_nothing_is_claimed_of_furniture() -> None:
    text = "The mill burned on Friday.\n\nShare this\n\nSubscribe to our newsletter\n\nRead more: 12 killed"
    assert all("12 killed" not in c.span.exact for c in claims_of(text))


def test_numbers_of_which_nothing_was_made_are_counted() -> None:
    doc = annotate_article(an_article("He is 42. The code is 77-B."), load_reader("en"), None)
    assert count_unread_numbers(doc, extract_claims(doc)) >= 1


HOSTILE = st.text(
    alphabet=st.sampled_from(
        "aZé \n.,;:“”\"'‘’()–-0123456789%$€\u202e\u200b😀Я他'’said that not by but if will may"
    ),
    max_size=400,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE)
def test_any_text_gives_exact_words_and_the_same_claims_twice(text: str) -> None:
    article = an_article(text)
    doc = annotate_article(article, load_reader("en"), None)
    claims = extract_claims(doc)
    assert claims == extract_claims(doc)
    assert len({c.id for c in claims}) == len(claims)
    for claim in claims:
        for span in (
            claim.span,
            claim.trigger,
            claim.cue,
            claim.when_span,
            *(h.span for h in claim.attribution),
        ):
            if span is not None:
                check_exact(span, text)


def test_what_the_network_reads_as_yet_to_come_is_a_forecast() -> None:
    text = "The levee breaks before the week is out."
    doc = replace(
        annotate_article(an_article(text, published="2031-05-04"), load_reader("en")), ahead=frozenset()
    )
    assert "forecast" not in {c.kind for c in extract_claims(doc)}
    told = replace(doc, ahead=frozenset([text.index("breaks")]))
    assert "forecast" in {c.kind for c in extract_claims(told)}


@pytest.mark.parametrize(
    ("text", "words", "polarity"),
    [
        ("The fire could not be stopped before noon.", "could not be stopped", "denied"),
        ("Not a single shot was fired at the crowd.", "shot was fired", "denied"),
        ("Not one train left the harbour on Monday.", "train left", "denied"),
        ("No order to shoot at people was given.", "was given", "denied"),
        ("The union could document 72 arrests.", "document 72", "asserted"),
        ("Three officers can be seen in the video.", "can be seen", "asserted"),
        ("A tanker cannot pass the bridge.", "cannot pass", "asserted"),
        ("The army could have opened the gate.", "could have opened", "hedged"),
        ("The army could open the gate.", "could open", "hedged"),
        ("Not all the trains left the harbour.", "trains left", "asserted"),
        ("By Thursday a 10-litre can of water cost 6 dollars.", "can of water", "asserted"),
    ],
)
def test_what_cannot_or_could_not_be(text: str, words: str, polarity: str) -> None:
    found = [c for c in claims_of(text) if words in c.span.exact]
    assert {c.polarity for c in found} == {polarity}


def test_what_is_left_unsaid_is_not_denied() -> None:
    claims = claims_of("Nine died. The ministry did not say how the others had died.")
    assert not [c for c in claims if "the others had died" in c.span.exact and c.polarity == "denied"]
