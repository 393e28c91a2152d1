"""Which reports are one figure: of the whole crisis, of a place, of days gone by, of a part."""

from __future__ import annotations

from datetime import date

import pytest

from build import an_article
from sayso.ids import claim_id
from sayso.link.figures import link_figures
from sayso.link.tellings import Site, Telling, content_words
from sayso.model import Amount, Claim, Interval, Quantity, Span
from sayso.spans import cut

NORLAND = Site("norland", "Norland", "NL", "country", None, False)
VELM = Site("velm", "Velm", "NL", "town", None, False)
HARL = Site("harl", "Harl", "NL", "town", None, False)
BORROWED = Site("harl", "Harl", "NL", "town", None, True, True)
DAY = Interval(date(2031, 3, 5), date(2031, 3, 5), "day")


def tell(
    words: str,
    amount: str,
    measure: str = "killed",
    *,
    site: Site | None = None,
    whom: str | None = None,
    unit: str = "people",
    when: Interval | None = None,
    part_of: str | None = None,
    published: Interval = DAY,
) -> Telling:
    """The telling of a sentence in which the words ``amount`` give a number."""
    article = an_article(words)
    start = words.index(amount)
    value = float("".join(c for c in amount if c.isdigit()))
    floor = amount.startswith("more than")
    quantity = Quantity(value, None, None, "more than") if floor else Quantity(value, value, value)
    claim = Claim(
        claim_id("figure", cut(article, 0, len(words)), str(start)), article.id, "figure",
        cut(article, 0, len(words)), "die", when=when,
        when_span=Span(article.id, 0, 1, words[0]) if when else None,
        amount=Amount(
            measure, quantity, unit, cut(article, start, start + len(amount)), of_whom=whom, part_of=part_of
        ),
    )  # fmt: skip
    return Telling(claim, site, frozenset(), frozenset(), content_words(words), published)


def together(*tellings: Telling) -> list[set[str]]:
    """The words of the reports of each figure of several reports."""
    told = {t.id: t.claim.span.exact for t in tellings}
    return [{told[i] for i in f.claim_ids} for f in link_figures(tellings) if len(f.claim_ids) > 1]


TOTAL = tell("In all 62 people died in Norland.", "62 people", site=NORLAND)


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        (tell("The count is 64 dead.", "64 dead", site=BORROWED), True),
        (tell("The count is 64 dead now.", "64 dead"), True),
        (tell("In Velm 51 people died.", "51 people", site=VELM), False),
        (tell("In the valley of Velm 62 people died.", "62 people", site=VELM), True),
        (tell("Around Velm more than 60 died.", "more than 60", site=VELM), True),
        (tell("Around Velm more than 40 died.", "more than 40", site=VELM), False),
        (tell("Two of 12 officers died.", "12 officers", whom="officers"), False),
        (tell("Elsewhere 3 others died.", "3 others"), False),
        (tell("They name 31 of the dead.", "31"), False),
        (tell("It tells that the 31 who drowned were young.", "31"), False),
    ],
    ids=lambda value: value.claim.span.exact if isinstance(value, Telling) else "",
)
def test_what_belongs_to_the_total(other: Telling, joined: bool) -> None:
    assert bool(together(TOTAL, other)) is joined


def test_the_same_number_weeks_later_is_not_taken_for_the_whole() -> None:
    later = Interval(date(2031, 4, 5), date(2031, 4, 5), "day")
    assert not together(TOTAL, tell("In Velm 60 people died.", "60 people", site=VELM, published=later))


def test_an_old_story_is_a_figure_of_its_own() -> None:
    past = Interval(date(1998, 1, 1), date(1998, 12, 31), "year")
    old = tell("In 1998 a wall broke and killed 6 people.", "6 people", when=past)
    again = tell("A wall killed 6 people in 1998 too.", "6 people", when=past)
    assert together(TOTAL, old, again) == [{old.claim.span.exact, again.claim.span.exact}]


def test_classes_are_told_apart_by_the_word_before() -> None:
    first = tell("Of these 20 were from the first class.", "20", "rescued", whom="first class")
    second = tell("Of these 30 were from the second class.", "30", "rescued", whom="second class")
    again = tell("Another list has 21 of the first class.", "21", "rescued", whom="first class")
    assert together(first, second, again) == [{first.claim.span.exact, again.claim.span.exact}]


