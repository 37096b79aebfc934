"""Softmax of the scores (s, 0), with the maximum taken off."""
# %% bce_with_logits
def bce_with_logits(s, t):
    scores = np.stack([np.asarray(s, dtype=float), np.zeros(np.shape(s))], axis=-1)
    shifted = scores - scores.max(axis=-1, keepdims=True)
    log_a = shifted - np.log1p(np.exp(shifted.min(axis=-1, keepdims=True)))
    return -(t * log_a[..., 0] + (1 - t) * log_a[..., 1])
