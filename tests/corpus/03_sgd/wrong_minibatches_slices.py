"""Slices, not index arrays.

loses: 
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    return [slice(start, start + batch_size) for start in range(0, n_samples, batch_size)]
