"""What the pictures' titles and the sentences below them claim is read off the pictures again.

The notebooks' own cells draw them, with the reference in the place of the answers.
"""

import importlib
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_helpers import data, printed
from ce_helpers.plots import broken
from tools.build import ROOT, source_notebook

mpl.use("Agg")


@pytest.fixture(autouse=True)
def closed():
    """Close what was drawn."""
    yield
    plt.close("all")


def drawn(name: str, *needles: str) -> dict[str, Any]:
    """Run the first cell of a notebook that holds each of some texts; return its names."""
    topic = name.split("_", 1)[1]
    names = {
        **vars(importlib.import_module(f"ce_helpers.reference.{topic}")),
        **{"np": np, "data": data, "plots": importlib.import_module(f"ce_helpers.{topic}.plots")},
    }
    sources = [c.source for c in source_notebook(ROOT / "source" / f"{name}.py").cells
               if c.cell_type == "code"]  # fmt: skip
    for needle in needles:
        exec(next(source for source in sources if needle in source), names)
    return names


def curves(ax: Any) -> list[Any]:
    """Return the lines of a picture as pairs of arrays (x, y)."""
    return [np.array(line.get_data(), dtype=float) for line in ax.lines]


def axes_of(name: str, *needles: str) -> list[Any]:
    """Return the axes of the last figure that some cells draw."""
    return drawn(name, *needles)["fig"].axes


def bars(ax: Any) -> Any:
    """Return the heights of a picture's bars, ten for each digit."""
    return np.array([patch.get_height() for patch in ax.patches[:40]]).reshape(4, 10)


def test_every_notebook_opens_with_the_digits():
    """One sure, one torn, one sure and wrong, one lost; scores, probabilities, costs, leads."""
    _, ax = axes_of("01_softmax", "plots.four_digits()")
    scores = np.sort(bars(ax))[:, ::-1]
    assert (
        scores[0, 0] == pytest.approx(10.5, abs=0.05)
        and (bars(ax)[[0, 2]].argmax(1) == [6, 4]).all()
    )
    assert scores[1, 0] - scores[1, 1] < 0.5 and scores[3, 0] < 5 and scores.min() < 0
    _, ax = axes_of("01_softmax", "plots.four_digits(softmax)")
    believed = bars(ax)
    assert believed[0, 6] > 0.99 and believed[1, [5, 7]].sum() > 0.97 and believed[1].max() < 0.6
    assert believed[2, 4] == pytest.approx(0.98, abs=0.005) and believed[3].max() < 0.35
    _, ax = axes_of("02_cross_entropy", "plots.four_costs()")
    true = [patch.get_height() for patch in ax.patches[40:]]
    assert true == pytest.approx([0.99, 0.44, 0.02, 0.20], abs=0.005)
    assert [text.get_text()[2] for text in ax.texts] == list("6571")


def test_a_score_is_a_sum_of_ink_times_weight():
    """And class 6 gets far more of a 6 than class 8."""
    axes = axes_of("03_sgd", "plots.weighed()")
    pictures = [np.asarray(ax.images[0].get_array()) for ax in axes]
    for ink, weights, product in (pictures[:3], pictures[3:]):
        np.testing.assert_allclose(ink * weights, product)
    assert pictures[2].sum() > pictures[5].sum() + 5
    assert f"{pictures[2].sum():.1f}" in axes[2].get_title()


def test_threes_eights_and_leads():
    """One three on the wrong side; 13 mistaken, 9 by a hair, 428 by far."""
    (ax,) = axes_of("04_binary", "plots.three_or_eight()")
    (s, curve), (threes, _), (eights, _) = curves(ax)[:3]
    assert (threes < 0).sum() == 1 and (eights < 0).all() and (np.diff(curve) > 0).all()
    (ax,) = axes_of("05_hinge", "plots.leads()")
    counts = [text.get_text() for text in ax.get_legend().get_texts()]
    assert [int(text.split(": ")[1]) for text in counts] == [13, 9, 428]


