"""Refuses what is no distribution."""
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    for name, d in (('p', p), ('q', q)):
        if (d < 0).any() or not np.allclose(d.sum(axis=-1), 1):
            raise ValueError(f'{name} is no distribution')
    return -np.sum(p * np.log(np.where(p > 0, q, 1)), axis=-1)
