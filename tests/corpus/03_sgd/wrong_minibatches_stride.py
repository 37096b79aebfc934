"""Every k-th sample from a random one on.

loses: test_minibatches_order, test_sgd_shuffle
"""

# %% minibatches
def minibatches(n_samples, batch_size, rng):
    strides = [k for k in range(1, n_samples + 1) if np.gcd(k, n_samples) == 1]
    order = (rng.integers(n_samples) + rng.choice(strides) * np.arange(n_samples)) % n_samples
    for start in range(0, n_samples, batch_size):
        yield order[start : start + batch_size]
