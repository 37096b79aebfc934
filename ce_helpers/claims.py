"""Lines that the notes print: which of them hold, and what mends the others.

A line has a left side whose value is measured or derived, and a printed right side. Students
compare the two in numbers, give a verdict on each line, and for those that do not hold the kind of
slip and a repair. Of a long sheet some lines are asked; the others are judged where they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr

from ce_helpers.checking import require
from ce_helpers.checks import Check
from ce_helpers.gradable import require_gradable
from ce_helpers.slips import require_slip
from ce_helpers.symbolic.evaluation import Number, Point, same_value
from ce_helpers.symbolic.formulas import Formula, Value, value_of

_TRUTHS = (bool, np.bool_, type(sp.true), type(sp.false))


@dataclass(frozen=True)
class Line:
    """One printed line.

    Attributes
    ----------
    left : Expr or callable
        The left side, or its value at a point.
    points : callable
        Yields the points at which the two sides are compared, drawn from a generator.
    repair : Formula, optional
        What mends the line; None where it holds as printed.
    wanted : callable, optional
        What the repair has to be, from the values of the left and the printed right side, where
        a term or a factor is asked for; by default it is the left side.
    """

    left: Value
    points: Callable[[np.random.Generator], Iterable[Point]]
    repair: Formula | None = None
    wanted: Callable[[Number, Number], Number] | None = None

    def holds(self, printed: Value, rng: np.random.Generator) -> bool:
        """Return whether a right side equals the left side at all points."""
        return all(
            same_value(value_of(self.left, point), value_of(printed, point))
            for point in self.points(rng)
        )


@dataclass(frozen=True)
class Claims:
    """The printed lines of one exercise, by their letters.

    Parameters
    ----------
    lines : mapping of str to Line
        In the order of the letters.
    slips : mapping of str to str
        For each line that does not hold the `ce_helpers.slips.digest` of its kind.
    told : str
        The letters of lines that are not asked.
    """

    lines: Mapping[str, Line]
    slips: Mapping[str, str] = field(default_factory=dict)
    told: str = ""

    @property
    def asked(self) -> list[str]:
        """The letters that an answer has to hold."""
        return [letter for letter in self.lines if letter not in self.told]

    def truths(
        self, claims: Mapping[str, Value], rng: np.random.Generator, letters: str = ""
    ) -> dict[str, bool]:
        """Return for each letter (default: all) whether its line holds."""
        wanted = letters or self.lines
        return {letter: self.lines[letter].holds(claims[letter], rng) for letter in wanted}

    def part(self, letters: str) -> Claims:
        """Return some of the lines: what is wrong with others is then no matter."""
        return replace(self, lines={letter: self.lines[letter] for letter in letters})

    def exact(self, left: Mapping[str, Value]) -> Claims:
        """Return the lines with other left sides, where there are any: those of the reference."""
        lines = {
            letter: replace(line, left=left.get(letter, line.left))
            for letter, line in self.lines.items()
        }
        return replace(self, lines=lines)

    def check_verdicts(self, says: str, letters: str = "") -> Check:
        """Return the check of the verdicts on some lines (default: all), and of their reasons.

        What it compares with is a function like `truths`.
        """

        def verdicts(
            answer: Any, claims: Any, reasons: Any, rng: np.random.Generator, truths: Any
        ) -> None:
            """Compare the verdicts with the truth, without saying which is wrong; then reasons."""
            self.verdicts(answer, truths(claims, rng, letters), letters)
            self.reasons(reasons, letters)

        return Check(verdicts, says, (self.truths,))

    def check_repairs(self, says: str, letters: str) -> Check:
        """Return the check of the repairs of some lines; it compares with the left sides."""

        def repairs(answer: Any, claims: Any, rng: np.random.Generator, lines: Claims) -> None:
            """Check that the repairs make their lines hold."""
            lines.repairs(answer, letters, claims, lambda letter: rng)

        return Check(repairs, says, (self,))

    def show(self, claims: Mapping[str, Value], at: Callable[[str], Point]) -> None:
        """Print both sides of each line that is asked at a point, side by side.

        Parameters
        ----------
        claims : mapping of str to Expr
            The printed right sides.
        at : callable
            The point for each letter.
        """
        width = max(map(len, self.asked))
        print(f"{'':{width}}     left side   printed right side")
        for letter in self.asked:
            sides = self.lines[letter].left, claims[letter]
            left, right = (value_of(side, at(letter)) for side in sides)
            print(f"{letter:{width}}    {_shown(left)}   {_shown(right)}")

    def verdicts(self, answer: Any, truths: Mapping[str, bool], letters: str = "") -> None:
        """Compare verdicts with the truth, without saying which one is wrong.

        Parameters
        ----------
        answer : mapping of str to bool
            A verdict for each line that is asked, and for others if wanted.
        truths : mapping of str to bool
            Whether each line holds.
        letters : str
            The lines that are compared here (default: all).

        Raises
        ------
        CheckFailed
            If the answer has another form, or a verdict is wrong.
        """
        given = self._as_verdicts(answer)
        wanted = [letter for letter in letters or self.lines if letter in given]
        agree = sum(given[letter] == truths[letter] for letter in wanted)
        require(
            agree == len(wanted),
            f"verdicts: {agree} of the {len(wanted)} from {wanted[0]} to {wanted[-1]} are right; "
            "a line holds when its two sides are equal in every case, not at one point alone.",
        )

    def _as_verdicts(self, answer: Any) -> dict[str, bool]:
        form = f"verdicts should be a dictionary with the keys {', '.join(self.asked)}"
        require_gradable(answer, "verdicts is")
        require(isinstance(answer, Mapping), f"{form}.")
        missing = next((letter for letter in self.asked if letter not in answer), None)
        require(missing is None, f"{form}: {missing} is missing.")
        require(set(answer) <= set(self.lines), f"{form}; one of its keys is no line's letter.")
        for letter, value in answer.items():
            name = f'verdicts["{letter}"]'
            require(value is not None, f"{name} is still None: write True or False.")
            require(isinstance(value, _TRUTHS), f"{name} should be True or False.")
        return {letter: bool(value) for letter, value in answer.items()}

    def reasons(self, answer: Any, letters: str = "") -> None:
        """Check that each line that does not hold has its kind of slip; the verdicts are right.

        Parameters
        ----------
        answer : mapping of str to str
            Words of `ce_helpers.slips.SLIPS`.
        letters : str
            The lines that are looked at (default: all).

        Raises
        ------
        CheckFailed
            If the answer has another form, or a reason is missing or wrong.
        """
        require_gradable(answer, "reasons is")
        require(isinstance(answer, Mapping), "reasons should be a dictionary: letter → word.")
        for letter in letters or self.lines:
            if letter not in self.slips:
                needless = f'reasons["{letter}"] is there, but by your verdict that line holds.'
                require(answer.get(letter) is None, needless)
            elif letter not in self.told or answer.get(letter) is not None:
                require_slip(answer, letter, self.slips[letter])

    def repairs(
        self,
        answer: Any,
        letters: str,
        claims: Mapping[str, Value],
        rng: Callable[[str], np.random.Generator],
    ) -> None:
        """Check that the repairs of some lines make them hold.

        Parameters
        ----------
        answer : mapping of str to Expr
            A repair for each line that does not hold.
        letters : str
            The lines that are checked here.
        claims : mapping of str to Expr
            The printed right sides.
        rng : callable
            The generator of the points of each letter.

        Raises
        ------
        CheckFailed
            If a repair is missing, of another form, or does not mend its line.
        """
        self._require_repairs(answer, claims)
        for letter in letters:
            if letter in self.told and letter not in answer:
                continue
            entry = self._repair_in(answer, letter)
            self._formula(letter, claims[letter]).check(
                entry, self._wanted(letter, claims[letter]), rng(letter)
            )

    def repair_of(
        self, answer: Any, letter: str, claims: Mapping[str, Value] = MappingProxyType({})
    ) -> Any:
        """Return the repair of one line as it was entered, or say that it is missing."""
        self._require_repairs(answer, claims)
        return self._repair_in(answer, letter)

    def _repair_in(self, answer: Mapping[str, Any], letter: str) -> Any:
        require(letter in answer, f'repairs["{letter}"] is missing: that line does not hold.')
        return answer[letter]

    def _require_repairs(self, answer: Any, claims: Mapping[str, Value]) -> None:
        require_gradable(answer, "repairs is")
        require(isinstance(answer, Mapping), "repairs should be a dictionary: letter → expression.")
        require(
            len(answer) > 0,
            "repairs is still empty: it needs an entry for each line that does not hold.",
        )
        for other in answer:
            holds = other in self.lines and self.lines[other].repair is None
            require(
                not holds or answer[other] == claims.get(other),  # as printed: not repaired
                f'repairs["{other}"] is there, but line {other} holds as it is printed.',
            )

    def _formula(self, letter: str, printed: Value) -> Formula:
        """Return the formula of a repair, with the mistakes that every line has."""
        formula = self.lines[letter].repair
        assert formula is not None, letter
        wanted = self._wanted(letter, printed)
        common: dict[str, Expr | Callable[[Point], Number]] = {
            "is as printed, which does not hold": printed,
            "has the wrong sign: it is the negative of what mends the line": (
                lambda point: -value_of(wanted, point)
            ),
        }
        return replace(
            formula, name=f'repairs["{letter}"]', mistakes={**formula.mistakes, **common}
        )

    def _wanted(self, letter: str, printed: Value) -> Value:
        line, wanted = self.lines[letter], self.lines[letter].wanted
        if wanted is None:  # a printed line may hold letters that its repair must not hold
            return line.left
        return lambda point: wanted(value_of(line.left, point), value_of(printed, point))


def _shown(value: Number) -> str:
    number = complex(value)
    return f"{number.real:12.6f}" if abs(number.imag) < 1e-12 else "     no real"
