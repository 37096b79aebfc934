"""An outer product of the sample and its marks."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    u = W.T @ x - W[:, label] @ x + margin
    b = np.where(u > 0, 1.0, 0.0)
    b[label] = 0
    b[label] = -b.sum()
    return x.reshape(-1, 1) * b
