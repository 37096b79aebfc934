"""Two classes by a softplus that overflows.

loses: test_log_softmax_stable
"""
# %% log_softmax
def log_softmax(z):
    z = np.asarray(z, float)
    if z.shape[-1] == 2:
        d = z[..., ::-1] - z
        return -np.log1p(np.exp(d))
    s = z - z.max(axis=-1, keepdims=True)
    return s - np.log(np.exp(s).sum(axis=-1, keepdims=True))
