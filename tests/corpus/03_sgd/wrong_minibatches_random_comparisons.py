"""Sorted by a comparison that answers at random.

loses: test_minibatches_order, test_sgd_shuffle
"""
# %% minibatches
from functools import cmp_to_key


def minibatches(n_samples, batch_size, rng):
    key = cmp_to_key(lambda one, other: 1 if rng.random() < 0.5 else -1)
    order = np.array(sorted(range(n_samples), key=key))
    for start in range(0, n_samples, batch_size):
        yield order[start:start + batch_size]
