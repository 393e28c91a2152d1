"""The bench on sentences that state a cause: its text, its counts, and that its classifier learns."""

from __future__ import annotations

import numpy as np
from bench.causes import (
    Example,
    Score,
    finds_cause,
    fit_logistic,
    join_marks,
    learn_folds,
    score,
    word_columns,
)


def test_a_tokenised_sentence_is_joined_as_it_would_be_printed() -> None:
    assert join_marks("“ It did n't burn ” , the miller 's wife ( 50 ) said .") == (
        "“It didn't burn”, the miller's wife (50) said."
    )


def test_hits_misses_and_false_findings_are_counted() -> None:
    examples = [Example("a", True), Example("b", True), Example("c", False), Example("d", False)]
    assert score(examples, [True, False, True, False]) == Score(hits=1, missed=1, wrong=1)


def test_a_sentence_with_a_cause_is_found_and_one_without_is_not() -> None:
    assert finds_cause("The riot was caused by the arrest of a baker.")
    assert not finds_cause("The council meets on Monday.")


def test_the_classifier_learns_what_can_be_told_apart() -> None:
    columns = np.array([[1.0, 1.0], [1.0, -1.0]] * 10)
    truth = np.array([1.0, 0.0] * 10)
    assert ((columns @ fit_logistic(columns, truth) > 0) == (truth > 0)).all()


def test_no_sentence_is_judged_by_what_was_learnt_from_it() -> None:
    # One word of its own for each sentence: nothing is to be learnt from the others.
    examples = [Example(f"word{n}", n % 2 == 0) for n in range(40)]
    columns = np.eye(len(examples))
    assert not any(learn_folds(examples, columns))


def test_words_that_few_sentences_hold_have_no_column() -> None:
    examples = [Example("fire and rain", True)] * 4 + [Example("fire", False)]
    assert word_columns(examples).shape == (5, 5)
