"""Hidden tests of 02_cross_entropy: its checks on fresh inputs, and the verdicts of the errata."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ce_helpers import cross_entropy
from ce_helpers.reference.seed import hidden_test

_TRUTHS = {letter: letter in "EIK" for letter in "ABCDEFGHIJKLMN"}
_RIGHT = dict.fromkeys(("verdicts_loss", "verdicts_gradient"), (lambda *_: _TRUTHS,))


def __getattr__(name: str) -> Callable[..., None]:
    return hidden_test(cross_entropy, name, _RIGHT.get(name))
