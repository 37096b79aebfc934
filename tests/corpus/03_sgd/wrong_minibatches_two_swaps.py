"""Two random swaps instead of a shuffle.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.arange(n_samples)
    for _ in range(2):
        one, other = rng.integers(n_samples, size=2)
        order[[one, other]] = order[[other, one]]
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
