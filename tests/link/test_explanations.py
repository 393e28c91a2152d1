from __future__ import annotations

import pytest

from crisis import Crisis, read_crisis
from sayso.link import link_case
from sayso.link.explanations import score_families
from sayso.link.opposites import action_of
from sayso.model import Explanation
from sayso.vocabulary import load_vocabulary

FAMILIES = load_vocabulary("en", "explanations")["family"]


def explain(*told: str) -> tuple[Crisis, tuple[Explanation, ...]]:
    """The explanations of a crisis of which each article puts one forward: "cause | effect | stance"."""
    articles = []
    for number, line in enumerate(told):
        cause, effect, stance = (part.strip() for part in line.split("|"))
        words = f"{cause} was behind {effect}"
        articles.append(
            f'[[article]]\nname = "{number}"\ntext = """Report {number}. {words}."""\n'
            f'[[article.claim]]\nkind = "explanation"\nquote = "{words}"\ncause = "{cause}"\n'
            f'effect = "{effect}"\nstance = "{stance}"\n'
        )
    crisis = read_crisis("\n".join(articles))
    return crisis, link_case(crisis.articles, crisis.readings, ()).explanations


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_each_family_knows_its_example(name: str) -> None:
    scores = dict(score_families(FAMILIES[name]["example"]))
    assert max(scores, key=lambda family: scores[family]) == name


def test_one_explanation_in_other_words_is_one_row() -> None:
    _, rows = explain(
        "low wages | the riots | asserts",
        "years of poverty and discontent | the unrest | hedges",
        "agitators paid by an embassy and steered by a foreign hand | the riots | asserts",
    )
    assert sorted(len(row.claim_ids) for row in rows) == [1, 2]


def test_rivals_stand_under_one_question() -> None:
    _, rows = explain("low wages | the riots | asserts", "a palace coup | the protests | asserts")
    assert len(rows) == 2
    assert len({row.question for row in rows}) == 1


def test_one_cause_of_two_effects_is_two_rows() -> None:
    _, rows = explain(
        "a storm | the crash of the ferry | asserts", "a storm | the riot at the gate | asserts"
    )
    assert len(rows) == 2


def test_a_cause_of_no_known_family_is_joined_by_its_words() -> None:
    _, rows = explain(
        "the sale of the lower meadow | the riots | asserts",
        "the sudden sale of the meadow | the riots | denies",
        "the feast of the patron saint | the riots | asserts",
    )
    assert sorted(len(row.claim_ids) for row in rows) == [1, 2]


def test_the_label_is_in_the_words_of_one_who_asserts_it() -> None:
    _, (row,) = explain("alleged poverty | the riots | denies", "bitter winter poverty | the riots | asserts")
    assert row.label == "bitter winter poverty"


def test_what_is_set_aside_is_the_explanation_that_is_denied() -> None:
    _, rows = explain(
        "not foreign agents, but low wages | the riots | denies",
        "foreign agents | the riots | asserts",
        "low wages | the riots | asserts",
    )
    assert sorted(len(row.claim_ids) for row in rows) == [1, 2]


def test_the_happening_itself_explains_nothing() -> None:
    text = (
        '[[article]]\nname = "a"\ntext = """The riots led to fear."""\n'
        '[[article.claim]]\nkind = "explanation"\nquote = "The riots led to fear"\n'
        'cause = "The riots"\nquestion = "why"\n'
    )
    crisis = read_crisis(text)
    assert link_case(crisis.articles, crisis.readings, ()).explanations == ()


def answer(cause: str, told: str) -> tuple[Crisis, tuple[Explanation, ...]]:
    """The explanations of an article that puts one forward in the words ``told``, and calls it absurd."""
    crisis = read_crisis(f'''
[[article]]
name = "a"
text = """{told}, the union said. That claim is absurd."""
[[article.claim]]
kind = "explanation"
quote = "{told}"
cause = "{cause}"
effect = "the riots"
source = ["the union"]
[[article.claim]]
kind = "statement"
quote = "That claim is absurd"
polarity = "denied"
about = "{told}"
''')
    return crisis, link_case(crisis.articles, crisis.readings, ()).explanations


def test_an_answer_stands_in_the_row_of_what_it_answers() -> None:
    crisis, (row,) = answer("Low wages", "Low wages set off the riots")
    assert crisis.quotes(row.claim_ids) == {"Low wages set off the riots", "That claim is absurd"}


def test_a_denial_of_what_only_points_back_is_no_row() -> None:
    _, rows = answer("This", "This was behind the riots")
    assert rows == ()


@pytest.mark.parametrize(
    ("head", "words", "action"),
    [
        ("be", "that the captain is still alive", "be alive"),
        ("be", "Orre was dead", "die"),
        ("be", "the street was deadly quiet", "be"),
        ("step", "she stepped down on Sunday", "resign"),
        ("step", "she stepped on a nail", "step"),
        ("hand", "he handed in his resignation", "resign"),
        ("hand", "he handed in his homework", "hand"),
        ("relieve", "he was relieved of his post", "dismiss"),
        ("relieve", "he was relieved of his pain", "relieve"),
    ],
)
def test_an_idiom_stands_for_its_verb(head: str, words: str, action: str) -> None:
    assert action_of(head, words) == action
