"""Takes from the end until nothing is left."""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    left = list(rng.permutation(n_samples))
    while left:
        batch, left = left[:batch_size], left[batch_size:]
        yield np.array(batch)
