"""The last batch filled up with samples of the first.

loses: test_minibatches_partition, test_sgd_batches
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples)
    for start in range(0, n_samples, batch_size):
        yield np.take(order, range(start, start + batch_size), mode="wrap")