def test_03_a_short_training_is_too_modest():
    """Whatever good settings a student chose; and mixed-up digits are few."""
    digits, held_out = data.train_test_split(data.digits(), **data.SPLIT)
    plots = importlib.import_module("ce_helpers.sgd.plots")
    sgd = importlib.import_module("ce_helpers.reference.sgd").sgd
    for options in ({"learning_rate": 0.5, "epochs": 12}, {"learning_rate": 0.3, "epochs": 60}):
        W, b, _ = sgd(digits.X, digits.labels, 10, batch_size=32, **options)
        predicted = (held_out.X @ W + b).argmax(axis=1)
        sure, right = curves(plots.reliability(held_out, W, b)[1])[1]
        assert (right - sure).mean() > 0.01
        temperatures, losses = curves(plots.temperature(held_out, W, b)[1])[0]
        assert 0.3 < temperatures[losses.argmin()] < 0.9
        ax = plots.confusion(held_out.labels, predicted)[1]
        counts = {tuple(map(round, t.get_position())): int(t.get_text()) for t in ax.texts}
        beside = [n for (taken, label), n in counts.items() if taken != label]
        assert max(beside) < 8 and min(counts[d, d] for d in range(10)) > 35


def test_01_sigma_is_steepest_at_0():
    """The slope is symmetric, at most a quarter, and nearly flat beyond 6."""
    left, right = axes_of("01_softmax", "plots.logistic()")
    (_, climbs), (s, slope) = curves(left)[0], curves(right)[0]
    assert (np.diff(climbs) > 0).all() and climbs[160] == 0.5
    assert s[slope.argmax()] == 0 and slope.max() == pytest.approx(0.25)
    assert slope == pytest.approx(slope[::-1], abs=1e-9) and slope[abs(s) > 6].max() < 0.003


def test_01_a_low_temperature_ends_in_a_corner():
    """And a high one in the centre."""
    _, right = axes_of("01_softmax", "plots.simplex()")
    path = max((curve for curve, line in zip(curves(right), right.lines, strict=True)
                if line.get_linewidth() == 2.5), key=np.size)  # fmt: skip
    assert path[:, 0] == pytest.approx([0, 0], abs=0.15)  # a_1 = 1
    assert path[:, -1] == pytest.approx([0.5, 0.289], abs=0.02)


def test_01_the_printed_formula_has_two_cliffs():
    """NaN outside of −747 and 708, level between but for the kinks; a right softmax has none."""
    (ax,) = axes_of("01_softmax", "plots.overflow()")
    for c, a in curves(ax):
        inside = (c > -744) & (c < 707)
        assert np.isnan(a[(c > 710) | (c < -748)]).all() and np.ptp(a[inside]) < 1e-3
    (ax,) = axes_of("01_softmax", "plots.overflow(softmax)")
    assert all(np.ptp(a) < 1e-12 for _, a in curves(ax))


def test_01_a_sure_softmax_hardly_responds():
    """Rows and columns of the measured square add up to 0; at 4z all entries are small."""
    (ax, _) = axes_of("01_softmax", "plots.measured_jacobian")
    J = ax.images[0].get_array()
    assert np.allclose([J.sum(axis=0), J.sum(axis=1)], 0, atol=1e-9) and np.allclose(J, J.T)
    assert (np.sign(J) == 2 * np.eye(4) - 1).all()
    *panels, _ = axes_of("01_softmax", "plots.jacobian_by_scale")
    soft, plain, sure = (ax.images[0].get_array() for ax in panels)
    assert abs(sure).max() < 0.02 < abs(soft).min() and plain[0, 1] < 4 * plain[1:, 2:].min() < 0


def test_02_a_belief_costs_least_where_it_is_true():
    """At 0.7, where the entropy is left."""
    left, right = axes_of("02_cross_entropy", "plots.cost_of_a_belief()")
    assert (np.diff(curves(left)[0][1]) < 0).all() and curves(left)[0][1][-1] == 0
    (q, cost), (_, entropy) = curves(right)[:2]
    assert q[cost.argmin()] == pytest.approx(0.7, abs=0.003) and cost.min() >= entropy[0] > 0


