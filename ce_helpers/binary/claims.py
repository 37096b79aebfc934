"""What 04_binary asks for in words: the table of last layers, verdicts on lines, and repairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp

from ce_helpers.binary import descent
from ce_helpers.binary.mistakes import Array
from ce_helpers.binary.symbolic import a_1, points_for, s, s_1, s_2, share
from ce_helpers.checking import describe, require
from ce_helpers.checks import visible
from ce_helpers.claims import Claims, Line
from ce_helpers.gradable import plain_word, require_gradable
from ce_helpers.slips import show_slips
from ce_helpers.symbolic import Formula, Point

alpha, N = sp.symbols("alpha N", positive=True)
G_j = sp.Symbol("G_j", real=True)
Points = Callable[[np.random.Generator], Iterator[Point]]


def _data(copies: int, rate: Fraction, t: Array = descent.t) -> Point:
    """Return N and G_j of the small data set, each sample so many times, for θ_2 at θ = 0."""
    total = Fraction(float((0.5 - t) @ descent.X[:, 1]))
    return Point({"alpha": rate, "N": copies * len(t), "G_j": copies * total})


def _sizes_of_data(rng: np.random.Generator) -> Iterator[Point]:
    for copies, t in product((1, 2), (descent.t, 1 - descent.t)):
        yield _data(copies, Fraction(int(rng.integers(1, 300)), 100), t)


def _step(rate: float, total: float, n_samples: float) -> float:
    """Return the measured step of θ_2 on the data set with this sign of G_j."""
    t = descent.t if total < 0 else 1 - descent.t
    return float(-rate * descent.slope(np.zeros(2), descent.X, t)[1])


def _output(first: float, second: float) -> float:
    return float(np.exp(first) / (np.exp(first) + np.exp(second)))


def _log_odds(p: float) -> float:
    return float(np.log(p / (1 - p)))


def _difference_quotient(first: float, second: float, h: float = 1e-5) -> float:
    return (_output(first + h, second) - _output(first - h, second)) / (2 * h)


def _line(
    measure: Callable[..., float],
    letters: Sequence[sp.Symbol],
    mistakes: Mapping[str, sp.Expr] = MappingProxyType({}),
    otherwise: str = "",
    points: Points | None = None,
) -> Line:
    """Return a line whose left side is measured, with its repair where there is one."""
    points = points or points_for(*letters)
    repair = Formula("", letters, points, mistakes, otherwise) if otherwise else None
    return Line(
        lambda point: float(measure(*(float(point.letter(x.name)) for x in letters))),
        points,
        repair,
    )


CLAIMS = Claims(
    {
        "A": _line(
            lambda score: _output(score, 0.0),
            (s,),
            {
                "is too steep: it is the sigmoid of 2s": share(2 * s, sp.S.Zero),
                "has a minus too many in the denominator": 1 / (1 - sp.exp(-s)),
            },
            "is another curve: the share of the first class is ½ at s = 0 and goes to 1 for "
            "large s",
        ),
        "B": _line(_difference_quotient, (s_1, s_2)),
        "C": _line(
            lambda score: _log_odds(1 - _output(score, 0.0)),
            (s_1,),
            {"is a probability; a score is asked for": share(sp.S.Zero, s_1)},
            "put in for s_2 does not make σ(s_1) + σ(s_2) equal to 1",
        ),
        "D": _line(
            lambda *scores: _log_odds(_output(*scores)),
            (s_1, s_2),
            {
                "is a_1 itself; the argument of σ is asked for": a_1,
                "divides the scores: softmax depends on their difference": s_1 / s_2,
            },
            "put in for u does not make σ(u) the first output of softmax",
        ),
        "E": _line(lambda score: -np.log(_output(0.0, score)), (s_1,)),
        "F": _line(
            _step,
            (alpha, G_j, N),
            {
                "multiplies by N: J is a mean over the N samples": -alpha * G_j * N,
                "is half the step: J is a mean of losses, not of squares": -alpha * G_j / N / 2,
                "leads uphill: descent takes the negative gradient": alpha * G_j / N,
            },
            "is not the step down J: J is a mean over the N samples, G_j a sum, and a factor joins "
            "them",
            _sizes_of_data,
        ),
    },
    slips={"A": "eca862bb", "C": "27f5872b", "D": "4a9c308f", "F": "a62d1de5"},
)


def _shown(letter: str) -> Point:
    """Return the point at which `try_claims` prints a line."""
    if letter == "F":
        return _data(1, Fraction(3, 5))
    return Point({"s": Fraction(2), "s_1": Fraction(7, 10), "s_2": Fraction(-2, 5)})


def try_claims(claims: Mapping[str, sp.Expr]) -> None:
    """Print each printed line's value beside the measured value of its quantity."""
    print("A to E at s = 2, s_1 = 0.7, s_2 = -0.4")
    print("F at alpha = 0.6, for theta_2 at theta = 0, on a set of N = 5 samples\n")
    CLAIMS.show(claims, _shown)
    show_slips()


