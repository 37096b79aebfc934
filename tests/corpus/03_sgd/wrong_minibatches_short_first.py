"""The short batch comes first.

loses: test_minibatches_partition, test_sgd_batches
"""
# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order, rest = rng.permutation(n_samples), n_samples % batch_size
    if rest:
        yield order[:rest]
    for start in range(rest, n_samples, batch_size):
        yield order[start:start + batch_size]
