"""Make ``src/sayso/data/en/common_words.txt``: English words that are no names, from lower-case use.

    python training/common_words.py GUM_DEP_FOLDER EWT_TRAIN_IOB2

A word is listed when it stands in lower case, not tagged as a name, at least three times over both
corpora, or twice in GUM with one reading. GUM: genres under CC BY or CC BY-SA terms. EWT: CC BY-SA 4.0.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

GENRES = ("academic", "bio", "court", "interview", "news", "voyage")
OUT = Path(__file__).parent.parent / "src/sayso/data/en/common_words.txt"
# Lower-case uses, by weight: GUM is edited text and counts double, EWT writes many names in lower case.
NEEDED = 3


def count_words(gum: Path, ewt: Path) -> Counter[str]:
    """How often each lower-case word stands as no name."""
    counts: Counter[str] = Counter()
    for path in sorted(gum.glob("*.conllu")):
        if path.name.split("_")[1] in GENRES:
            rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
            for cells in rows:
                if (
                    len(cells) == 10
                    and not cells[4].startswith("NNP")
                    and cells[1].isalpha()
                    and cells[1].islower()
                ):
                    counts[cells[1]] += 2
    for line in ewt.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 2 and cells[2] == "O" and cells[1].isalpha() and cells[1].islower():
            counts[cells[1]] += 1
    return counts


def main() -> None:
    """Write the words, one a line."""
    counts = count_words(Path(sys.argv[1]), Path(sys.argv[2]))
    words = sorted(w for w, n in counts.items() if n >= NEEDED and len(w) > 1)
    OUT.write_text("\n".join(words) + "\n", "utf-8")
    print(f"{len(words)} words, {OUT.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
