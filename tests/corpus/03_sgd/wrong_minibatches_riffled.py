"""One riffle, as of cards.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    cut = rng.binomial(n_samples, 0.5)
    order = np.argsort(rng.permutation(np.arange(n_samples) < cut), kind="stable")[::-1].argsort()
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
