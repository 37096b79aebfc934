"""Shuffles an arange in place."""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.arange(n_samples)
    rng.shuffle(order)
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
