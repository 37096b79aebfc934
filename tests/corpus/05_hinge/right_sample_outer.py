"""The outer product of x and the factors."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    factors = (x @ W - x @ W[:, label] + margin > 0).astype(float)
    factors[label] = 0
    factors[label] = -factors.sum()
    return np.outer(x, factors)
