"""σ(s) as the exponential of its own logarithm."""
# %% bce_gradient
def bce_gradient(s, t):
    log_sigma = -np.logaddexp(0, -s)
    return np.exp(log_sigma) - t