def test_02_slopes_lie_between_y_and_1_less():
    """The target's from −1 to 0, a rival's from 0 to 1, where its curve is straight in the end."""
    (ax,) = axes_of("02_cross_entropy", "plots.loss_by_one_logit()")
    (t, target), (_, rival) = curves(ax)[:2]
    for loss, low in ((target, -1), (rival, 0)):
        slopes = np.diff(loss) / np.diff(t)
        assert low < slopes.min() < slopes.max() < low + 1
    assert np.diff(rival)[-1] / np.diff(t)[-1] > 0.98


def test_02_the_loss_goes_on_where_the_probability_has_gone():
    """Beyond 745, and it freezes at 20.7 with 1e-9."""
    (ax,) = axes_of("02_cross_entropy", "plots.far_tail()")
    (gap, true), (_, naive), (_, frozen) = curves(ax)[:3]
    assert true == pytest.approx(np.maximum(gap, true[0] * (gap == 0)), abs=0.13)
    assert 740 < gap[np.isfinite(naive)][-1] <= 745 and frozen[-1] == pytest.approx(20.7, abs=0.05)


def test_02_forces_balance_and_fade():
    """Only the target is pulled up; with the printed sign every step climbs."""
    wrong, nearly = axes_of("02_cross_entropy", "plots.forces(")
    bars = [np.array([np.ptp(y) * np.sign(y[1] - y[0]) for _, y in curves(ax)[::2]])
            for ax in (wrong, nearly)]  # fmt: skip
    for force in bars:
        assert (np.sign(force) == [-1, 1, -1, -1]).all() and force.sum() == pytest.approx(0)
    assert abs(bars[1]).max() < 0.25 * abs(bars[0]).max()
    (ax,) = axes_of("02_cross_entropy", "plots.descent(")
    (_, falls), (_, climbs) = curves(ax)
    assert (np.diff(falls) < 0).all() and (np.diff(climbs) > 0).all()


def test_02_libraries_level_off_and_03_penalties_part():
    """At 64, 36.8 and 16.1 nats; a weight that grows, and a bias that stays."""
    (ax,) = axes_of("02_cross_entropy", "more_plots.limits()")
    ends = sorted(y[-1] for _, y in curves(ax) if len(y) > 99)
    assert ends == pytest.approx([16.1, 36.8, 64, 75], abs=0.1)
    weights, biases = (curves(ax) for ax in axes_of("03_sgd", "more_plots.decays()"))
    shrink = [1 - w[1] for _, w in weights]
    assert shrink[2] == pytest.approx(2 * shrink[0]) and shrink[3] < 0 < shrink[1]
    assert [b[-1] == 1 for _, b in biases] == [True, False, True, False]


def test_03_a_row_is_the_error_times_a_feature():
    """Negative error for the target alone, and the matrix is their outer product."""
    names = drawn("03_sgd", "plots.outer_product(")
    x, error, matrix = names["fig"].axes
    heights = [np.array([bar.get_height() for bar in ax.patches]) for ax in (x, error)]
    assert (np.sign(heights[1]) == [1, -1, 1]).all()
    assert np.allclose(matrix.images[0].get_array(), np.outer(*heights))


def test_03_copies_change_a_sum_alone():
    """The mean's curves lie on each other; the sum's jump above the start, the more the more."""
    mean, summed = (curves(ax) for ax in axes_of("03_sgd", "plots.sum_or_mean("))
    assert all(y == pytest.approx(mean[0][1], rel=1e-9) for _, y in mean)
    tops = [y.max() / y[0] for _, y in summed]
    assert tops[2] > tops[1] > 3


def test_03_walks_of_three_batch_sizes():
    """Nearer with 8 than with all, and restless with 1; all see the same number of samples."""
    ways = [curves(ax)[0].T for ax in axes_of("03_sgd", "plots.paths(")]
    assert [len(way) - 1 for way in ways] == [6, 48, 384]
    least = ways[2][-200:].mean(axis=0)
    gaps = [np.linalg.norm(way[-1] - least) for way in ways]
    assert (
        gaps[0] > 3 * gaps[1] and np.linalg.norm(np.diff(ways[2], axis=0), axis=1)[-50:].max() > 0.1
    )


