"""The shared checks of training: each mistake costs its own check, with either loss."""

import itertools
import re

import numpy as np
import pytest

from ce_helpers import descent
from ce_helpers.checking import CheckFailed
from ce_helpers.hinge.descent import SVM
from ce_helpers.reference import descent as reference
from ce_helpers.reference.hinge.hidden import EXACT as EXACT_SVM
from ce_helpers.reference.sgd.hidden import EXACT as EXACT_SGD
from ce_helpers.sgd.descent import SGD

PAIRS = {"sgd": (SGD, EXACT_SGD), "svm_sgd": (SVM, EXACT_SVM)}
VISIBLE = {
    "steps": [descent.check_steps],
    "penalty": [descent.check_penalty],
    "batches": [descent.check_batches],
    "orders": [descent.check_orders],
    "history": [descent.check_history],
    "inputs": [descent.check_inputs],
}
HIDDEN = VISIBLE | {
    "batches": [descent.check_batches, reference.step_after_step],
    "history": [descent.check_history, reference.losses_on_the_way],
}


class Trainer:
    """A right training; a mistake overrides one of its parts."""

    default_seed = 0

    def __init__(self, exact):
        self.exact, self.__name__ = exact, exact.name

    def __call__(
        self, X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=None
    ):
        data = descent.Data(X.astype(float), labels, n_classes)
        self.seed = self.default_seed if seed is None else seed
        self.n, self.size, self.l2, self.rate = len(X), batch_size, l2, learning_rate
        self.rng, self.steps, self.epochs, self.velocity = self.generator(), 0, epochs, {}
        self.p = self.start(data)
        self.losses = [self.record(data, [])]
        for self.epoch in range(epochs):
            passed = []
            for place, batch in enumerate(self.cut(self.order())):
                self.place = place
                passed.append(self.exact.loss(self.p, data.part(batch)))
                self.last = data.part(batch)
                self.move(self.exact.gradients(self.p, self.last))
                self.steps += 1
            self.losses.append(self.record(data, passed))
            if self.ends():
                break
        return (*self.p.values(), self.losses)

    def generator(self):
        return np.random.default_rng(self.seed)

    def start(self, data):
        return self.exact.zeros(data)

    def order(self):
        return self.rng.permutation(self.n)

    def cut(self, order):
        return [order[i : i + self.size] for i in range(0, self.n, self.size)]

    def pull(self):
        return self.l2

    def step(self, name, gradient):
        pulled = gradient + self.pull() * self.p[name] if name == "W" else gradient
        return self.length() * pulled

    def length(self):
        return self.rate

    def move(self, gradients):
        self.p = {name: self.p[name] - self.step(name, gradients[name]) for name in self.p}

    def penalty(self):
        return self.l2 / 2 * np.sum(self.p["W"] ** 2)

    def record(self, data, passed):
        return self.exact.loss(self.p, data) + self.penalty()

    def ends(self):
        return False


MISTAKES = {}


def mistake(check, words=""):
    """Register a mistake under the check that it costs, with what the visible check says."""

    def register(cls):
        MISTAKES[cls.__name__] = (cls, check, words)
        return cls

    return register


def short(trainer):
    """Return whether the batch of this step is a short one."""
    return len(trainer.last.X) < min(trainer.size, trainer.n)


# steps


@mistake("steps", "does not depend on the learning rate")
class RateIgnored(Trainer):
    def length(self):
        return 1.0


@mistake("steps", "too short|half the right value")
class RateDecays(Trainer):
    def length(self):
        return self.rate / (1 + 0.01 * self.epoch)


