"""Shuffled inside each block alone.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    for start in range(0, n_samples, batch_size):
        yield rng.permutation(np.arange(start, min(start + batch_size, n_samples)))
