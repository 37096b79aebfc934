"""Hidden tests of 04_binary: its checks on fresh inputs, with exact left sides of the lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from ce_helpers import binary
from ce_helpers.binary.claims import CLAIMS, G_j, N, alpha
from ce_helpers.binary.symbolic import s, s_1, s_2
from ce_helpers.reference.seed import hidden_test

# the lines that do not hold: rows 24, 26, 30 and 21 of docs/errata.md
_MENDED = {"A": 1 / (1 + sp.exp(-s)), "C": -s_1, "D": s_1 - s_2, "F": -alpha * G_j / N}
_TRUTHS = {letter: letter not in _MENDED for letter in CLAIMS.lines}
_RIGHT: dict[str, tuple[Any, ...]] = {
    "verdicts": (lambda *_: _TRUTHS,),
    **dict.fromkeys(("repairs_scores", "repairs_step"), (CLAIMS.exact(_MENDED),)),
}


def __getattr__(name: str) -> Callable[..., None]:
    return hidden_test(binary, name, _RIGHT.get(name))
