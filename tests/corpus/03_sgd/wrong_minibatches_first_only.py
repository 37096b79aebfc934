"""return inside the loop.

loses: 
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples)
    for start in range(0, n_samples, batch_size):
        return [order[start : start + batch_size]]
