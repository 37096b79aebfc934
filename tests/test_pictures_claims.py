"""What the pictures' titles and the sentences below them claim is computed again."""

import numpy as np
import pytest

from ce_helpers.plots import broken


def teeth(fault):
    """Return how the batches of the last two epochs differ from their epoch's mean, in logs."""
    losses = np.log(broken.curve(fault)[0]).reshape(broken.EPOCHS, -1)[-2:]
    return losses - losses.mean(axis=1, keepdims=True)


@pytest.mark.parametrize(
    "fault, claim",
    [
        ("in place", lambda loss, right: loss.min() > np.log(1 + 9 / np.e) and right > 0.9),
        ("no 1/N", lambda loss, right: 100 < loss.max() < 1000 and loss[-20:].min() < 0.1),
        ("one max", lambda loss, right: 10 < np.isfinite(loss).sum() < len(loss)),
        ("y − a", lambda loss, right: loss[-10:].min() > loss[:20].max() > 50 and right < 0.11),
        ("labels", lambda loss, right: loss.min() > 0.95 * np.log(10) and right < 0.3),
    ],
)
def test_a_broken_trainer_gives_itself_away(fault, claim):
    """As its panel of "Break it" shows it, and the fold says; the right one shows none of it."""
    assert fault in broken.FAULTS.values()
    assert claim(*broken.curve(fault))
    assert not claim(*broken.curve())


def test_reseeding_shows_in_the_teeth_alone():
    """They are the same in the last two epochs; those of another order are not."""
    same, other = (np.corrcoef(teeth(fault))[0, 1] for fault in ("reseeded", ""))
    assert same > 0.99 and other < 0.8
    losses, right = broken.curve("reseeded")
    assert losses[-10:].mean() < 0.5 and right > 0.9


def test_one_maximum_follows_the_right_trainer_to_its_end():
    """The thin line hides the curve of C until the cross."""
    losses, right = broken.curve()[0], broken.curve("one max")[0]
    end = int(np.isfinite(right).sum())
    np.testing.assert_allclose(losses[:end], right[:end], rtol=1e-2)
