"""A chain of the full batches and the rest."""

# %% minibatches
from itertools import chain


def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples)
    full = n_samples // batch_size * batch_size
    return chain(order[:full].reshape(-1, batch_size), [order[full:]] * (full < n_samples))