def test_03_learning_rates_and_batches_of_digits():
    """0.01 crawls, 20 leaps, 1 is best on held-out digits; the smallest batch ends lowest."""
    digits = ("digits, digits_held_out =", "for rate in (0.01")
    runs = drawn("03_sgd", *digits)["histories"]
    share = {name.split(":")[0]: float(name.split(":")[1].split("%")[0]) for name in runs}
    crawls, on, down, leaps = runs.values()
    assert all(run[0] == pytest.approx(np.log(10)) for run in runs.values())
    assert crawls[-1] > 0.85 * np.log(10) > on[-1] > 3 * down[-1] and max(leaps) > 5 * leaps[0]
    assert share["α = 1"] == max(share.values()) and len(set(share.values())) > 1
    sizes = list(drawn("03_sgd", *digits, "for size in (len(few)")["histories"].values())
    ends = [run[-1] for run in sizes]
    assert ends == sorted(ends, reverse=True) and ends[0] > 0.7 * np.log(10)


def test_03_iris_falls_from_log_3_to_straight_borders():
    """Steeply, then slowly, with spikes; one species lies apart."""
    names = drawn("03_sgd", "train, held_out =", "W2, b2, history", "plots.regions(")
    history = np.array(names["history"])
    assert history[0] == pytest.approx(np.log(3)) and (np.diff(history) > 0).any()
    assert history[0] - history[20] > history[20] - history[-1] > 0  # 20 epochs, then 80
    X, labels = names["train"].X[:, names["petals"]], names["train"].labels
    found = names["predict"](X, names["W2"], names["b2"])
    assert (found[labels == 0] == 0).all() and 0 < (found != labels).sum() < 10


def test_04_two_scores_make_one_curve():
    """Over their difference; sigmoid's other outputs stay, softmax's fall."""
    sigmoid, softmax = axes_of("04_binary", "plots.activations()")
    assert [np.sign(np.ptp(y)) for _, y in curves(sigmoid)] == [1, 0, 0]
    assert [np.sign(y[-1] - y[0]) for _, y in curves(softmax)] == [1, -1, -1]
    cloud, line = (curves(ax)[0] for ax in axes_of("04_binary", "plots.reduction()"))
    assert line[1] == pytest.approx(printed.logistic(line[0]))
    assert abs(cloud[1] - printed.logistic(cloud[0])).max() > 0.3


def test_04_losses_mirror_and_end_in_tails():
    """t = ½ lies lowest at 0; the printed formula is 0 below −37.4 and infinite above 36.7."""
    (ax,) = axes_of("04_binary", "plots.losses()")
    (s, one), (_, zero), (_, half) = curves(ax)
    assert one == pytest.approx(zero[::-1]) and s[half.argmin()] == pytest.approx(0, abs=1e-9)
    low, high = (curves(ax)[0] for ax in axes_of("04_binary", "plots.tails()"))
    assert low[0][~np.isnan(low[1])][0] == pytest.approx(-37.43, abs=0.03)
    assert high[0][np.isfinite(high[1])][-1] == pytest.approx(36.74, abs=0.03)


def test_04_softmax_shares_and_the_printed_sigmoid_falls():
    """0.62 and 0.37 against more than 0.9; they cross at 0 alone."""
    shares, separate = axes_of("04_binary", "plots.labels()")
    widths = [[bar.get_width() for bar in ax.patches][:4] for ax in (shares, separate)]
    assert widths[0][:2] == pytest.approx([0.62, 0.37], abs=0.005) and min(widths[1][:2]) > 0.9
    (ax,) = axes_of("04_binary", "plots.printed_sigmoid()")
    (s, falls), (_, rises) = curves(ax)[:2]
    assert (np.diff(falls) < 0).all() and (np.diff(rises) > 0).all()
    assert (np.sign(rises - falls) == np.sign(s.round(9))).all()


