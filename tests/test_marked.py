import pytest

from marked import put_marks, strip_marks

CASES = ["", "no mark", "[At least 12]{>=12} died", "a [ё]{x}[😀 b]{y z} c"]


@pytest.mark.parametrize("marked", CASES)
def test_marks_round_trip(marked: str) -> None:
    text, marks = strip_marks(marked)
    assert put_marks(text, marks) == marked


def test_overlapping_marks_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        put_marks("abcdef", [(0, 3, "x"), (2, 4, "y")])
