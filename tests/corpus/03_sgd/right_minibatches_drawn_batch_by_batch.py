"""Each batch is drawn from the samples that are left."""
# %% minibatches
def minibatches(n_samples, batch_size, rng):
    left = list(range(n_samples))
    while left:
        picked = rng.choice(len(left), size=min(batch_size, len(left)), replace=False)
        yield np.array([left[i] for i in picked])
        left = [v for i, v in enumerate(left) if i not in set(picked.tolist())]
