"""Both logarithms, each by its own logaddexp."""
# %% bce_with_logits
def bce_with_logits(s, t):
    log_p = -np.logaddexp(0, -np.asarray(s, dtype=float))
    log_not_p = -np.logaddexp(0, np.asarray(s, dtype=float))
    return -(t * log_p + (1 - t) * log_not_p)
