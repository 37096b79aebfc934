"""Written later by way of the batch."""
# %% hinge_gradient_sample
def hinge_gradient_sample(x, label, W, margin=1.0):
    rows = np.zeros(1, dtype=int)
    scores = x[np.newaxis] @ W
    B = (scores - scores[rows, [label]][:, np.newaxis] + margin > 0) * 1.0
    B[rows, [label]] = 0
    B[rows, [label]] = -B.sum(axis=1)
    return x[:, np.newaxis] * B
