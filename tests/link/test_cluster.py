from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from sayso.link.candidates import LARGE, propose_pairs
from sayso.link.cluster import Pair, cluster
from sayso.model import Judgement

IDS = [f"c{n}" for n in range(8)]
PAIRS = st.lists(
    st.builds(
        lambda a, b, w: Pair(min(a, b), max(a, b), w),
        st.sampled_from(IDS),
        st.sampled_from(IDS),
        st.sampled_from([1.0, 2.0, 3.0]),
    ),
    max_size=12,
)
APART = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda p: p[0] != p[1]), max_size=6
)


@given(PAIRS, APART)
def test_different_is_obeyed_and_nothing_is_lost(same: list[Pair], apart: list[tuple[str, str]]) -> None:
    groups = cluster(IDS, same, apart)
    assert sorted(i for group in groups for i in group) == IDS
    assert not any(a in group and b in group for a, b in apart for group in groups)


@given(PAIRS, APART, st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(
    same: list[Pair], apart: list[tuple[str, str]], chance: object
) -> None:
    shuffled, others = list(same), list(apart)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(others)  # type: ignore[attr-defined]
    assert cluster(IDS, shuffled, others) == cluster(IDS, same, apart)


@given(PAIRS, APART)
def test_what_a_person_joined_stays_joined(same: list[Pair], apart: list[tuple[str, str]]) -> None:
    joined = Judgement("ann", "2031-01-01", "c0", "c5", "same", "one and the same")
    assert any({"c0", "c5"} <= set(group) for group in cluster(IDS, same, apart, (joined,)))


def test_the_newer_of_two_judgements_holds() -> None:
    old = Judgement("ann", "2031-01-01", "c0", "c1", "same", "")
    new = Judgement("bob", "2031-01-02", "c0", "c1", "different", "")
    assert ("c0",) in cluster(IDS, [Pair("c0", "c1", 9.0)], (), (old, new))


SIDES = st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True).map(
    lambda ids: tuple(sorted(ids))
)
JUDGED = st.lists(
    st.builds(
        lambda at, verdict, lefts, rights: Judgement(
            "ann", at, lefts[0], rights[0], verdict, "so", lefts=lefts, rights=rights
        ),
        st.sampled_from([f"2031-01-0{n}" for n in range(1, 10)]),
        st.sampled_from(["same", "different"]),
        SIDES,
        SIDES,
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda j: j.at,
)


@given(PAIRS, APART, JUDGED, st.randoms(use_true_random=False))
def test_the_newest_judgement_holds_in_any_order_of_telling(
    same: list[Pair], apart: list[tuple[str, str]], judged: list[Judgement], chance: object
) -> None:
    groups = cluster(IDS, same, apart, judged)
    shuffled = list(judged)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cluster(IDS, same, apart, shuffled) == groups
    newest = max(judged, key=lambda j: j.at)
    lefts, rights = map(set, newest.sides)
    if newest.verdict == "same":
        assert any(lefts | rights <= set(group) for group in groups)
    else:
        assert not any((lefts - rights) & set(g) and (rights - lefts) & set(g) for g in groups)


def test_a_new_telling_finds_the_part_that_it_is_like() -> None:
    joined = Judgement("ann", "2031-01-01", "c0", "c1", "same", "")
    pairs = [Pair("c0", "c2", 5.0)]

    def may_meet(left: Sequence[str], right: Sequence[str]) -> bool:
        return not {"c1", "c2"} <= {*left, *right}

    assert ("c0", "c1", "c2") in cluster(IDS, pairs, [("c1", "c2")], (joined,), may_meet)


def test_a_large_block_is_divided_and_not_cut_off() -> None:
    records = [f"x{n:03}" for n in range(LARGE * 2)]
    pairs = propose_pairs(records, [lambda r: ["all"], lambda r: [r[-1]]], str)
    assert ("x000", "x010") in pairs
    assert ("x000", "x001") not in pairs
    every = {i for pair in pairs for i in pair}
    assert every == set(records)