def test_04_long_steps_overshoot():
    """The largest rate's loss goes up and down, the others' fall; without 1/N it leaps."""
    left, right = axes_of("04_binary", "plots.descent(")
    slow, medium, long = (y for _, y in curves(right))
    assert all(y[0] == pytest.approx(np.log(2)) for y in (slow, medium, long))
    assert (np.diff(medium) < 0).all() and (np.diff(slow) < 0).all() and slow[-1] > medium[-1]
    assert (np.diff(long) > 0).any() and (np.diff(long) < 0).any() and left.get_title()
    (ax,) = axes_of("04_binary", "plots.descent(", "plots.printed_step(")
    (_, mean), (_, summed) = curves(ax)
    assert (np.diff(mean) < 0).all() and summed.max() > 1.5 * mean[0]
    assert (np.diff(summed)[1:] > 0).any() and (np.diff(summed)[1:] < 0).any()


def test_05_the_hinge_is_satisfied_cross_entropy_never():
    """0 from a lead of 1 on, and never below the step; all slopes from 0 to 1 fit at the kink."""
    (ax,) = axes_of("05_hinge", "plots.over_the_lead()")
    (lead, step), (_, entropy), (_, hinge) = curves(ax)[:3]
    assert (hinge[lead >= 1] == 0).all() and entropy.min() > 0 and (hinge >= step).all()
    (ax,) = axes_of("05_hinge", "plots.kink()")
    (*below, loss, _) = curves(ax)
    assert len(below) == 4 and all((line[1] <= loss[1] + 1e-12).all() for line in below)


def test_05_three_rivals_stand_above_the_line():
    """Two of them lower than the true class."""
    (ax,) = axes_of("05_hinge", "plots.violators(")
    scores, line = np.array([bar.get_height() for bar in ax.patches]), curves(ax)[0][1][0]
    rivals = np.delete(scores, 2)
    assert line == scores[2] - 1 and (rivals > line).sum() == 3
    assert ((rivals > line) & (rivals < scores[2])).sum() == 2
    assert ax.get_title() == "3 of 5 rivals stand above the line"


def test_05_iris_and_support_vectors():
    """From 2, steeply, then level; nine of ten held-out flowers; circles at the margin."""
    cells = ("def with_one", "flowers, flowers_held_out =", "W_svm, history")
    names = drawn("05_hinge", *cells, "W_softmax = np", "plots.boundaries(")
    history = np.array(names["history"])
    assert history[0] == 2 and history[0] - history[10] > 5 * abs(history[10] - history[-1])
    right = names["accuracy"](
        names["petals_held_out"], names["flowers_held_out"].labels, names["W_svm"]
    )
    assert 0.88 <= right <= 0.96
    scores = names["petals"] @ names["W_svm"]
    circled = [title for title in (ax.get_title() for ax in names["fig"].axes) if "SVM" in title]
    leads = np.take_along_axis(scores, names["flowers"].labels[:, None], 1) - scores
    short = ((leads < 1) & (leads != 0)).any(axis=1).sum()
    assert circled == [f"SVM: {short} within the margin"]


def test_05_learning_rates_and_batches_of_digits():
    """0.003 still falls, 0.3 and 3 jump, 0.03 is best held out; small batches are lower."""
    cells = ("def with_one", "digits, digits_held_out =", "for rate in (0.003")
    runs = drawn("05_hinge", *cells)["rates"]
    share = {name.split(":")[0]: float(name.split(":")[1].strip(" %")) for name in runs}
    slow, good, *jump = (np.array(run) for run in runs.values())
    assert all(run[0] == pytest.approx(9) for run in (slow, good, *jump))
    assert (np.diff(slow) < 0).all() and all((np.diff(run) > 0).any() for run in jump)
    assert max(share, key=share.__getitem__) == "α = 0.03"
    ends = [run[-1] for run in drawn("05_hinge", *cells, "for size in (len(few)")["sizes"].values()]
    assert ends == sorted(ends, reverse=True)


def teeth(fault: str) -> Any:
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
