"""A deque of lists."""

# %% minibatches
from collections import deque


def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples).tolist()
    return deque(order[i : i + batch_size] for i in range(0, n_samples, batch_size))
