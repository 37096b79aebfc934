"""Batches of equal size, not batch_size each.

loses: test_minibatches_partition, test_sgd_batches
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples)
    yield from np.array_split(order, -(-n_samples // batch_size))
