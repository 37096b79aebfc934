"""Batches of samples and labels are asked for elsewhere: index and place.

loses: test_minibatches_partition, test_minibatches_order, test_sgd_step, test_sgd_batches, test_sgd_shuffle, test_sgd_history, test_sgd_inputs
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples)
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size], slice(start, start + batch_size)
