"""Only the likeliest outcome.
"""
# %% cross_entropy
def cross_entropy(p, q):
    best = np.argmax(p, axis=-1)[..., None]
    return -np.log(np.take_along_axis(np.asarray(q), best, axis=-1))[..., 0]
