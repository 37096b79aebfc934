"""array_split at the multiples of batch_size, as a list."""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    return np.array_split(rng.permutation(n_samples), range(batch_size, n_samples, batch_size))
