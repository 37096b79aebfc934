"""choice without replacement, as lists."""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.choice(n_samples, size=n_samples, replace=False).tolist()
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
