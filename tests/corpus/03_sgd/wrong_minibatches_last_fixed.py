"""The last sample always comes last.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    order = np.append(rng.permutation(n_samples - 1), n_samples - 1)
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
