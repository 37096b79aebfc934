"""A map over slices of the order."""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples)
    return map(lambda start: order[start : start + batch_size], range(0, n_samples, batch_size))
