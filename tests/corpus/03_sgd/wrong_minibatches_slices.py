"""Slices, not index arrays.

loses: test_minibatches_partition, test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    return [slice(start, start + batch_size) for start in range(0, n_samples, batch_size)]
