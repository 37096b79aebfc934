"""Sorted by random integers, so that equal ones keep their order.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.argsort(rng.integers(n_samples, size=n_samples), kind="stable")
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
