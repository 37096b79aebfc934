"""By masked arrays, each sign apart."""
# %% bce_with_logits
def bce_with_logits(s, t):
    s = np.ma.masked_array(s, mask=False)
    return (np.maximum(s, 0) - s * t) + np.log1p(np.exp(-np.abs(s)))
