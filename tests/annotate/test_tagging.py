"""The tagger's weights: added as a plain loop adds them, and read once, whoever asks first."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from sayso.annotate.tagging import ROOM, Weights, load_tagger

WIDTH = 45


def make_packed(count: int) -> dict[str, dict[int, float]]:
    chance = random.Random(5)
    return {
        f"f{n}": {tag: round(chance.uniform(-9, 9), 4) for tag in chance.sample(range(WIDTH), 6)}
        for n in range(count)
    }


def pack(rows: dict[str, dict[int, float]]) -> dict[str, str | int]:
    return {f: " ".join(f"{tag}:{weight:g}" for tag, weight in row.items()) for f, row in rows.items()}


def add_plainly(rows: dict[str, dict[int, float]], features: list[str]) -> list[float]:
    scores = [0.0] * WIDTH
    for feature in features:
        for tag, weight in rows.get(feature, {}).items():
            scores[tag] += weight
    return scores


def test_weights_are_added_to_the_last_digit_as_a_plain_loop_adds_them() -> None:
    rows, chance = make_packed(500), random.Random(6)
    weights = Weights(pack(rows), WIDTH)
    for _ in range(200):
        features = [f"f{chance.randrange(700)}" for _ in range(21)]  # some have no weights
        assert weights.add_up(features).tolist() == add_plainly(rows, features)


def test_features_without_weights_add_nothing() -> None:
    assert not Weights({}, WIDTH).add_up(["w", "s1"]).any()


def test_rows_stay_right_when_the_table_grows_under_several_threads() -> None:
    rows = make_packed(ROOM + 500)
    weights = Weights(pack(rows), WIDTH)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda f: weights.add_up([f]).tolist(), [*rows, *rows]))
    assert found == [add_plainly(rows, [f]) for f in [*rows, *rows]]


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [("arranged", "VBN", "arrange"), ("owed", "VBN", "owe"), ("rebelled", "VBD", "rebel")],
)
def test_a_lemma_is_a_word(word: str, tag: str, lemma: str) -> None:
    assert load_tagger("en").lemmatise(word, tag) == lemma
