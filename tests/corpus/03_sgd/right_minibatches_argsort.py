"""Sorts random keys."""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.argsort(rng.random(n_samples))
    return [order[start : start + batch_size] for start in range(0, n_samples, batch_size)]
