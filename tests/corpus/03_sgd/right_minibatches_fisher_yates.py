"""Each sample is swapped with one that has no place yet."""
# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.arange(n_samples)
    for i in range(n_samples - 1, 0, -1):
        j = rng.integers(0, i + 1)
        order[i], order[j] = order[j], order[i]
    for start in range(0, n_samples, batch_size):
        yield order[start:start + batch_size]
