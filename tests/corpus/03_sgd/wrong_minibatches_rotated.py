"""A random start, then the given order.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.roll(np.arange(n_samples), rng.integers(n_samples))
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
