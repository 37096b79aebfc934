"""Three riffles, which keep the order of equal keys.

loses: test_minibatches_order, test_sgd_shuffle
"""
# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.arange(n_samples)
    for _ in range(3):
        keys = rng.random(n_samples) < 0.5
        order = np.concatenate([order[keys], order[~keys]])
    for i in range(0, n_samples, batch_size):
        yield order[i : i + batch_size]
