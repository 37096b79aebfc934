"""Hidden tests of 01_softmax: its checks on fresh inputs, with exact left sides of the lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ce_helpers import softmax
from ce_helpers.reference.seed import hidden_test
from ce_helpers.softmax.claims import CLAIMS, x
from ce_helpers.symbolic import k, m, softmax_entry

_TRUTHS = {"A": False, "B": False, "C": True, "D": False}
_MENDED = CLAIMS.exact({"A": m, "B": softmax_entry(k), "D": 1 / x**2})
_RIGHT: dict[str, tuple[Any, ...]] = {
    "verdicts": (lambda *_: _TRUTHS,),
    **dict.fromkeys(("repairs_classes", "repairs_log"), (_MENDED,)),
}


def __getattr__(name: str) -> Callable[..., None]:
    return hidden_test(softmax, name, _RIGHT.get(name))
