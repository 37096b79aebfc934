"""A new generator of a fixed seed at each call.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.random.default_rng(0).permutation(n_samples)
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
