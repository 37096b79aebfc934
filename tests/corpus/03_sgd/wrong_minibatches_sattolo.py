"""The shuffle draws below i, not up to i: no sample keeps its place.

loses: test_minibatches_order, test_sgd_shuffle
"""
# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.arange(n_samples)
    for i in range(n_samples - 1, 0, -1):
        j = rng.integers(0, i)
        order[[i, j]] = order[[j, i]]
    for start in range(0, n_samples, batch_size):
        yield order[start:start + batch_size]
