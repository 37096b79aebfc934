"""Flattened in the order of memory.

loses: test_bce_elementwise
"""
# %% bce_with_logits
def bce_with_logits(s, t):
    s, t = np.asarray(s), np.asarray(t)
    losses = [max(x, 0) - x * y + np.log1p(np.exp(-abs(x))) for x, y in zip(s.ravel("K"), t.ravel("K"))]
    return np.array(losses).reshape(s.shape)
