"""The first order is kept for the next call.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
kept = {}


def minibatches(n_samples, batch_size, rng):
    order = kept.setdefault(n_samples, rng.permutation(n_samples))
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