verdicts = CLAIMS.check_verdicts(
    "verdicts: all six agree with the measurements; reasons: all four are right"
)
repairs_scores = CLAIMS.check_repairs("repairs: the three lines about scores hold", "ACD")
repairs_step = CLAIMS.check_repairs("repairs: the step is that of descent on the mean", "F")


ACTIVATIONS = ("sigmoid", "softmax")
LOSSES = ("binary_crossentropy", "categorical_crossentropy")
WHAT_BREAKS = {
    "binary": {
        "softmax": "there is one score, and softmax of a single score is 1 for every score",
        "categorical_crossentropy": "with one target t a sample with t = 0 would cost nothing, "
        "for any score",
    },
    "multiclass": {
        "sigmoid": "exactly one class is right, so the probabilities must sum to 1; sigmoids, one "
        "by one, do not",
        "binary_crossentropy": "the classes are no separate yes/no questions here; one question "
        "has C answers",
    },
    "multilabel": {
        "softmax": "two labels can both be right, but softmax cannot give both a probability "
        "above ½",
        "categorical_crossentropy": "a sample without any label would cost nothing, for any scores",
    },
}


def _table_of(answer: Any) -> dict[str, tuple[str, str]]:
    """Return the table as pairs of known words, or say what is wrong with its form."""
    require_gradable(answer, "last_layer is")
    require(
        isinstance(answer, Mapping), f"last_layer should be a dictionary, not {describe(answer)}."
    )
    table = {plain_word(key): entry for key, entry in answer.items()}
    unknown = sorted(str(key) for key in set(table) - set(WHAT_BREAKS))
    require(not unknown, f"last_layer has the unknown entry {unknown[:1]}.")
    return {problem: _pair(problem, table.get(problem)) for problem in WHAT_BREAKS}


def _pair(problem: str, entry: Any) -> tuple[str, str]:
    where = f"last_layer[{problem!r}]"
    require(entry is not None, f"{where} is still missing: write a pair (activation, loss).")
    listed = isinstance(entry, Sequence) and not isinstance(entry, str)
    words = tuple(map(plain_word, entry)) if listed else ()
    require(len(words) == 2, f"{where} should be a pair (activation, loss).")
    for word, known, kind in zip(words, (ACTIVATIONS, LOSSES), ("activation", "loss"), strict=True):
        require(word in known, f"{where} names no known {kind}: it is one of {', '.join(known)}.")
    activation, loss = words
    return activation, loss


@visible("last_layer: each problem with its activation and its loss")
def last_layer(answer: Any, rng: np.random.Generator) -> None:
    """Check the table: its form, then each pairing; a wrong one is told what breaks in it."""
    for problem, pair in _table_of(answer).items():
        for word in pair:
            breaks = WHAT_BREAKS[problem].get(word)
            require(breaks is None, f"last_layer[{problem!r}] cannot have {word}: {breaks}.")
