"""How well the reader does on the corpus: `python -m tests.corpus.score [WORD …]`, for the cases with these words in their names.

Precision is the part of what it read that is right, recall the part of what must be known that it read. Neither counts what good readers may differ
about. Worse than either is a fact that is read wrongly and nobody is warned of.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.corpus import CASES
from tests.corpus.case import Case
from tests.corpus.judging import Verdict, verdicts


@dataclass(frozen=True)
class Score:
    """All verdicts together; a fact is a place, a point, a kind of knowledge and its meaning."""

    verdicts: Sequence[Verdict]

    @property
    def right(self) -> int:
        """How many facts are as they must be."""
        return sum(one.right for one in self.verdicts)

    @property
    def wrong(self) -> int:
        """How many facts were read that are not so."""
        return sum(len(one.wrong) for one in self.verdicts)

    @property
    def missed(self) -> int:
        """How many facts were not read."""
        return sum(len(one.missed) for one in self.verdicts)

    @property
    def silent(self) -> int:
        """How many wrong ones nobody was warned of."""
        return sum(len(one.silent) for one in self.verdicts)

    @property
    def uncounted(self) -> int:
        """By how many cells the counts of filled ones are off."""
        return sum(one.uncounted for one in self.verdicts)

    @property
    def good(self) -> int:
        """How many readings have nothing wrong with them."""
        return sum(one.good for one in self.verdicts)

    @property
    def precision(self) -> float:
        """Of what was read, how much is right (0–1)."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of what must be known, how much was read (0–1)."""
        return self.right / max(1, self.right + self.missed)


def score(cases: Iterable[Case] = CASES) -> Score:
    """The score of some cases."""
    return Score([one for case in cases for one in verdicts(case)])


def said(found: Score) -> str:
    """The score in words."""
    return (
        f"precision {found.precision:.1%}, recall {found.recall:.1%} of {found.right + found.missed:,} facts; "
        f"{found.silent} wrong without a warning; counts off by {found.uncounted} cells; {found.good} of {len(found.verdicts)} readings without a fault"
    )


def main() -> None:
    """Print what is wrong with each case, and the score of all."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.corpus.score", description="How well the reader does on workbooks that offices could send."
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="only cases with one of these in their names")
    parser.add_argument("--lines", type=int, default=8, help="at most so many lines of what is wrong with a case")
    asked = parser.parse_args()
    chosen = [case for case in CASES if not asked.words or any(word in case.name for word in asked.words)]
    found = score(chosen)
    for one in found.verdicts:
        numbers = f"{one.right:5} right {len(one.wrong):4} wrong {len(one.silent):4} silent {len(one.missed):4} missed"
        print(f"{'good' if one.good else 'BAD ':4} {numbers}  {one.name}")
        lines = str(one).splitlines()
        print(*(f"       {line}" for line in lines[: asked.lines]), sep="\n", end="\n" if lines else "")
        if len(lines) > asked.lines:
            print(f"       … {len(lines) - asked.lines} more")
    print(said(found))


if __name__ == "__main__":
    main()
