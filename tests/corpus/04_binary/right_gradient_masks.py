"""The two signs apart, by boolean masks."""
# %% bce_gradient
def bce_gradient(s, t):
    s = np.asarray(s, dtype=np.float64)
    p = np.empty_like(s)
    p[s >= 0] = 1 / (1 + np.exp(-s[s >= 0]))
    p[s < 0] = np.exp(s[s < 0]) / (1 + np.exp(s[s < 0]))
    return p - t
