"""The ladder of 02_cross_entropy: right rungs are exact, wrong ones show where and by how much."""

from typing import Any

import numpy as np
import pytest

from ce_helpers.checking import CheckFailed
from ce_helpers.cross_entropy import ladder
from ce_helpers.reference.cross_entropy import cce_gradient, cce_loss

RNG = np.random.default_rng(3)
Z, Y = RNG.normal(size=(4, 3)), RNG.dirichlet(np.ones(3), size=4)
N, A = len(Z), np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def forward(Z: Any, Y: Any, named: Any) -> Any:
    """Return the loss, one operation a line."""
    largest = named("largest", Z.max(axis=1, keepdims=True))
    shifted = named("shifted", Z - largest)
    exps = named("exps", np.exp(shifted))
    sums = named("sums", exps.sum(axis=1, keepdims=True))
    log_A = named("log_A", shifted - np.log(sums))
    return -np.sum(Y * log_A) / len(Z)


largest, shifted, exps, sums, log_A = ladder.values(forward, Z, Y)
RIGHT = {
    "dlog_A": -Y / N,
    "dsums": 1 / sums / N,
    "dexps": np.ones((4, 3)) / sums / N,
    "dshifted": (A - Y) / N,
    "dlargest": np.zeros((4, 1)),
    "dZ": cce_gradient(Z, Y),
}
WRONG = {
    "the sign": ("dlog_A", Y / N),
    "no mean": ("dlog_A", -Y),
    "over all entries": ("dlog_A", -Y / Z.size),
    "a sum over the batch": ("dsums", np.full((4, 1), 1 / sums.sum())),
    "the sign of the logarithm": ("dsums", -1 / sums / N),
    "the way through exps forgotten": ("dshifted", -Y / N),
    "the direct way forgotten": ("dshifted", A / N),
    "the other rung for this": ("dexps", exps / sums / N),
    "the derivative of a shift": ("dlargest", -np.ones((4, 1)) / N),
    "the target alone": ("dZ", Y * (A - Y) / N),
}


def told(capsys: pytest.CaptureFixture[str], **derived: Any) -> list[str]:
    """Return what is printed of each derivative, without its name."""
    ladder.compare(forward, Z, Y, **derived)
    return [line.split(maxsplit=1)[1] for line in capsys.readouterr().out.splitlines()]


def test_the_way_up_is_the_loss_and_every_right_rung_is_exact(capsys) -> None:
    """In other arrangements, too; and a line says that all have passed."""
    assert forward(Z, Y, lambda _, value: value) == pytest.approx(cce_loss(Z, Y), rel=1e-14)
    *rungs, last = told(capsys, **RIGHT)
    assert rungs == ["exact"] * 6 and last.endswith("each is the measured slope of your loss.")
    step_by_step = -Y / N + RIGHT["dsums"] * exps
    assert told(capsys, dshifted=step_by_step.tolist(), dlargest=RIGHT["dlargest"] + 1e-17)[:2] == [
        "exact", "exact"
    ]  # fmt: skip


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_rung_shows_its_worst_entry_with_both_numbers(capsys, mistake) -> None:
    """It alone is off: what stands on it is compared with what is measured, not with it."""
    name, wrong = WRONG[mistake]
    said = dict(zip(RIGHT, told(capsys, **{**RIGHT, name: wrong}), strict=True))
    assert [rung for rung in RIGHT if said[rung] != "exact"] == [name]
    gaps = np.abs(wrong - RIGHT[name])
    worst = np.unravel_index(gaps.argmax(), gaps.shape)
    expected = f"yours {wrong[worst]:.8g}, measured"
    assert said[name].startswith("off: differs most at") and expected in said[name]
    assert float(said[name].rsplit(" ", 1)[1]) == pytest.approx(RIGHT[name][worst], abs=1e-7)


def test_a_rounded_rung_is_close(capsys) -> None:
    """Nearly right is told apart from right and from wrong."""
    assert told(capsys, dZ=RIGHT["dZ"].astype(np.float32))[0].startswith(("exact", "close"))
    assert told(capsys, dZ=RIGHT["dZ"].round(5))[0].startswith("close: differs most at")


@pytest.mark.parametrize(
    "got, words",
    [
        (None, "not written yet"),
        (RIGHT["dsums"].ravel(), "it should have shape (4, 1), but has (4,)."),
        ("1/sums", "it should be an array of numbers of shape (4, 1)"),
        (RIGHT["dsums"] * np.nan, "it holds NaN"),
    ],
)
def test_what_is_no_derivative_is_named(capsys, got, words) -> None:
    """In a sentence, and the other rungs are compared all the same."""
    first, second = told(capsys, dsums=got, dZ=RIGHT["dZ"])[:2]
    assert first.startswith(words) and second == "exact"


def test_a_way_up_that_leaves_a_rung_out_is_told() -> None:
    """With the line that is missing; one that is not written is not a traceback."""

    def without(Z: Any, Y: Any, named: Any) -> Any:
        return forward(Z, Y, lambda name, v: v if name == "sums" else named(name, v))

    def unwritten(Z: Any, Y: Any, named: Any) -> Any:
        raise NotImplementedError("not written yet")

    with pytest.raises(CheckFailed, match=r'no "sums" to named: sums = named\("sums", …\)'):
        ladder.values(without, Z, Y)
    with pytest.raises(CheckFailed, match="is not written yet"):
        ladder.values(unwritten, Z, Y)