def test_a_part_of_another_count_is_the_whole_of_its_own() -> None:
    aboard = tell("The ferry had 90 people on board.", "90 people", "aboard")
    lost = tell("Of them 70 were lost.", "70", part_of=aboard.id)
    assert together(aboard, lost, tell("The ferry took 71 lives.", "71 lives")) != []


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("Some 40 messages lay on the desk of the clerk.", False),
        ("The clerk took down 40 messages about the tow.", True),
    ],
)
def test_common_nouns_join_only_in_like_words(words: str, joined: bool) -> None:
    first = tell("A clerk took down 30 messages about the tow.", "30 messages", "message", unit="messages")
    other = tell(words, "40 messages", "message", unit="messages")
    assert bool(together(first, other)) is joined


def test_a_bare_number_of_things_stays_where_the_one_before_was() -> None:
    text = "The fire destroyed 90 barns in Velm; the insurers speak of 64."
    article = an_article(text)

    def claim(start: int, stop: int, words: str, value: float) -> Claim:
        at = text.index(words)
        amount = Amount(
            "destroyed", Quantity(value, value, value), "barns", cut(article, at, at + len(words))
        )
        span = cut(article, start, stop)
        return Claim(claim_id("figure", span), article.id, "figure", span, "speak", amount=amount)

    middle = text.index(";")
    first, second = claim(0, middle, "90 barns", 90), claim(middle + 2, len(text), "64", 64)
    tellings = [
        Telling(first, VELM, frozenset(), frozenset(), frozenset(), DAY),
        Telling(second, None, frozenset(), frozenset(), frozenset(), DAY),
        TOTAL,
    ]
    assert {f.claim_ids for f in link_figures(tellings)} >= {tuple(sorted((first.id, second.id)))}


def test_any_order_gives_the_same_figures() -> None:
    tellings = [
        TOTAL,
        tell("In Velm 51 people died.", "51 people", site=VELM),
        tell("In Harl 9 died.", "9", site=HARL),
    ]
    assert link_figures(tellings) == link_figures(tellings[::-1])


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        (
            tell("They hold 164 teachers.", "164", "detained", whom="teachers"),
            tell("In all 164 are held.", "164", "detained"),
            True,
        ),
        (
            tell("Of 2,340 who fled.", "2,340", "person"),
            tell("There 2,340 camp.", "2,340", "displaced"),
            True,
        ),
        (
            tell("Of 2,000 who fled.", "2,000", "person"),
            tell("There 2,000 camp.", "2,000", "displaced"),
            False,
        ),
        (tell("In all 164 are held.", "164", "detained"), tell("Hurt were 164.", "164", "injured"), False),
        (
            tell("She won by 11,204 votes.", "11,204", "vote", unit="votes"),
            tell("It took 11,204 crosses.", "11,204", "cross", unit="crosses"),
            True,
        ),
        (
            tell("It holds 164 litres.", "164", "litre", unit="litre"),
            tell("They spilt 164 litres.", "164", "litre", unit="litre"),
            False,
        ),
    ],
    ids=lambda value: value.claim.span.exact if isinstance(value, Telling) else "",
)
def test_one_exact_number_counts_one_thing(left: Telling, right: Telling, joined: bool) -> None:
    assert bool(together(left, right)) is joined


def test_homes_burned_are_homes_destroyed_and_huts_are_homes() -> None:
    homes = tell("At Velm 60 homes were destroyed.", "60 homes", "destroyed", unit="homes")
    huts = tell("At Velm 58 huts burned down.", "58 huts", "hut", unit="huts")
    mended = tell("At Velm 58 huts were mended.", "58 huts", "hut", unit="huts")
    assert together(homes, huts)
    assert not together(homes, mended)


def test_a_bare_number_goes_on_from_the_count_before() -> None:
    words = "The union counts 2,351 strikers. The company puts the number at 1,483."
    first = tell(words, "2,351 strikers", "striker")
    second = tell(words, "1,483", "striker")
    other = tell(words.replace("1,483", "1,483 clerks"), "1,483 clerks", "clerk")
    assert together(first, second)
    assert not together(first, other)


def test_a_group_that_is_all_is_the_whole() -> None:
    men = tell("Four men died: 4 workers in all.", "4 workers", whom="workers")
    four = tell("The harbour lost 4 lives.", "4 lives")
    five = tell("The harbour lost 5 lives.", "5 lives")
    assert together(men, four)
    assert not together(men, five)
