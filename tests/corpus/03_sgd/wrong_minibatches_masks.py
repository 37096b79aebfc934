"""Masks, not index arrays.

loses: test_minibatches_partition, test_minibatches_order
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples)
    for start in range(0, n_samples, batch_size):
        yield np.isin(np.arange(n_samples), order[start : start + batch_size])
