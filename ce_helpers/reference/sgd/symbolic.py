"""Hidden tests of the symbolic answers of 03_sgd, by algebra.

For three and four classes the probabilities and targets are free symbols that sum to 1; an
answer and the right expression then differ by a rational function, which is 0 or is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from ce_helpers.checking import CheckFailed, require
from ce_helpers.sgd.symbolic import expression, repair

Entry = Callable[["Letters", int, int], Any]


class Letters:
    """Numbers of one sample as symbols: a and y sum to 1, z belongs to a."""

    def __init__(self, n_classes: int, n_features: int = 2) -> None:
        """Make the symbols for so many classes and features."""
        self.n_classes, self.n_features = n_classes, n_features
        self.a = self._sum_one("a")
        self.y = self._sum_one("y")
        self.x = sp.symbols(f"x1:{n_features + 1}", real=True)
        # exp(log a_k) is a_k, so that softmax written out in z is rational as well
        self.z = [sp.log(entry) for entry in self.a]

    def _sum_one(self, name: str) -> list[Any]:
        free = list(sp.symbols(f"{name}1:{self.n_classes}", positive=True))
        return [*free, 1 - sum(free)]

    def put_in(self, expr: Any, **indices: int) -> Any:
        """Return the expression with entries for a[j], y[j], x[i] and sums carried out.

        Raises
        ------
        CheckFailed
            If it holds letters that the exercise does not know.
        """
        known = {"m": self.n_classes, "D": self.n_features, **indices}
        symbols = {
            s: known[s.name]
            for s in expr.free_symbols
            if isinstance(s, sp.Symbol) and s.name in known
        }
        expr = expr.xreplace({s: sp.Integer(n) for s, n in symbols.items()}).doit()
        entries = {e: self._entry(e) for e in expr.atoms(sp.Indexed)}
        expr = expr.xreplace(entries)
        mine = {s for group in (self.a, self.y, self.x) for e in group for s in e.free_symbols}
        unknown = sorted(str(s) for s in expr.free_symbols - mine)
        require(
            not unknown,
            f"the expression holds {', '.join(unknown)}, which this exercise does not know.",
        )
        return expr

    def _entry(self, indexed: Any) -> Any:
        values: Any = getattr(self, str(indexed.base.label), None)
        try:
            return values[int(indexed.indices[0]) - 1]
        except (TypeError, IndexError, ValueError) as error:
            raise CheckFailed(f"{indexed} is no entry that this exercise knows.") from error


def same(answer: Any, right: Entry, name: str, mistakes: Mapping[str, Entry]) -> None:
    """Raise unless the answer is the right expression for every feature and class."""
    for letters in (Letters(3), Letters(4)):
        places = [(i, j) for i in (1, 2) for j in range(1, letters.n_classes + 1)]
        if all(zero(letters.put_in(answer, i=i, j=j) - right(letters, i, j)) for i, j in places):
            continue
        for sentence, wrong in mistakes.items():
            if all(
                zero(letters.put_in(answer, i=i, j=j) - wrong(letters, i, j)) for i, j in places
            ):
                raise CheckFailed(f"{name} {sentence}.")
        raise CheckFailed(f"{name} is not the slope: write out the sum over the classes for m = 3.")


def zero(expr: Any) -> bool:
    """Return whether an expression is identically 0."""
    return expr == 0 or sp.cancel(expr) == 0 or sp.simplify(expr) == 0


def slope_w(n: Letters, i: int, j: int) -> Any:
    """Return ∂L/∂w_ij of one sample."""
    return (n.a[j - 1] - n.y[j - 1]) * n.x[i - 1]


def slope_b(n: Letters, i: int, j: int) -> Any:
    """Return ∂L/∂b_j of one sample."""
    return n.a[j - 1] - n.y[j - 1]


def printed_chain(n: Letters, i: int, j: int) -> Any:
    """Return the chain that follows one path alone (erratum 19)."""
    return -n.y[j - 1] * (1 - n.a[j - 1]) * n.x[i - 1]


def dL_dw(answer: Any) -> None:
    """Test that the slope by a weight holds for every feature and class, soft targets included."""
    same(
        expression(answer, "dL_dw"),
        slope_w,
        "dL_dw",
        {
            "has the wrong sign": lambda n, i, j: -slope_w(n, i, j),
            "lacks the factor x_i": slope_b,
            "follows the path through the class's own output alone; sum over all k": printed_chain,
        },
    )


def dL_db(answer: Any) -> None:
    """Test that the slope by a bias holds for every class, soft targets included."""
    same(
        expression(answer, "dL_db"),
        slope_b,
        "dL_db",
        {
            "has the wrong sign": lambda n, i, j: -slope_b(n, i, j),
            "has a factor x_i too many": slope_w,
            "is the sum over all classes, which is always 0": lambda n, i, j: 0,
        },
    )


def verdicts(answer: Any, claims: Mapping[str, Any]) -> None:
    """Test that the verdicts on the four printed lines are right."""
    require(isinstance(answer, dict), "verdicts should be a dictionary.")
    right = {"A": True, "B": False, "C": True, "D": False}
    wrong = [letter for letter in right if bool(answer.get(letter)) is not right[letter]]
    require(
        not wrong,
        f"the verdict on {' and '.join(wrong)} is not right: compare every row of "
        "the numbers, on and off the target.",
    )


def repairs_chain(answer: Any, claims: Mapping[str, Any]) -> None:
    """Test that the terms added to B are those of the paths through the other outputs."""
    added = repair(answer, "B")
    same(
        added,
        lambda n, i, j: slope_w(n, i, j) - printed_chain(n, i, j),
        "what you add to B",
        {
            "has the wrong sign": lambda n, i, j: printed_chain(n, i, j) - slope_w(n, i, j),
            "lacks the factor x_i": lambda n, i, j: n.a[j - 1] * (1 - n.y[j - 1]),
            "is the whole slope; give only what is missing": slope_w,
            "includes the path k = j, which is printed already": lambda n, i, j: (
                n.a[j - 1] * n.x[i - 1]
            ),
        },
    )


def repairs_mean(answer: Any, claims: Mapping[str, Any]) -> None:
    """Test that the factor of D is one over the number of samples."""
    factor = repair(answer, "D")
    sizes = [s for s in factor.free_symbols if s.name == "N"]
    require(
        factor.free_symbols == set(sizes) and len(sizes) == 1,
        "the factor of D should depend on N and on nothing else.",
    )
    require(zero(factor - 1 / sizes[0]), "D is the sum over N samples; what makes it a mean?")