@mistake("steps", "too short|half the right value")
class RateHalvesLate(Trainer):
    def length(self):
        return self.rate / 2 ** (self.epoch // 20)


@mistake("steps", "too long")
class MomentumLate(Trainer):
    def step(self, name, gradient):
        self.velocity[name] = super().step(name, gradient) + (
            0.9 * self.velocity.get(name, 0) if self.epoch > 20 else 0
        )
        return self.velocity[name]


@mistake("steps")
class RandomStart(Trainer):
    def start(self, data):
        zeros = super().start(data)
        return {name: 0.01 * self.rng.normal(size=value.shape) for name, value in zeros.items()}


@mistake("steps")
class WeightsClipped(Trainer):
    def move(self, gradients):
        super().move(gradients)
        self.p["W"] = np.clip(self.p["W"], -5, 5)


@mistake("steps", "too short|not right")
class GradientNormalised(Trainer):
    def step(self, name, gradient):
        return super().step(name, gradient / max(1.0, np.linalg.norm(gradient)))


@mistake("steps")
class BoldDriver(Trainer):
    def record(self, data, passed):
        loss = super().record(data, passed)
        if self.steps and loss > self.losses[-1]:
            self.rate /= 2
        return loss


# penalty


@mistake("penalty", "use l2")
class NoPenalty(Trainer):
    def pull(self):
        return 0.0


@mistake("penalty", "twice")
class PenaltyTwice(Trainer):
    def pull(self):
        return 2 * self.l2


@mistake("penalty", "short batches included")
class PenaltyOnceAnEpoch(Trainer):
    def pull(self):
        return self.l2 * (self.place == 0)


@mistake("penalty", "short batches included")
class PenaltyNotInShortBatch(Trainer):
    def pull(self):
        return self.l2 * (not short(self))


@mistake("penalty", "short batches included")
class PenaltyByShare(Trainer):
    def pull(self):
        return self.l2 * len(self.last.X) / self.n


@mistake("penalty", "short batches included")
class PenaltyOverBatches(Trainer):
    def pull(self):
        return self.l2 / -(-self.n // self.size)


@mistake("penalty")
class PenaltyNotInFirstBatch(Trainer):
    def pull(self):
        return self.l2 * (self.place > 0 or self.size >= self.n)


@mistake("penalty")
class PenaltyEndsLate(Trainer):
    def pull(self):
        return self.l2 * (self.epoch < 40)


@mistake("penalty")
class PenaltyAfterTheStep(Trainer):
    def move(self, gradients):
        self.l2, l2 = 0.0, self.l2
        super().move(gradients)
        self.l2 = l2
        self.p["W"] = self.p["W"] * (1 - self.rate * l2)


# batches


@mistake("batches", "short last batch is dropped")
class ShortBatchDropped(Trainer):
    def cut(self, order):
        return [batch for batch in super().cut(order) if len(batch) == min(self.size, self.n)]


@mistake("batches", "short last batch is dropped")
class TinyBatchDropped(Trainer):
    def cut(self, order):
        return [b for b in super().cut(order) if len(b) >= min(self.size, self.n) / 2]


@mistake("batches", "short last batch is dropped")
class SingleSampleSkipped(Trainer):
    def cut(self, order):
        return [b for b in super().cut(order) if len(b) > 1 or self.size == 1 or self.n == 1]


@mistake("batches", "even sizes")
class EvenBatches(Trainer):
    def cut(self, order):
        return np.array_split(order, -(-self.n // self.size))


@mistake("batches", "batch_size in the short batch")
class DividedByBatchSize(Trainer):
    def move(self, gradients):
        share = len(self.last.X) / min(self.size, self.n)
        super().move({name: share * value for name, value in gradients.items()})


@mistake("batches", "update after")
class OneGradientAnEpoch(Trainer):
    def move(self, gradients):
        if self.place == 0:
            self.frozen = dict(self.p)
        now, self.p = self.p, self.frozen
        moves = self.exact.gradients(self.p, self.last)
        steps = {name: self.step(name, moves[name]) for name in moves}
        self.p = {name: now[name] - steps[name] for name in now}


@mistake("batches")
class IndicesOfEightBits(Trainer):
    def order(self):
        return super().order().astype(np.uint8)


# orders


class Ordered(Trainer):
    """A training with an order that is made from the given one."""

    def order(self):
        return np.array(self.reordered(np.arange(self.n)))


@mistake("orders", "all seeds")
class GivenOrder(Ordered):
    def reordered(self, order):
        return order


@mistake("orders", "same samples share a batch")
class Rotated(Ordered):
    def reordered(self, order):
        return np.roll(order, self.rng.integers(self.n))


@mistake("orders", "same samples share a batch")
class CutAndTurned(Ordered):
    def reordered(self, order):
        return np.roll(order, self.rng.integers(self.n))[:: self.rng.choice([-1, 1])]


@mistake("orders", "same samples share a batch|far more often")
class OneSwap(Ordered):
    swaps = 1

    def reordered(self, order):
        for _ in range(self.swaps):
            i, j = self.rng.integers(self.n, size=2)
            order[[i, j]] = order[[j, i]]
        return order


@mistake("orders", "same samples share a batch|far more often")
class TwoSwaps(OneSwap):
    swaps = 2


@mistake("orders", "far more often")
class LastFixed(Ordered):
    def reordered(self, order):
        self.rng.shuffle(order[:-1])
        return order


@mistake("orders")
class Blocks(Ordered):
    def reordered(self, order):
        blocks = [order[i : i + 5] for i in range(0, self.n, 5)]
        return np.concatenate([blocks[i] for i in self.rng.permutation(len(blocks))])


@mistake("orders", "same samples share a batch")
class RandomStride(Ordered):
    def reordered(self, order):
        strides = [s for s in range(1, self.n + 1) if np.gcd(s, self.n) == 1]
        return (self.rng.integers(self.n) + self.rng.choice(strides) * order) % self.n


@mistake("orders", "far more often")
class SortedWithTies(Ordered):
    def reordered(self, order):
        return np.argsort(self.rng.integers(0, self.n, size=self.n), kind="stable")


class Repeating(Trainer):
    """A training that draws in some epochs alone."""

    def order(self):
        if self.draws():
            self.kept = super().order()
        return self.kept


@mistake("orders", "order of epoch 1")
class OneOrder(Repeating):
    def draws(self):
        return self.epoch == 0


@mistake("orders", "epoch 3 has the order of epoch 2")
class RepeatedFromTheThird(Repeating):
    def draws(self):
        return self.epoch < 2


@mistake("orders", "or its reverse")
class ReversedEveryOther(Trainer):
    def order(self):
        self.kept = super().order() if self.epoch % 2 == 0 else self.kept[::-1]
        return self.kept


@mistake("orders", "too many samples keep|far more often|same samples")
class SwappedFromLast(Trainer):
    def order(self):
        if self.epoch == 0:
            self.kept = super().order()
        self.kept = self.kept.copy()
        i, j = self.rng.integers(self.n, size=2)
        self.kept[[i, j]] = self.kept[[j, i]]
        return self.kept


@mistake("orders", "next seed's first")
class SeedPlusEpoch(Trainer):
    def order(self):
        return np.random.default_rng(self.seed + self.epoch).permutation(self.n)


@mistake("orders", "all seeds")
class SeedIgnored(Trainer):
    def generator(self):
        return np.random.default_rng(0)


@mistake("orders", "two runs with one seed differ")
class NoSeed(Trainer):
    def generator(self):
        return np.random.default_rng()


@mistake("orders", "without a seed")
class AnotherDefault(Trainer):
    default_seed = 1


# history


@mistake("history", "leaves out the penalty")
class NoPenaltyInHistory(Trainer):
    def penalty(self):
        return 0.0


@mistake("history", "counts the penalty twice")
class PenaltyTwiceInHistory(Trainer):
    def penalty(self):
        return 2 * super().penalty()


@mistake("history", "not right|loss of one batch")
class LossOfLastBatch(Trainer):
    def record(self, data, passed):
        return super().record(self.last if passed else data, passed)


@mistake("history")
class MeanOfBatches(Trainer):
    def record(self, data, passed):
        return np.mean(passed) + self.penalty() if passed else super().record(data, passed)


class Between(Trainer):
    """A training whose history is right at both ends."""

    def record(self, data, passed):
        inside = passed and self.epoch < self.epochs - 1
        return self.inside(data, passed) if inside else super().record(data, passed)


@mistake("history")
class NoPenaltyBetween(Between):
    def inside(self, data, passed):
        return self.exact.loss(self.p, data)


@mistake("history")
class MeanOfBatchesBetween(Between):
    def inside(self, data, passed):
        return np.mean(passed) + self.penalty()


@mistake("history", "has")
class StopsWhenFlat(Trainer):
    def ends(self):
        return self.epoch > 4 and self.losses[-2] - self.losses[-1] < 1e-3


@mistake("history", "has")
class StopsWhenItRises(Trainer):
    def ends(self):
        return self.losses[-1] > self.losses[-2]


@mistake("history", "has")
class StopsNearZero(Trainer):
    def ends(self):
        return self.losses[-1] < 0.1


@mistake("history", "has")
class NoStart(Trainer):
    def __call__(self, *args, **options):
        *parameters, losses = super().__call__(*args, **options)
        return (*parameters, losses[1:])


# inputs


@mistake("inputs", "in place")
class DataShuffled(Trainer):
    def __call__(self, X, labels, n_classes, **options):
        returned = super().__call__(X, labels, n_classes, **options)
        X[:] = X[::-1].copy()
        return returned


@mistake("inputs", "same numbers")
class WeightsLikeData(Trainer):
    def __call__(self, X, labels, n_classes, **options):
        *parameters, losses = super().__call__(X, labels, n_classes, **options)
        return (*(value.astype(X.dtype) for value in parameters), losses)


def failures(one, func, checks, seed=3):
    """Return the sentence of each check that the function fails."""
    said = {}
    for name, each in checks.items():
        try:
            for check in each:
                check(one, func, np.random.default_rng(seed))
        except CheckFailed as failed:
            said[name] = str(failed)
    return said


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("seed", range(5))
def test_a_right_training_passes(name, seed):
    """Visible and hidden, whatever is drawn."""
    visible, exact = PAIRS[name]
    assert failures(visible, Trainer(exact), VISIBLE, seed) == {}
    assert failures(exact, Trainer(exact), HIDDEN, seed) == {}


# what a small step near zeros or a fixed check cannot show
HIDDEN_ALONE = {"MeanOfBatchesBetween", "BoldDriver", "WeightsClipped"}
# a fault of this kind reaches further
ALSO = {
    "RateIgnored": {"penalty", "batches"},
    "RateDecays": {"batches", "penalty"},
    "RandomStart": {"batches", "history", "penalty"},
    "BoldDriver": {"penalty"},  # a penalty makes the loss rise
    "GradientNormalised": {"batches"},
    "WeightsClipped": {"penalty"},  # which makes the weights grow
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_costs_its_own_check(name, mistake):
    """And the visible check finds it, too, with a sentence that fits."""
    cls, check, words = MISTAKES[mistake]
    visible, exact = PAIRS[name]
    lost = failures(exact, cls(exact), HIDDEN)
    seen = failures(visible, cls(exact), VISIBLE)
    found = lost.keys() | seen.keys()
    assert check in found, (lost, seen)
    assert found <= {check} | ALSO.get(mistake, set()), (lost, seen)
    if mistake not in HIDDEN_ALONE:
        assert check in seen
        assert re.search(words, seen[check]), seen[check]


def test_every_order_is_listed_once():
    """As many sequences of batches as the multinomial coefficient says."""
    for n, size, count in ((4, 2, 6), (5, 2, 30), (5, 4, 5), (3, 1, 6)):
        orders = reference._orders(n, size)
        assert len(orders) == count == len({str(order) for order in orders})
        assert all(sorted(itertools.chain(*order)) == list(range(n)) for order in orders)
