"""log(1 + e^s) taken for s beyond 20, as some libraries have it: 2e-9 off just there.

loses: test_bce_tails
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    s = np.asarray(s, dtype=float)
    softplus = np.where(s > 20, s, np.log1p(np.exp(np.minimum(s, 20))))
    return softplus - t * s
