"""An empty last batch when the sizes divide.

loses: test_minibatches_partition, test_sgd_penalty
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = rng.permutation(n_samples)
    for number in range(n_samples // batch_size + 1):
        yield order[number * batch_size : (number + 1) * batch_size]
