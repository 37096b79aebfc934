"""The two signs apart, chosen by np.where."""
# %% bce_with_logits
def bce_with_logits(s, t):
    e = np.exp(-np.abs(s))
    for_positive = s * (1 - t) + np.log1p(e)
    for_negative = -s * t + np.log1p(e)
    return np.where(np.greater(s, 0), for_positive, for_negative)
