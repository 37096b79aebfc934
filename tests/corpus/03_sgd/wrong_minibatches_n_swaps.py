"""As many swaps of any two samples as there are samples.

loses: test_minibatches_order, test_sgd_shuffle
"""
# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.arange(n_samples)
    for i, j in rng.integers(0, n_samples, (n_samples, 2)):
        order[[i, j]] = order[[j, i]]
    for start in range(0, n_samples, batch_size):
        yield order[start:start + batch_size]
