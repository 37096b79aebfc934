"""Only the order of the blocks is shuffled.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    starts = np.arange(0, n_samples, batch_size)
    full = starts[: n_samples // batch_size]
    for start in [*rng.permutation(full), *starts[len(full):]]:
        yield np.arange(start, min(start + batch_size, n_samples))
