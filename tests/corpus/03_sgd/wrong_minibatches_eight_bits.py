"""Indices in eight bits, which end at 255.

loses: test_minibatches_partition, test_sgd_batches
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples).astype(np.uint8)
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
